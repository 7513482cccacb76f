package io.sirocco;

import java.lang.ref.Reference;
import java.util.concurrent.CancellationException;

/**
 * How a future ended, in one word.
 *
 * <p>A plain value is its own outcome: no wrapper, no allocation. Only what could be mistaken for
 * something else gets an object of this class: {@code null} (which means "pending"), a failure, and a
 * value that is itself a {@link Waiter} or an {@code Outcome} (the result of a {@code
 * Future<Future<T>>}).
 */
abstract class Outcome {
  /** The outcome of a future that completed with {@code null}. */
  static final Outcome NULL = new Outcome() {
    @Override
    Object take() {
      return null;
    }
  };

  /** Encodes a value. */
  static Object of(Object value) {
    if (value == null) {
      return NULL;
    }
    return value instanceof Waiter || value instanceof Outcome ? new Value(value) : value;
  }

  /** Encodes a failure; a {@link CancellationException} is a cancellation. */
  static Failure failure(Throwable exception) {
    if (exception == null) {
      throw new NullPointerException("exception");
    }
    return exception instanceof CancellationException cancelled
        ? new Cancellation(cancelled)
        : new Failure(exception);
  }

  /**
   * Decodes an outcome.
   *
   * @return the value; a failure throws its original exception, checked or not, without a wrapper
   */
  static Object take(Object outcome) {
    return outcome instanceof Outcome special ? special.take() : outcome;
  }

  /** The failure, if something went wrong; null for a value, and for a cancellation. */
  static Failure errorOrNull(Object outcome) {
    return outcome instanceof Failure failure && !(failure instanceof Cancellation)
        ? failure
        : null;
  }

  abstract Object take();

  private static final class Value extends Outcome {
    private final Object value;

    Value(Object value) {
      this.value = value;
    }

    @Override
    Object take() {
      return value;
    }
  }

  /**
   * A future that failed. Futures that end alike share it, so it is enough to ask one of them. If nobody
   * does, it is logged when it is collected; see {@link Unseen}.
   */
  static class Failure extends Outcome {
    private final Throwable exception;
    private final Unseen unseen; // null if nobody needs to ask
    private boolean isLate; // it was logged as one that came after a time limit

    Failure(Throwable exception) {
      this.exception = exception;
      this.unseen = new Unseen(this, exception);
    }

    private Failure(CancellationException exception) {
      this.exception = exception;
      this.unseen = null;
    }

    /** The exception, for somebody who asks for it. */
    final Throwable exception() {
      see();
      return exception;
    }

    /** The exception, for somebody who only looks. */
    final Throwable peek() {
      return exception;
    }

    /** Nobody needs to ask any more. */
    final void see() {
      if (unseen != null) {
        unseen.see();
        Reference.reachabilityFence(this); // must not be collected half-way
      }
    }

    /** Whether nobody has asked this before. */
    final synchronized boolean isFirstLate() {
      boolean isFirst = !isLate;
      isLate = true;
      return isFirst;
    }

    /** Tells the surroundings of the current loop, which did not hear of it where it happened. */
    final void tellSurroundings() {
      if (unseen != null) {
        Outside.failed(unseen);
      }
    }

    @Override
    final Object take() {
      throw Sneaky.rethrow(exception());
    }
  }

  /** A future that was cancelled. */
  static final class Cancellation extends Failure {
    Cancellation(CancellationException exception) {
      super(exception);
    }
  }
}
