package io.sirocco.example;

import io.sirocco.Coroutine;

/** Prints a line. */
public final class Main {
  private Main() {}

  /** Runs the example. */
  public static void main(String[] args) {
    greet();
  }

  @Coroutine
  private static void greet() {
    System.out.println("Hello from Sirocco");
  }
}
