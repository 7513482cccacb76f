package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.CancellationException;

/**
 * A result that may still be missing; the placeholder that coroutines return and await.
 *
 * <p>A future is pending until it is done: with a value, with an exception, or cancelled. It may be
 * completed from any thread, once; {@link Promise} is the side that completes. Nothing here blocks.
 *
 * <p>One word holds all its state, which makes a pending future 16 bytes:
 *
 * <pre>
 *   null               pending, nobody waits
 *   a Waiter           pending, these wait (a Chain if more than one)
 *   anything else      done: the outcome, see Outcome
 * </pre>
 *
 * @param <T> type of the result
 */
public class Future<T> extends Awaitable<T> {
  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(Future.class, "word", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Object word; // read and written through WORD, but for the initial value

  Future() {}

  Future(Object outcome) {
    word = outcome;
  }

  /** A future that is done with {@code value}, which may be null. */
  public static <T> Future<T> of(T value) {
    return new Future<>(Outcome.of(value));
  }

  /** A future that has failed with {@code exception}. */
  public static <T> Future<T> failed(Throwable exception) {
    return new Future<>(Outcome.failure(exception));
  }

  /** Returns whether there is a value or an exception, or the future was cancelled. */
  public final boolean isDone() {
    return outcome() != null;
  }

  /** Returns whether the future was cancelled. */
  public final boolean isCancelled() {
    return outcome() instanceof Outcome.Cancellation;
  }

  /**
   * The value of a done future; never blocks (Tornado: {@code Future.result}).
   *
   * @return the value; may be null
   * @throws IllegalStateException if the future is pending
   * @throws CancellationException if it was cancelled; if it failed, the very exception it failed
   *     with is thrown, checked or not
   */
  @SuppressWarnings("unchecked") // the outcome of a Future<T> is a T
  public final T result() {
    return (T) Outcome.take(doneOutcome());
  }

  /**
   * The exception of a done future; never blocks (Tornado: {@code Future.exception}).
   *
   * @return the exception, or null if the future has a value
   * @throws IllegalStateException if the future is pending
   * @throws CancellationException if it was cancelled
   */
  public final Throwable exception() {
    Object outcome = doneOutcome();
    if (outcome instanceof Outcome.Cancellation cancellation) {
      throw Sneaky.rethrow(cancellation.exception());
    }
    return outcome instanceof Outcome.Failure failure ? failure.exception() : null;
  }

  /**
   * Cancels a pending future: those who wait get a {@link CancellationException}. What would have
   * completed it is not stopped; its later result is dropped.
   *
   * @return false if the future was done already
   */
  public boolean cancel() {
    return settle(Outcome.failure(new CancellationException()));
  }

  @Override
  public final Future<T> start() {
    return this;
  }

  @Override
  public String toString() {
    Object outcome = outcome();
    String state;
    if (outcome == null) {
      state = "pending";
    } else if (outcome instanceof Outcome.Cancellation) {
      state = "cancelled";
    } else if (outcome instanceof Outcome.Failure failure) {
      state = "failed: " + failure.exception();
    } else {
      state = "done: " + Outcome.take(outcome);
    }
    return getClass().getSimpleName() + "[" + state + "]";
  }

  /** The outcome, or null while pending. */
  final Object outcome() {
    Object seen = WORD.getAcquire(this);
    return seen instanceof Waiter ? null : seen;
  }

  private Object doneOutcome() {
    Object outcome = outcome();
    if (outcome == null) {
      throw new IllegalStateException("the future is not done yet");
    }
    return outcome;
  }

  /**
   * Ends this future and wakes those who wait.
   *
   * @return false if it was done already; nothing changes then
   */
  final boolean settle(Object outcome) {
    Object seen = WORD.getAcquire(this);
    while (seen == null || seen instanceof Waiter) {
      Object witness = WORD.compareAndExchange(this, seen, outcome);
      if (witness == seen) {
        if (seen != null) {
          ((Waiter) seen).wake(outcome);
        }
        return true;
      }
      seen = witness;
    }
    return false;
  }

  /**
   * Registers a waiter behind those that are there.
   *
   * @return false if the future is done: the waiter was not registered and will not be woken
   */
  final boolean register(Waiter waiter) {
    Object seen = WORD.getAcquire(this);
    while (seen == null || seen instanceof Waiter) {
      Waiter entry = seen == null ? waiter : new Waiter.Chain(waiter, (Waiter) seen);
      Object witness = WORD.compareAndExchange(this, seen, entry);
      if (witness == seen) {
        return true;
      }
      seen = witness;
    }
    return false;
  }

  /** Registers a waiter, or wakes it now if the future is done. */
  final void registerOrWake(Waiter waiter) {
    if (!register(waiter)) {
      waiter.wake(outcome());
    }
  }

  /**
   * Takes a registered waiter out again.
   *
   * @return false if it is not there, for example because it was woken already
   */
  final boolean unregister(Waiter waiter) {
    Object seen = WORD.getAcquire(this);
    while (seen instanceof Waiter waiters) {
      Waiter kept = Waiter.Chain.without(waiters, waiter);
      if (kept == waiters) {
        return false;
      }
      Object witness = WORD.compareAndExchange(this, seen, kept);
      if (witness == seen) {
        return true;
      }
      seen = witness;
    }
    return false;
  }

  /** A future is a waiter only where it is also a coroutine or a combinator. */
  @Override
  void wake(Object outcome) {
    throw new AssertionError("this future waits for nothing: " + this);
  }

  /** A future is a waiter only where it is also a coroutine or a combinator. */
  @Override
  void run(Object argument) {
    throw new AssertionError("this future waits for nothing: " + this);
  }
}
