package io.sirocco;

import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * A timer for code that runs without a loop. One daemon thread keeps the time for all of them; the
 * work itself is done in the common pool, so that it cannot hold up other timers.
 */
record LooplessTimeout(Future<?> scheduled) implements Timeout {
  static Timeout start(long delayNanos, Waiter action, Object argument) {
    Runnable work = () -> Trampoline.INSTANCE.post(action, argument);
    return new LooplessTimeout(TimerThread.INSTANCE.schedule(
        () -> ForkJoinPool.commonPool().execute(work), delayNanos, TimeUnit.NANOSECONDS));
  }

  @Override
  public boolean cancel() {
    return scheduled.cancel(false);
  }
}
