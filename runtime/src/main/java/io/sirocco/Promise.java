package io.sirocco;

/**
 * A future that its owner completes: {@link #complete}, {@link #fail} or {@link #cancel}, once, from
 * any thread. Hand it out as a {@link Future}.
 *
 * <p>A subclass may override {@link #cancel()} to learn that nobody wants the result any more.
 *
 * @param <T> type of the result
 */
public class Promise<T> extends Future<T> {
  /** Makes a pending promise. */
  public Promise() {}

  /**
   * Completes with a value, which may be null. Those who wait go on in the order in which they began
   * to wait, each on its own loop, never inside this call; only those that began to wait on a thread
   * without a loop go on in this thread, inside this call.
   *
   * @throws IllegalStateException if the future is done already, also if it was cancelled (Tornado:
   *     {@code Future.set_result}, {@code InvalidStateError})
   */
  public final void complete(T value) {
    if (!tryComplete(value)) {
      throw alreadyDone();
    }
  }

  /**
   * Completes with a value unless the future is done already.
   *
   * @return whether this call completed it
   */
  public final boolean tryComplete(T value) {
    return settle(Outcome.of(value));
  }

  /**
   * Fails: {@code await} will throw this very exception.
   *
   * @throws IllegalStateException if the future is done already
   */
  public final void fail(Throwable exception) {
    if (!tryFail(exception)) {
      throw alreadyDone();
    }
  }

  /**
   * Fails unless the future is done already.
   *
   * @return whether this call failed it
   */
  public final boolean tryFail(Throwable exception) {
    return settleOwn(Outcome.failure(exception));
  }

  /**
   * Completes with a value, or does nothing if the future was cancelled (Tornado: {@code
   * future_set_result_unless_cancelled}).
   *
   * @throws IllegalStateException if the future is done in another way
   */
  public final void completeUnlessCancelled(T value) {
    if (!tryComplete(value) && !isCancelled()) {
      throw alreadyDone();
    }
  }

  /**
   * Fails or, if the future was cancelled, logs the exception (Tornado: {@code
   * future_set_exception_unless_cancelled}).
   *
   * @throws IllegalStateException if the future is done in another way
   */
  public final void failUnlessCancelled(Throwable exception) {
    if (tryFail(exception)) {
      return;
    }
    if (!isCancelled()) {
      throw alreadyDone();
    }
    Log.error("Exception after Future was cancelled", exception);
  }

  /** Passed on to what it is chained to. What has arrived there is not given up any more. */
  @Override
  final boolean abandon() {
    Waiter[] waiters = waiters();
    for (Waiter waiter : waiters) {
      if (waiter instanceof Link.End chained && chained.hasArrived()) {
        return false;
      }
    }
    for (Waiter waiter : waiters) {
      if (waiter instanceof Link.End chained) {
        chained.abandonSource();
      }
    }
    return super.abandon();
  }

  /** A subclass is a request: it hears of its cancellation. A plain promise belongs to whoever made it. */
  @Override
  final void withdraw() {
    if (getClass() != Promise.class) {
      cancel();
    }
  }

  private IllegalStateException alreadyDone() {
    return new IllegalStateException("the future is done already: " + this);
  }
}
