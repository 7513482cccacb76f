package io.sirocco;

/** Throws any exception where the compiler would ask for a {@code throws} clause. */
final class Sneaky {
  private Sneaky() {}

  /**
   * Throws {@code exception} itself, never a wrapper: what fails inside a coroutine arrives at its
   * {@code await} unchanged (Tornado: {@code Future.result}).
   *
   * @return nothing; declared so that callers can write {@code throw Sneaky.rethrow(e)}
   */
  static RuntimeException rethrow(Throwable exception) {
    throw Sneaky.<RuntimeException>as(exception);
  }

  @SuppressWarnings("unchecked") // the cast is erased: that is the point
  private static <E extends Throwable> E as(Throwable exception) throws E {
    throw (E) exception;
  }
}
