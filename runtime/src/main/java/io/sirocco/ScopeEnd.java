package io.sirocco;

/**
 * Why a scope ends before all in it has come to its own end, and what it ends with: the first failure,
 * else the value of the body, else the deadline or the cancellation.
 */
final class ScopeEnd {
  /** So many failures are kept with the first one: a million of them could not be printed. */
  static final int MOST_SUPPRESSED = 100;

  private final IOLoop loop;
  private Throwable reason; // null: there is none
  private boolean isFailure; // something has failed, be it before or after a cancellation
  private int suppressed;

  ScopeEnd(IOLoop loop) {
    this.loop = loop;
  }

  /** Whether the scope was cancelled, by a failure, its deadline, or somebody. */
  boolean isComing() {
    return reason != null;
  }

  /** The deadline has come, or somebody cancels; the first reason stays. */
  void limit(Throwable exception) {
    if (reason == null) {
      reason = exception;
    }
  }

  /** The body or a child has failed. A cancellation is no news once there is a reason. */
  void fail(Throwable exception, boolean isCancellation) {
    if (reason == null) {
      reason = exception;
    } else if (isCancellation || exception == reason) {
      return;
    } else if (!isFailure && !(reason instanceof TimeoutException)) {
      reason = exception; // a cancellation is silent; what fails while it goes on must not be
    } else {
      suppress(exception);
    }
    isFailure |= !isCancellation;
  }

  /** Keeps a later failure with the first one, or tells the loop's handler: never neither, nor both. */
  private void suppress(Throwable exception) {
    if (suppressed < MOST_SUPPRESSED) {
      if (isKept(exception)) {
        return; // one failure that came by two ways
      }
      reason.addSuppressed(exception);
      suppressed++;
      if (reason.getSuppressed().length > 0) {
        return;
      } // else it was made to take none
    }
    loop.report(exception);
  }

  private boolean isKept(Throwable exception) {
    for (Throwable kept : reason.getSuppressed()) {
      if (kept == exception) {
        return true;
      }
    }
    return false;
  }

  /** What the scope ends with, if its body has ended with {@code bodyOutcome}. */
  Object outcome(Object bodyOutcome) {
    boolean hasValue = !(bodyOutcome instanceof Outcome.Failure);
    return reason == null || hasValue && !isFailure ? bodyOutcome : Outcome.failure(reason);
  }
}
