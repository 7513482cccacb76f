package io.sirocco;

/**
 * Watches a future on which time limits have expired, to log its failure. A future has one at most, however
 * many limits there were: it logs once, if one of them would have logged this failure.
 */
final class LateFailure extends Waiter {
  private final Scheduler home;
  private QuietTypes quiet; // what all limits are quiet about; null once it was asked for

  private LateFailure(Scheduler home, QuietTypes quiet) {
    this.home = home;
    this.quiet = quiet;
  }

  /** Has the failure of {@code future} logged, unless it is of a quiet type. */
  static void watch(Future<?> future, Scheduler home, QuietTypes quiet) {
    LateFailure observer = future.observe(new LateFailure(home, quiet));
    if (observer == null || !observer.isJoined(quiet)) {
      log(quiet, future.outcome()); // another thread has just completed it
    }
  }

  static void log(QuietTypes quiet, Object outcome) {
    if (outcome instanceof Outcome.Failure failure) {
      quiet.logLate(failure);
    }
  }

  private synchronized boolean isJoined(QuietTypes other) {
    quiet = quiet == null ? null : quiet.and(other);
    return quiet != null;
  }

  private synchronized QuietTypes takeQuiet() {
    QuietTypes taken = quiet;
    quiet = null;
    return taken;
  }

  @Override
  void wake(Object outcome) {
    if (outcome instanceof Outcome.Failure) {
      home.post(this, outcome);
    }
  }

  @Override
  void run(Object outcome) {
    log(takeQuiet(), outcome);
  }

  @Override
  boolean isObserver() {
    return true;
  }

  @Override
  LateFailure lateFailure() {
    return this;
  }
}
