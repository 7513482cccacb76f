package io.sirocco;

/**
 * Something took longer than it was given (Tornado: {@code TimeoutError}). Unchecked, unlike the one
 * of {@code java.util.concurrent}, because it comes out of {@code await}.
 */
public final class TimeoutException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Makes an exception that says what took too long. */
  public TimeoutException(String message) {
    super(message);
  }
}
