package io.sirocco.legacy;

/** An engine that returned a value, which nobody can see (Tornado: {@code gen.ReturnValueIgnoredError}). */
public final class ReturnValueIgnoredException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  ReturnValueIgnoredException(String message) {
    super(message);
  }
}
