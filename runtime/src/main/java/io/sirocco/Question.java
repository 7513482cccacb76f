package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What one side asks for, again and again, and the other side answers; for iterators. Who asks may give up,
 * by cancelling its future or by a time limit around it. The other side does not know and answers all the
 * same: then the answer is kept, and the next one who asks gets it.
 *
 * <pre>
 *            ask                  answer
 *   heard ─────────> pending ────────────────> heard
 *                       │  ^                     ^
 *               give up │  │ again               │ again
 *                       v  │         answer      │
 *                     given up ──────────────> unheard
 * </pre>
 *
 * <p>Asking and answering may happen in different threads: each step is one atomic exchange.
 *
 * @param <T> type of the answers
 */
final class Question<T> {
  private static final VarHandle LAST;

  static {
    try {
      LAST = MethodHandles.lookup().findVarHandle(Question.class, "last", Future.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private volatile Future<T> last; // null: heard

  /** An answer that nobody has waited for. */
  private static final class Unheard<T> extends Future<T> {
    private final boolean isTold; // the future that was asked for is done with it

    Unheard(Object outcome, boolean isTold) {
      super(outcome);
      this.isTold = isTold;
    }
  }

  // ---- who asks ---------------------------------------------------------------------------------

  /** Asks for something new; only if there is nothing to ask for {@linkplain #again again}. */
  Future<T> ask() {
    Future<T> asked = new Promise<>();
    LAST.setRelease(this, asked);
    return asked;
  }

  /**
   * What the last question still has to give.
   *
   * @return a future that is pending, or done with an unheard answer; null if the answer was heard
   */
  Future<T> again() {
    while (true) {
      Future<T> seen = last;
      if (seen == null || isHeard(seen)) {
        return null;
      }
      Future<T> next = seen;
      if (seen instanceof Unheard) {
        next = null;
      } else if (seen.isDone()) { // given up
        next = new Promise<>();
      }
      if (next == seen || LAST.compareAndSet(this, seen, next)) {
        return next == null ? seen : next;
      }
    }
  }

  /** The future that was asked for last, while it has no answer; null if there is none. */
  Future<T> pending() {
    Future<T> seen = last;
    return seen == null || seen.isDone() ? null : seen;
  }

  /** Drops an answer that nobody has heard. */
  void forget() {
    Future<T> seen = last;
    if (seen instanceof Unheard) {
      LAST.compareAndSet(this, seen, null);
    }
  }

  /** Whether there is nothing to ask for again. */
  boolean isHeard() {
    Future<T> seen = last;
    return seen == null || isHeard(seen);
  }

  /**
   * As {@link #isHeard}, for somebody who looks at what the answer was about, and has heard it if it could
   * be heard: from a future that was kept when a time limit around it had expired.
   */
  boolean hear() {
    Future<T> seen = last;
    if (seen instanceof Unheard<T> unheard && unheard.isTold) {
      LAST.compareAndSet(this, seen, null);
    }
    return isHeard();
  }

  private static boolean isHeard(Future<?> asked) {
    return asked.isDone() && !asked.isCancelled() && !(asked instanceof Unheard);
  }

  // ---- who answers ------------------------------------------------------------------------------

  /** Answers who has asked; does nothing if nobody has since the last answer. */
  void answer(Object outcome) {
    while (true) {
      Future<T> asked = last;
      if (asked == null || isHeard(asked) || asked instanceof Unheard) {
        return;
      }
      if (asked.isForgotten()) {
        if (LAST.compareAndSet(this, asked, new Unheard<T>(outcome, true))) {
          asked.settle(outcome);
          return;
        }
      } else if (outcome instanceof Outcome.Cancellation) { // must not look as if it was given up
        if (LAST.compareAndSet(this, asked, null)) {
          if (!asked.settle(outcome)) {
            last = new Unheard<>(outcome, false);
          }
          return;
        }
      } else if (asked.settle(outcome)
          || LAST.compareAndSet(this, asked, new Unheard<T>(outcome, false))) {
        return;
      }
    }
  }
}
