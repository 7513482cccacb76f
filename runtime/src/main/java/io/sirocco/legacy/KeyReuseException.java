package io.sirocco.legacy;

/** A {@link Callback} with a key that is pending (Tornado: {@code gen.KeyReuseError}). */
public final class KeyReuseException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  KeyReuseException(String message) {
    super(message);
  }
}
