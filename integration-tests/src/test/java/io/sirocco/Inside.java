package io.sirocco;

/** What tests of the whole want to know of the runtime and no user needs. */
public final class Inside {
  private Inside() {}

  /** Number of timers that a loop has. */
  public static int timers(IOLoop loop) {
    return loop.queuedTimers();
  }

  /** Number of those who wait for a future. */
  public static int waiters(Future<?> future) {
    return future.waiters().length;
  }
}
