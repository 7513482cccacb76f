package io.sirocco;

import java.util.Arrays;

/** What tests of the whole want to know of the runtime and no user needs. */
public final class Inside {
  private Inside() {}

  /** Number of timers that a loop has. */
  public static int timers(IOLoop loop) {
    return loop.queuedTimers();
  }

  /** Number of those who wait for a future. */
  public static int waiters(Future<?> future) {
    return future.waiters().length - observers(future);
  }

  /** Registers somebody who only watches how a future ends. */
  public static void observe(Future<?> future) {
    future.register(new Waiter() {
      @Override
      void wake(Object outcome) {}

      @Override
      void run(Object argument) {}

      @Override
      boolean isObserver() {
        return true;
      }
    });
  }

  /** Number of those who only watch how a future ends, for the log. */
  public static int observers(Future<?> future) {
    return (int) Arrays.stream(future.waiters()).filter(Waiter::isObserver).count();
  }
}
