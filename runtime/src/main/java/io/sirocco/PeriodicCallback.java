package io.sirocco;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/**
 * Calls something again and again (Tornado: {@code ioloop.PeriodicCallback}).
 *
 * <p>Calls are due one period after {@link #start}, after two periods, and so on. If what is called
 * returns something that can be awaited, the next call is planned when that is done. So calls never
 * overlap, and they never bunch: those that were missed, because the loop or the call itself took too
 * long, are left out. That is so also if it is stopped and started again during a call: the first call of
 * the new series waits for its end. A failure goes to the loop's exception handler, and the calls go on.
 *
 * <p>Belongs to the thread of the loop.
 */
public final class PeriodicCallback {
  private final Callable<?> callback;
  private final Duration period;
  private final DoubleSupplier random; // at least 0, less than 1
  private double jitter;
  private Series series; // null while it does not run
  private Series calling; // has a call that has not ended, and may have been stopped; null: none

  /**
   * Prepares calls of {@code callback}.
   *
   * @throws IllegalArgumentException if {@code period} is not positive
   */
  public PeriodicCallback(Runnable callback, Duration period) {
    this(asCallable(callback), period);
  }

  /** As {@link #PeriodicCallback(Runnable, Duration)} for a coroutine, which is awaited. */
  public PeriodicCallback(AsyncCallable<?> callback, Duration period) {
    this((Callable<?>) callback, period);
  }

  /**
   * As {@link #PeriodicCallback(Runnable, Duration)}; what the callback returns is awaited if it can be,
   * and ignored otherwise.
   */
  public PeriodicCallback(Callable<?> callback, Duration period) {
    this(callback, period, () -> ThreadLocalRandom.current().nextDouble());
  }

  PeriodicCallback(Callable<?> callback, Duration period, DoubleSupplier random) {
    if (period.isNegative() || period.isZero()) {
      throw new IllegalArgumentException("period must be positive: " + period);
    }
    this.callback = Objects.requireNonNull(callback, "callback");
    this.period = period;
    this.random = random;
  }

  private static Callable<?> asCallable(Runnable callback) {
    Objects.requireNonNull(callback, "callback");
    return () -> {
      callback.run();
      return null;
    };
  }

  /**
   * Varies the time between two calls, so that many programs that were started together do not all
   * call at the same time. The average stays as it is.
   *
   * @param share of the period: with 0.1, steps are 0.95 to 1.05 periods long; 0 for none
   * @return this
   * @throws IllegalArgumentException unless {@code share} is from 0 to 1
   */
  public PeriodicCallback jitter(double share) {
    if (!(share >= 0 && share <= 1)) { // also false for NaN
      throw new IllegalArgumentException("jitter must be from 0 to 1: " + share);
    }
    jitter = share;
    return this;
  }

  /** Time between two calls, without jitter. */
  public Duration period() {
    return period;
  }

  /**
   * Begins: the first call comes one period from now, on the current loop. Does nothing if it runs
   * already (Tornado: a second series of calls).
   */
  public void start() {
    if (series == null) {
      series = new Series(IOLoop.current());
      series.scheduleNext();
    }
  }

  /**
   * Ends the calls, also from inside one. A call that is due does not happen any more; a coroutine that
   * was called is not interrupted.
   */
  public void stop() {
    if (series != null) {
      series.timer.cancel();
      series = null;
    }
  }

  /** Returns whether it was started and not stopped. */
  public boolean isRunning() {
    return series != null;
  }

  private long stepNanos() {
    long periodNanos = Deadline.plus(0, period);
    return jitter == 0 ? periodNanos : jittered(periodNanos, jitter, random.getAsDouble());
  }

  // ---- the raster -----------------------------------------------------------------------------

  /** A step between half a jitter less and half a jitter more than {@code periodNanos}; at least 1. */
  static long jittered(long periodNanos, double jitter, double random) {
    return Math.max(1, Math.round(periodNanos * (1 + jitter * (random - 0.5))));
  }

  /**
   * When the next call is due.
   *
   * @param dueNanos when the last one was due
   * @param nowNanos the present time, usually later
   * @return the first point after {@code nowNanos} that is a number of steps away from {@code dueNanos};
   *     if the call came too early, because a clock was set back, the one after {@code dueNanos}
   */
  static long nextNanos(long dueNanos, long nowNanos, long stepNanos) {
    long missedSteps = nowNanos < dueNanos ? 0 : (nowNanos - dueNanos) / stepNanos;
    return Deadline.plus(dueNanos + missedSteps * stepNanos, Duration.ofNanos(stepNanos));
  }

  /** The calls from one start to the next stop; the waiter for the timer, and for what is called. */
  private final class Series extends Waiter {
    private final IOLoop loop;
    private final Waiter next = Scheduler.inPresentContext(this);
    private long dueNanos;
    private Timeout timer;
    private boolean isHeldUp; // it was time for a call while one of a former series had not ended

    Series(IOLoop loop) {
      this.loop = loop;
      this.dueNanos = loop.time();
    }

    void scheduleNext() {
      dueNanos = nextNanos(dueNanos, loop.time(), stepNanos());
      timer = loop.schedule(dueNanos, next, null);
    }

    /** What was called is done. */
    @Override
    void wake(Object outcome) {
      loop.post(this, outcome);
    }

    /** It is time for a call, or what was called is done. */
    @Override
    void run(Object outcome) {
      if (outcome != null) {
        ended(outcome);
      } else if (calling != null && calling.loop == loop) {
        isHeldUp = true;
      } else {
        call();
      }
    }

    private void call() {
      Future<?> called = null;
      calling = this;
      try {
        called = Callbacks.toWatch(Callbacks.start(callback));
      } catch (Throwable exception) {
        loop.report(exception);
      }
      if (called == null) {
        goOn();
      } else if (!called.register(this)) {
        ended(called.outcome());
      }
    }

    private void ended(Object outcome) {
      if (outcome instanceof Outcome.Failure failure) {
        loop.report(failure.exception());
      }
      goOn();
    }

    /** A call has ended; this series may have been stopped, and another one be held up by it. */
    private void goOn() {
      calling = calling == this ? null : calling;
      Series present = series;
      if (present != null && (present == this || present.isHeldUp)) {
        present.isHeldUp = false;
        present.scheduleNext();
      }
    }
  }

  @Override
  public String toString() {
    return "PeriodicCallback[" + period + ", " + (isRunning() ? "running" : "stopped") + "]";
  }
}
