package io.sirocco;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The call of a coroutine that is declared to return {@link Awaitable}: arguments kept, body not begun. */
final class LazyCoroutine<T> extends Awaitable<T> {
  private final AtomicReference<Supplier<? extends Awaitable<T>>> body;

  LazyCoroutine(Supplier<? extends Awaitable<T>> body) {
    this.body = new AtomicReference<>(body);
  }

  @Override
  public Future<T> start() {
    Supplier<? extends Awaitable<T>> claimed = claimBody();
    return Here.callInOwnContext(() -> claimed.get().start());
  }

  /**
   * Starts the body in the next iteration of the current loop: what is handed over, rather than
   * awaited, does not run inside the call that hands it over (asyncio: {@code Task}).
   */
  Future<T> startSoon() {
    LateStart<T> lateStart = new LateStart<>(claimBody());
    Scheduler.here().post(lateStart, null);
    return lateStart.result;
  }

  private Supplier<? extends Awaitable<T>> claimBody() {
    Supplier<? extends Awaitable<T>> once = body.getAndSet(null);
    if (once == null) {
      throw new IllegalStateException(
          "cannot reuse already awaited coroutine: call the method again for a new run");
    }
    return once;
  }

  @Override
  void wake(Object outcome) {
    throw new AssertionError("a lazy coroutine waits for nothing");
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("a lazy coroutine waits for nothing");
  }

  @Override
  public String toString() {
    return body.get() == null ? "Awaitable[started]" : "Awaitable[not started]";
  }

  /** First the task that starts the body, then the waiter that hands its outcome on. */
  private static final class LateStart<T> extends Waiter {
    private final Supplier<? extends Awaitable<T>> body;
    private final Promise<T> result = new Promise<>();

    LateStart(Supplier<? extends Awaitable<T>> body) {
      this.body = body;
    }

    @Override
    void run(Object argument) {
      if (!result.isCancelled()) {
        started().registerOrWake(this);
      }
    }

    private Future<T> started() {
      try {
        return body.get().start();
      } catch (Throwable exception) {
        return Future.failed(exception);
      }
    }

    @Override
    Future<?> settles() {
      return result;
    }

    @Override
    void wake(Object outcome) { // at once: those who wait for the result are posted anyway
      Outcome.Failure error = Outcome.errorOrNull(outcome);
      if (error != null) {
        result.failUnlessCancelled(error.exception());
      } else {
        result.settle(outcome);
      }
    }
  }
}
