package io.sirocco;

/**
 * What {@code await} waits for: a {@link Future}, or a lazy coroutine that has not been started yet.
 *
 * <p>A {@link Coroutine} method that is declared to return {@code Awaitable<T>} is lazy, like a
 * native coroutine of Python: a call only keeps the arguments, and the body begins when the result is
 * awaited or handed to the loop. A lazy coroutine can be awaited once; a future any number of times.
 *
 * @param <T> type of the result
 */
public abstract class Awaitable<T> extends Waiter {
  Awaitable() {}

  /**
   * Starts a lazy coroutine in the caller's thread; a future returns itself.
   *
   * @return the future of the result
   * @throws IllegalStateException if this is a lazy coroutine that has been started before
   */
  public abstract Future<T> start();

  /**
   * Lets this go on by itself: nobody will await it. Starts a lazy coroutine. A failure goes to the
   * exception handler of the current loop or, on a thread without a loop, to the log; a cancellation
   * goes nowhere.
   *
   * <p>The build warns where the future of a coroutine is dropped; this says that it is meant.
   */
  public final void detach() {
    IOLoop.reportFailureOf(start());
  }
}
