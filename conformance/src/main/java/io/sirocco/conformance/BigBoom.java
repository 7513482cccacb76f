package io.sirocco.conformance;

/** A kind of {@link Boom}. */
final class BigBoom extends Boom {
  private static final long serialVersionUID = 1L;

  BigBoom(String message) {
    super(message);
  }
}
