package io.sirocco.it.java8.other;

/** A superclass in another package, with members that only subclasses may use. */
public class Parent implements Cloneable {
  protected int inherited = 5;

  protected Parent() {}

  /** For subclasses. */
  protected String greet(String name) {
    return "parent greets " + name;
  }

  /** For subclasses. */
  protected static String shout(String text) {
    return text.toUpperCase();
  }

  @Override
  public String toString() {
    return "parent";
  }
}
