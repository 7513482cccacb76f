package io.sirocco;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Logs iterations of a loop that take too long, while they do (Tornado 4: {@code
 * IOLoop.set_blocking_log_threshold}).
 *
 * <p>The loop counts its iterations, a store each. A timer looks at the count: if it has not changed for
 * the threshold and the loop was not asleep either, some callback holds the loop. The timer looks four
 * times per threshold, so it is late by a quarter at most.
 */
final class Watchdog {
  private static final String FAILURE = "Exception in the watchdog of a loop";
  private static final long MIN_INTERVAL_NANOS = 1_000_000;

  private final LoopEngine loop;
  private final long thresholdNanos;
  private final AtomicLong iterations = new AtomicLong(); // written by the loop's thread only
  private LooplessTimeout timer; // null while the loop does not run

  // What the timer has seen; belongs to its thread.
  private long seenIterations = -1;
  private long seenSinceNanos;
  private boolean isReported;

  Watchdog(LoopEngine loop, long thresholdNanos) {
    this.loop = loop;
    this.thresholdNanos = thresholdNanos;
  }

  /** An iteration begins. */
  void tick() {
    iterations.setOpaque(iterations.getPlain() + 1);
  }

  synchronized void start() {
    if (timer == null) {
      scheduleNext();
    }
  }

  synchronized void stop() {
    if (timer != null) {
      timer.cancel();
      timer = null;
    }
  }

  synchronized boolean isStarted() {
    return timer != null;
  }

  /** Never throws: a loop runs without its watchdog if there cannot be one more thread. */
  private void scheduleNext() {
    long interval = Math.max(MIN_INTERVAL_NANOS, thresholdNanos / 4);
    try {
      timer = TimerThread.INSTANCE.schedule(TimerThread.time() + interval, this::lookNow);
    } catch (Throwable exception) {
      timer = null;
      Log.error(FAILURE, exception);
    }
  }

  private void lookNow() {
    try {
      look(System.nanoTime());
    } catch (Throwable exception) { // no memory for the stack of the loop, for example
      Log.error(FAILURE, exception);
    }
    goOn();
  }

  private synchronized void goOn() {
    if (timer != null && !timer.isPending()) { // neither stopped nor started again meanwhile
      scheduleNext();
    }
  }

  /** Looks at the loop, and logs what it does if that is due. */
  void look(long nowNanos) {
    long iteration = iterations.get();
    Thread thread = loop.thread();
    if (thread == null || loop.isAsleep() || iteration != seenIterations) {
      seenIterations = iteration;
      seenSinceNanos = nowNanos;
      isReported = false;
    } else if (!isReported && nowNanos - seenSinceNanos >= thresholdNanos) {
      report(thread, iteration, Duration.ofNanos(nowNanos - seenSinceNanos));
    }
  }

  private void report(Thread thread, long iteration, Duration blocked) {
    Stack stack = new Stack(thread);
    if (iterations.get() == iteration) { // else the stack is that of something else
      isReported = true;
      Log.warning("IOLoop blocked for " + RunSync.seconds(blocked) + " seconds", stack);
    }
  }

  /** Takes the stack of another thread into the log; never thrown. */
  private static final class Stack extends Throwable {
    private static final long serialVersionUID = 1L;

    Stack(Thread thread) {
      super(thread.getName(), null, false, true);
      setStackTrace(thread.getStackTrace());
    }

    @Override
    public String toString() {
      return "stack of the thread " + getMessage();
    }
  }
}
