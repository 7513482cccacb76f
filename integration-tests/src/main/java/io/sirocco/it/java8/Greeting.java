package io.sirocco.it.java8;

/** An interface with a method that can be called by {@code Greeting.super}. */
public interface Greeting {
  /** Says hello. */
  default String hello(String name) {
    return "interface says hello " + name;
  }
}
