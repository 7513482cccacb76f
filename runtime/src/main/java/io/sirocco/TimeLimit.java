package io.sirocco;

/**
 * The future of {@link Coroutines#withTimeout}: ends as its input does, or when the time is over
 * (Tornado: {@code gen.with_timeout}).
 *
 * <p>Whoever settles this future first wins: the input, one hop after it is done, or the timer. The
 * timer looks at the input first, so that an input which is done in the timer's own iteration is not
 * called late; Tornado 6.5 does that.
 */
final class TimeLimit<T> extends Future<T> {
  private final Future<T> input;
  private final QuietTypes quiet;
  private final Scheduler home = Scheduler.current();
  private Timeout timeout;

  private TimeLimit(Future<T> input, QuietTypes quiet) {
    this.input = input;
    this.quiet = quiet;
  }

  static <T> Future<T> start(long deadlineNanos, Future<T> input, QuietTypes quiet) {
    if (input.isDone()) {
      return input;
    }
    TimeLimit<T> limit = new TimeLimit<>(input, quiet);
    limit.timeout = limit.home.schedule(deadlineNanos, Expiry.INSTANCE, limit);
    input.registerOrWake(limit);
    return limit;
  }

  /** The input is done. */
  @Override
  void wake(Object outcome) {
    home.post(this, outcome);
  }

  @Override
  void run(Object outcome) {
    timeout.cancel();
    boolean isForwarded =
        settle(outcome) || outcome() == outcome; // by the timer, which looked first
    if (!isForwarded && !isCancelled()) { // expired while another thread completed the input
      LateFailure.log(quiet, outcome);
    }
  }

  @Override
  Future<?> settles() {
    return this;
  }

  /** Passed on to the input; if that goes on, this one ends alone. */
  @Override
  boolean abandon() {
    if (input.abandonBy(this)) {
      return true;
    }
    input.unregister(this);
    timeout.cancel();
    return cancel();
  }

  private void expire() {
    Object outcome = input.outcome();
    if (outcome != null) {
      settle(outcome);
      return;
    }
    settleOwn(Outcome.failure(new TimeoutException("Timeout")));
    if (input.unregister(this)) {
      // A future that is asked again and again must not keep every limit that has expired on it.
      input.registerOrWake(new LateFailure(home, quiet));
    }
  }

  /** Waits for an input that was too late, only to log its failure. */
  private static final class LateFailure extends Waiter {
    private final Scheduler home;
    private final QuietTypes quiet;

    LateFailure(Scheduler home, QuietTypes quiet) {
      this.home = home;
      this.quiet = quiet;
    }

    @Override
    void wake(Object outcome) {
      if (outcome instanceof Outcome.Failure) {
        home.post(this, outcome);
      }
    }

    @Override
    void run(Object outcome) {
      log(quiet, outcome);
    }

    @Override
    boolean isObserver() {
      return true;
    }

    static void log(QuietTypes quiet, Object outcome) {
      if (outcome instanceof Outcome.Failure failure) {
        quiet.log("Exception in Future after timeout", failure);
      }
    }
  }

  /** What the timer does; its argument is the time limit. */
  private static final class Expiry extends Task {
    static final Expiry INSTANCE = new Expiry();

    @Override
    void run(Object limit) {
      ((TimeLimit<?>) limit).expire();
    }
  }
}
