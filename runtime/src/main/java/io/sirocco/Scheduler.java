package io.sirocco;

/** Where a coroutine lives: the place that runs it again after a suspension. */
abstract class Scheduler {
  /**
   * Runs {@code waiter.run(argument)} soon, in the order of the calls, on this scheduler's thread and
   * never inside a running step of this scheduler. Any thread may call it.
   */
  abstract void post(Waiter waiter, Object argument);

  /** Runs {@code action.run(argument)} when {@link #time} has reached {@code deadlineNanos}. */
  abstract Timeout schedule(long deadlineNanos, Waiter action, Object argument);

  /** The present time in nanoseconds; see {@link TimeSource}. */
  abstract long time();

  /** The current loop of this thread or, where there is none, the {@link Trampoline}. */
  static Scheduler current() {
    IOLoop loop = IOLoop.currentOrNull();
    return loop != null ? loop : Trampoline.INSTANCE;
  }
}
