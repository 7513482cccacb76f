package io.sirocco.legacy;

/** A run that ended while callbacks were pending (Tornado: {@code gen.LeakedCallbackError}). */
public final class LeakedCallbackException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  LeakedCallbackException(String message) {
    super(message);
  }
}
