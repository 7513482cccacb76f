package io.sirocco.it.model;

/** A failure that the program has made on purpose; it has to arrive somewhere. */
final class Planned extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Planned(String what) {
    super(what, null, true, false);
  }

  @Override
  public String toString() {
    return getMessage();
  }
}
