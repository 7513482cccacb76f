package io.sirocco;

import java.util.List;

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
  private Timeout timeout; // null: no limit

  private TimeLimit(Future<T> input, QuietTypes quiet) {
    this.input = input;
    this.quiet = quiet;
  }

  /**
   * Begins.
   *
   * @param deadline null for no limit: a future of its own all the same, which can be given up without the input
   */
  static <T> Future<T> start(Deadline deadline, Future<T> input, QuietTypes quiet) {
    if (input.isDone()) {
      return input;
    }
    TimeLimit<T> limit = new TimeLimit<>(input, quiet);
    if (deadline != null) {
      limit.timeout = limit.home.schedule(deadline.nanos(), Expiry.INSTANCE, limit);
    }
    input.registerOrWake(limit);
    if (limit.isDone()) { // by the thread of the timer, before it was registered
      input.unregister(limit);
    }
    return limit;
  }

  /** The input is done. */
  @Override
  void wake(Object outcome) {
    home.post(this, outcome);
  }

  @Override
  void run(Object outcome) {
    stopTimer();
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

  @Override
  List<Future<?>> needs() {
    return List.of(input);
  }

  /** Passed on to the input; if that goes on, this one ends alone. What has arrived is not given up any more. */
  @Override
  boolean abandon() {
    if (input.abandonBy(this)) {
      return true;
    }
    Object arrived = input.outcome();
    if (arrived != null) {
      run(arrived);
      return false;
    }
    return cancel();
  }

  /** Leaves the input alone, and nothing behind on it. */
  @Override
  public boolean cancel() {
    if (isDone()) {
      return false;
    }
    stopTimer();
    input.unregister(this); // first: who is told may go on at once, and ask the input again
    return super.cancel();
  }

  private void stopTimer() {
    if (timeout != null) {
      timeout.cancel();
    }
  }

  @Override
  void withdraw() {
    cancel();
    input.letGo(this);
  }

  private void expire() {
    boolean hasLeft = input.unregister(this); // first, as in cancel
    Object outcome = hasLeft ? null : input.outcome();
    if (outcome != null) {
      settle(outcome);
      return;
    }
    if (hasLeft) {
      LateFailure.watch(input, home, quiet);
    }
    settleOwn(Outcome.failure(new TimeoutException("Timeout")));
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
