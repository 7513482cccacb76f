package io.sirocco.jcstress;

import io.sirocco.Future;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/** How something ended, as the outcome of a test. */
final class End {
  private End() {}

  /** The value of a future, or why it has none. */
  static Object of(Future<?> future) {
    return future.isDone() ? of(future::result) : "pending";
  }

  /** What a call returns, or the simple name of what it throws. */
  static Object of(Callable<?> call) {
    try {
      return call.call();
    } catch (CancellationException e) {
      return "cancelled";
    } catch (Throwable e) {
      return e.getClass().getSimpleName();
    }
  }

  /** As {@link #of(Callable)}. */
  static Object of(Runnable call, Object end) {
    return of(() -> {
      call.run();
      return end;
    });
  }
}
