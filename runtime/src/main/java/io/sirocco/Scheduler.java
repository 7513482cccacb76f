package io.sirocco;

/** Where a coroutine lives: the place that runs it again after a suspension. */
abstract class Scheduler {
  /**
   * Runs {@code waiter.run(argument)}: a loop on its own thread, soon, in the order of the calls and
   * never inside this call; the {@link Trampoline} in this call if it can. Any thread may call it.
   */
  abstract void post(Waiter waiter, Object argument);

  /**
   * Settles a coroutine that lives here and has come to its end. Those who wait for it never run
   * inside this call.
   *
   * @return as {@link Future#settle}
   */
  boolean settleEnded(CoroutineFrame<?> ended, Object outcome) {
    return ended.settle(outcome);
  }

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
