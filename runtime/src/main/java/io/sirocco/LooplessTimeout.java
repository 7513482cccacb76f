package io.sirocco;

import io.sirocco.internal.TimerQueue;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.atomic.AtomicBoolean;

/** A timer for code that runs without a loop, kept by the {@link TimerThread}. */
final class LooplessTimeout implements Timeout, TimerQueue.Timer<LooplessTimeout> {
  private final TimerThread thread;
  private final long deadlineNanos;
  private final long number; // among all timers of the thread
  private int slot;
  private Runnable
      action; // null when it was cancelled or has been run; what it refers to is let go of

  LooplessTimeout(TimerThread thread, long deadlineNanos, long number, Runnable action) {
    this.thread = thread;
    this.deadlineNanos = deadlineNanos;
    this.number = number;
    this.action = action;
  }

  /** Runs {@code action.run(argument)}, as on a thread without a loop, in the common pool. */
  static Timeout start(long deadlineNanos, Waiter action, Object argument) {
    return TimerThread.INSTANCE.schedule(deadlineNanos, new Work(action, argument)::handOver);
  }

  long deadlineNanos() {
    return deadlineNanos;
  }

  /** Whether its time has not come, and nobody has cancelled it. */
  boolean isPending() {
    return slot != TimerQueue.NOT_QUEUED;
  }

  /** For the one who has taken this out of the queue. */
  Runnable takeAction() {
    Runnable taken = action;
    action = null;
    return taken;
  }

  @Override
  public boolean cancel() {
    boolean isFirst = thread.cancel(this);
    if (isFirst) {
      action = null;
    }
    return isFirst;
  }

  @Override
  public int slot() {
    return slot;
  }

  @Override
  public void setSlot(int slot) {
    this.slot = slot;
  }

  @Override
  public int compareTo(LooplessTimeout other) {
    int byDeadline = Long.compare(deadlineNanos, other.deadlineNanos);
    return byDeadline != 0 ? byDeadline : Long.compare(number, other.number);
  }

  /** What is done in the common pool, so that it cannot hold up other timers. */
  private static final class Work extends AtomicBoolean implements Runnable {
    private static final long serialVersionUID = 1L;

    private final transient Waiter action;
    private final transient Object argument;

    Work(Waiter action, Object argument) {
      this.action = action;
      this.argument = argument;
    }

    void handOver() {
      try {
        ForkJoinPool.commonPool().execute(this);
      } catch (Throwable noThread) { // somebody waits for this; better here than never
        run();
      }
    }

    /** Once: a pool that fails to make a thread may have taken the work all the same. */
    @Override
    public void run() {
      if (compareAndSet(false, true)) {
        Trampoline.INSTANCE.post(action, argument);
      }
    }
  }
}
