package io.sirocco;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** A thread that blocks until a future is done. */
final class Blocker extends Waiter {
  private final CountDownLatch done = new CountDownLatch(1);
  private volatile Object outcome;

  private Blocker() {}

  /**
   * Waits for a future that is pending.
   *
   * @return its outcome, or null if the time is over
   * @throws IllegalStateException if this is the thread of a running loop
   */
  static Object outcomeOf(Future<?> future, long timeoutNanos) throws InterruptedException {
    IOLoop loop = IOLoop.currentOrNull();
    if (loop != null && loop.isRunningHere()) {
      throw new IllegalStateException(
          "this thread runs the loop, which would wait for itself: use await instead of blocking");
    }
    Blocker blocker = new Blocker();
    future.registerOrWake(blocker);
    try {
      blocker.done.await(timeoutNanos, TimeUnit.NANOSECONDS);
    } finally {
      future.unregister(blocker);
    }
    return blocker.outcome;
  }

  @Override
  void wake(Object outcome) {
    this.outcome = outcome;
    done.countDown();
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("a blocked thread is never scheduled");
  }
}
