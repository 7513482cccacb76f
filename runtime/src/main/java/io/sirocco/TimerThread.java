package io.sirocco;

import io.sirocco.internal.DaemonThreads;
import io.sirocco.internal.TimerQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * One daemon thread that keeps the time where no loop does it. It ends when there has been no timer for a
 * moment, and begins anew with the next one: a thread that lives on keeps the class loader of this library.
 *
 * <p>A pool of the JDK could do it, but one whose only thread may end wakes up again and again while a timer
 * is pending.
 */
final class TimerThread {
  static final TimerThread INSTANCE = new TimerThread();

  private static final long KEEP_ALIVE_NANOS =
      TimeUnit.MILLISECONDS.toNanos(DaemonThreads.KEEP_ALIVE_MILLIS);

  private final ThreadFactory threads = DaemonThreads.named("sirocco-timer");
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final TimerQueue<LooplessTimeout> timers = new TimerQueue<>();
  private long timersSoFar;
  private boolean isRunning; // there is a thread

  private TimerThread() {}

  /** The clock of these timers. */
  static long time() {
    return TimeSource.SYSTEM.nanoTime();
  }

  /**
   * Runs {@code action} when {@link #time} has reached {@code deadlineNanos}.
   *
   * @param action only something short, the rest is handed to others
   */
  LooplessTimeout schedule(long deadlineNanos, Runnable action) {
    lock.lock();
    try {
      LooplessTimeout timer = new LooplessTimeout(this, deadlineNanos, timersSoFar++, action);
      if (!isRunning) {
        threads.newThread(this::run).start(); // it waits for the lock
        isRunning = true;
      }
      timers.add(timer);
      if (timers.peek() == timer) {
        changed.signal();
      }
      return timer;
    } finally {
      lock.unlock();
    }
  }

  /** Returns whether it was still to come. */
  boolean cancel(LooplessTimeout timer) {
    lock.lock();
    try {
      boolean isPending = timer.isPending();
      timers.remove(timer);
      return isPending;
    } finally {
      lock.unlock();
    }
  }

  private void run() {
    boolean goesOn = true;
    while (goesOn) {
      try {
        goesOn = runNext();
      } catch (Throwable exception) { // no memory, for example: other timers must not wait for ever
        Log.error("Exception in timer thread", exception);
      }
    }
  }

  /** Runs the first timer when it is due; returns false if there is none, and this thread has to end. */
  private boolean runNext() {
    LooplessTimeout due = awaitDue();
    if (due != null) {
      due.takeAction().run();
    }
    return due != null;
  }

  private LooplessTimeout awaitDue() {
    lock.lock();
    try {
      long idleSince = time();
      while (true) {
        LooplessTimeout first = timers.peek();
        long now = time();
        long leftNanos =
            (first != null ? first.deadlineNanos() : idleSince + KEEP_ALIVE_NANOS) - now;
        if (leftNanos > 0) {
          await(leftNanos);
        } else if (first != null) {
          timers.remove(first);
          return first;
        } else {
          isRunning = false;
          return null;
        }
      }
    } finally {
      lock.unlock();
    }
  }

  private void await(long nanos) {
    try {
      changed.awaitNanos(nanos);
    } catch (InterruptedException e) {
      // By somebody who interrupts all threads that there are. Timers still have to run.
    }
  }
}
