package io.sirocco.legacy;

/** A {@link Wait} for a key that is not pending (Tornado: {@code gen.UnknownKeyError}). */
public final class UnknownKeyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  UnknownKeyException(String message) {
    super(message);
  }
}
