package io.sirocco.conformance;

/** Another application error, not related to {@link Boom}. */
final class Bang extends RuntimeException {
  private static final long serialVersionUID = 1L;

  Bang(String message) {
    super(message);
  }
}
