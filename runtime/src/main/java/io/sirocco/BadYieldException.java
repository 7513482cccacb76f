package io.sirocco;

/**
 * Something was awaited that nobody knows how to wait for (Tornado: {@code BadYieldError}). See
 * {@link Coroutines#registerConversion}.
 */
public final class BadYieldException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that names what was awaited. */
  public BadYieldException(String message) {
    super(message);
  }
}
