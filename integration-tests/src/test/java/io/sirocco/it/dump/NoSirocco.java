package io.sirocco.it.dump;

import java.io.IOException;

/** A program that waits to be ended, and uses nothing. */
public final class NoSirocco {
  private NoSirocco() {}

  public static void main(String[] arguments) throws IOException {
    System.out.println("ready");
    System.in.read();
  }
}
