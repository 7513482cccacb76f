package io.sirocco;

import io.sirocco.internal.Claimable;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A result that may still be missing; the placeholder that coroutines return and await.
 *
 * <p>A future is pending until it is done: with a value, with an exception, or cancelled. It may be
 * completed from any thread, once; {@link Promise} is the side that completes. Nothing here blocks.
 *
 * <p>A future that has failed and is collected before anybody has asked for its exception is logged as
 * the error "Future exception was never retrieved", once. Asking is {@link #result}, {@link #exception},
 * {@code await}, blocking, every conversion to a stage of the JDK, and all that of a future that ended
 * with the same failure: of a coroutine that returned this one, a combinator, or a chained future. The
 * {@link System.Logger} is {@code io.sirocco.unretrieved}; set its level to OFF to hear nothing of them.
 *
 * @param <T> type of the result
 */
public class Future<T> extends FutureWord<T> implements java.util.concurrent.Future<T> {
  Future() {}

  /** A future that is done. */
  Future(Object outcome) {
    super(outcome);
  }

  /** A future that is done with {@code value}, which may be null. */
  public static <T> Future<T> of(T value) {
    return new Future<>(Outcome.of(value));
  }

  /** A future that has failed with {@code exception}. */
  public static <T> Future<T> failed(Throwable exception) {
    return new Future<>(Outcome.failure(exception));
  }

  /**
   * A future that ends as a stage does. A {@code CompletionException} that the JDK put around the
   * stage's exception is taken off; a cancelled stage gives a cancelled future.
   */
  @SuppressWarnings("unchecked") // the future of a CompletionStage<T> is a Future<T>
  public static <T> Future<T> from(CompletionStage<? extends T> stage) {
    return (Future<T>) Conversions.future(stage);
  }

  /**
   * Lets {@code target} end as {@code source} does, unless it is done before (Tornado: {@code
   * chain_future}). If {@code source} is done already, so is {@code target} when this returns;
   * otherwise one iteration after it. A cancelled source cancels the target; cancelling the target
   * leaves the source alone, and nothing behind on it.
   */
  public static <T> void chain(CompletionStage<? extends T> source, Promise<T> target) {
    Future<?> future = Conversions.future(source);
    Object outcome = future.outcome();
    if (outcome != null) {
      target.settle(outcome);
    } else {
      Link.make(future, target);
    }
  }

  /** Returns whether there is a value or an exception, or the future was cancelled. */
  @Override
  public final boolean isDone() {
    return outcome() != null;
  }

  /** Returns whether the future was cancelled. */
  @Override
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
  public final T result() {
    return value(doneOutcome());
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
   * completed it is not stopped; its later result is dropped. Only a coroutine that began in a {@link
   * Scope}, and a scope itself, are stopped; their futures are done when they have ended.
   *
   * @return false if the future was done already
   */
  public boolean cancel() {
    return settle(Outcome.failure(new CancellationException()));
  }

  /**
   * As {@link #cancel()}.
   *
   * @param mayInterruptIfRunning has no effect
   */
  @Override
  public final boolean cancel(boolean mayInterruptIfRunning) {
    return cancel();
  }

  // ---- waiting without blocking ---------------------------------------------------------------

  /**
   * Calls back when this future is done (Tornado: {@code Future.add_done_callback}).
   *
   * <p>The callback runs in an iteration of the loop that is current now, never inside this call and
   * never inside the call that completes the future, and callbacks run in the order in which they were
   * added. Without a current loop it runs in the thread that completes the future, or here if the
   * future is done. An exception goes to the loop's exception handler.
   *
   * @param callback gets this future
   */
  public final void addDoneCallback(Consumer<? super Future<T>> callback) {
    Objects.requireNonNull(callback, "callback");
    registerOrWake(new DoneCallback<>(Scheduler.here().withoutScope(), this, callback));
  }

  /**
   * Removes all callbacks that equal {@code callback} and have not been scheduled yet (Tornado: {@code
   * Future.remove_done_callback}). All callbacks of this future are asked, in their order; what an {@code equals}
   * throws is reported to the loop, and that callback stays.
   *
   * @return how many there were
   */
  public final int removeDoneCallback(Consumer<? super Future<T>> callback) {
    int removed = 0;
    for (Waiter waiter : waiters()) {
      if (waiter instanceof DoneCallback<?> done && done.calls(callback) && unregister(done)) {
        removed++;
      }
    }
    return removed;
  }

  /**
   * A {@code CompletableFuture} that ends as this future does, with the very same exception. It is
   * completed by the thread that completes this future, at once; completing it by hand does not change
   * this future.
   */
  @Override
  public CompletableFuture<T> toCompletableFuture() {
    CompletableFuture<T> result = new CompletableFuture<>();
    registerOrWake(new CompletableLink<>(result));
    return result;
  }

  // ---- blocking: for threads that run no loop -------------------------------------------------

  /**
   * Blocks until this future is done. Not for coroutines: they {@code await}.
   *
   * @throws ExecutionException around the exception with which the future failed
   * @throws IllegalStateException if the future is pending and this thread runs a loop, which could
   *     then never complete it
   */
  @Override
  public final T get() throws InterruptedException, ExecutionException {
    return valueForJdk(blockingOutcome(Long.MAX_VALUE));
  }

  /**
   * As {@link #get()}, for some time.
   *
   * @throws java.util.concurrent.TimeoutException if the future is still pending then
   */
  @Override
  public final T get(long timeout, TimeUnit unit)
      throws InterruptedException, ExecutionException, java.util.concurrent.TimeoutException {
    Object outcome = blockingOutcome(unit.toNanos(timeout));
    if (outcome == null) {
      throw new java.util.concurrent.TimeoutException(
          "still pending after " + timeout + " " + unit);
    }
    return valueForJdk(outcome);
  }

  /**
   * Blocks until this future is done, and returns or throws what {@code await} would: the very
   * exception with which it failed, checked or not. An interrupt is thrown as an {@link
   * InterruptedException}, although it is not declared.
   *
   * @throws IllegalStateException if the future is pending and this thread runs a loop
   */
  public final T join() {
    return value(joinedOutcome(Long.MAX_VALUE));
  }

  /**
   * As {@link #join()}, for some time.
   *
   * @param timeout null for no limit
   * @throws TimeoutException if the future is still pending then
   */
  public final T join(Duration timeout) {
    Object outcome = joinedOutcome(timeout == null ? Long.MAX_VALUE : Deadline.plus(0, timeout));
    if (outcome == null) {
      throw new TimeoutException("still pending after " + timeout);
    }
    return value(outcome);
  }

  private Object joinedOutcome(long timeoutNanos) {
    try {
      return blockingOutcome(timeoutNanos);
    } catch (InterruptedException e) {
      throw Sneaky.rethrow(e);
    }
  }

  private Object blockingOutcome(long timeoutNanos) throws InterruptedException {
    Object outcome = outcome();
    return outcome != null ? outcome : Blocker.outcomeOf(this, timeoutNanos);
  }

  private static <T> T valueForJdk(Object outcome) throws ExecutionException {
    Outcome.Failure error = Outcome.errorOrNull(outcome);
    if (error != null) {
      throw new ExecutionException(error.exception());
    }
    return value(outcome);
  }

  @SuppressWarnings("unchecked") // the outcome of a Future<T> is a T
  private static <T> T value(Object outcome) {
    return (T) Outcome.take(outcome);
  }

  // ---- for the rest of the runtime ------------------------------------------------------------

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
      state = "failed: " + failure.peek();
    } else {
      state = "done: " + Outcome.take(outcome);
    }
    return getClass().getSimpleName() + "[" + state + "]";
  }

  private Object doneOutcome() {
    Object outcome = outcome();
    if (outcome == null) {
      throw new IllegalStateException("the future is not done yet");
    }
    return outcome;
  }

  /**
   * In general it ends as cancelled, as {@link #cancel} says. What has been {@linkplain Claimable claimed} is on
   * its way, and is not lost: who wanted it gets it after all.
   */
  @Override
  boolean abandon() {
    return cancel() || isClaimed();
  }

  private boolean isClaimed() {
    return this instanceof Claimable claimable && claimable.isClaimed();
  }

  /**
   * Whether this future has ended or will, now that {@link #cancel} or {@link #abandon} has said so. A promise whose
   * class is a user's may have said what it did not do.
   */
  final boolean isEnding() {
    return isDone() || isClaimed() || !(this instanceof Promise);
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

  // ---- for those who look from outside ----------------------------------------------------------

  /** What has to end for this one to end, as far as it knows; any thread may ask. Done ones may be among them. */
  List<Future<?>> needs() {
    for (Waiter waiter : waiters()) {
      if (waiter instanceof Link.End end) {
        return List.of(end.source());
      }
    }
    return List.of();
  }

  /** What this is, for those who see that somebody waits for it: the same for all of a kind. */
  String kind() {
    String name = getClass().getName();
    return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
  }
}
