package io.sirocco;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * Tells of iterations of a loop that take too long, while they do and when they end (Tornado 4: {@code
 * IOLoop.set_blocking_log_threshold}). Silent where a debugger may hold the program, unless {@code
 * -Dsirocco.watchdog.debugger=true} asks for it.
 *
 * <p>The loop counts its iterations, a store each. A timer looks at the count: if it has not changed for
 * the threshold and the loop was not asleep either, some callback holds the loop. The timer looks four
 * times per threshold, so it is late by a quarter at most.
 */
final class Watchdog {
  private static final String FAILURE = "Exception in the watchdog of a loop";
  private static final boolean SPEAKS_UNDER_DEBUGGER =
      Setting.isOn("sirocco.watchdog.debugger", false);
  private static final long MIN_INTERVAL_NANOS = 1_000_000;

  private final LoopEngine loop;
  private final long thresholdNanos;
  private final Consumer<? super SlowIteration> handler;
  private final AtomicLong iterations = new AtomicLong(); // written by the loop's thread only
  private LooplessTimeout timer; // null while the loop does not run

  // What the timer has seen; belongs to its thread.
  private long seenIterations = -1;
  private volatile long seenSinceNanos; // also read by who stops this

  private SlowIteration reported; // has not ended; null: none

  /** One that logs. */
  Watchdog(LoopEngine loop, long thresholdNanos) {
    this(loop, thresholdNanos, Watchdog::log);
  }

  Watchdog(LoopEngine loop, long thresholdNanos, Consumer<? super SlowIteration> handler) {
    this.loop = loop;
    this.thresholdNanos = thresholdNanos;
    this.handler = handler;
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
    if (reported != null) {
      endElsewhere(takeReported(System.nanoTime()));
    }
  }

  /** By the timer's thread: this one has to leave the loop, and may hold monitors. Never throws. */
  private void endElsewhere(SlowIteration slow) {
    try {
      TimerThread.INSTANCE.schedule(TimerThread.time(), () -> tellOrLog(slow));
    } catch (Throwable exception) {
      Log.error(FAILURE, exception);
    }
  }

  private void tellOrLog(SlowIteration slow) {
    try {
      tell(slow);
    } catch (Throwable exception) { // of the handler
      Log.error(FAILURE, exception);
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

  /** Looks at the loop, and tells what it does if that is due. */
  void look(long nowNanos) {
    long iteration = iterations.get();
    Thread thread = loop.thread();
    if (thread == null || loop.isAsleep() || iteration != seenIterations) {
      end(nowNanos);
      seenIterations = iteration;
      seenSinceNanos = nowNanos;
    } else if (isCalm() && nowNanos - seenSinceNanos >= thresholdNanos) {
      report(thread, iteration, Duration.ofNanos(nowNanos - seenSinceNanos));
    }
  }

  private synchronized boolean isCalm() {
    return reported == null;
  }

  private void report(Thread thread, long iteration, Duration blocked) {
    StackTraceElement[] stack = thread.getStackTrace();
    if (iterations.get() != iteration) {
      return; // the stack is that of something else
    }
    SlowIteration slow = new SlowIteration(
        thread, AwaitTrace.onLoop(stack), AwaitTrace.coroutine(stack), blocked, false);
    synchronized (this) {
      reported = slow;
    }
    tell(slow);
  }

  /** The iteration that was told of, if there is one, is over. */
  private void end(long nowNanos) {
    SlowIteration slow = takeReported(nowNanos);
    if (slow != null) {
      tell(slow);
    }
  }

  private synchronized SlowIteration takeReported(long nowNanos) {
    SlowIteration slow = reported;
    reported = null;
    return slow == null ? null : slow.ended(Duration.ofNanos(nowNanos - seenSinceNanos));
  }

  private void tell(SlowIteration slow) {
    if (SPEAKS_UNDER_DEBUGGER || !Debugger.mayBeAttached()) {
      handler.accept(slow);
    }
  }

  private static void log(SlowIteration slow) {
    if (!slow.hasEnded()) {
      Log.warning(
          "IOLoop blocked for " + RunSync.seconds(slow.duration()) + " seconds", new Stack(slow));
    }
  }

  /** Takes the stack of another thread into the log; never thrown. */
  private static final class Stack extends Throwable {
    private static final long serialVersionUID = 1L;

    Stack(SlowIteration slow) {
      super(slow.thread().getName(), null, false, true);
      setStackTrace(slow.stack().toArray(new StackTraceElement[0]));
    }

    @Override
    public String toString() {
      return "stack of the thread " + getMessage();
    }
  }
}
