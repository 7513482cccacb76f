package io.sirocco;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/**
 * For generated code only: the state of one suspended call of a coroutine, and at the same time the
 * future that its caller got.
 *
 * <p>The transformer makes a subclass per coroutine with one typed field per value that can live
 * across a suspension, and a resume method in the class that declares the coroutine. A frame is
 * made at the first real suspension and used again at each later one:
 *
 * <pre>
 *   original method   outcome = poll(f); if (outcome == null) { frame = new F(); spill; frame.state = 1;
 *                     return frame.park(f); }  value = take(f, outcome); ...
 *   resume method     switch (frame.state) restore; value = take(null, outcome); ... either
 *                     spill what changed; frame.state = n; frame.parkAgain(f); return;
 *                     or finish(result, frame); return;
 * </pre>
 *
 * <p>Invariant: between {@code park} and the next {@link #resume} nobody but the awaited future
 * refers to the frame as a waiter, and no code of the parking thread touches its fields.
 *
 * @param <T> type of the result
 */
public abstract class CoroutineFrame<T> extends Future<T> {
  /** State of a frame whose coroutine has returned a pending future and now follows it. */
  private static final int FOLLOWING = -1;

  /** Number of the suspension point where the coroutine waits, from 1; set by generated code. */
  public int state;

  private Scheduler home; // where the coroutine began; null before the first suspension

  /** Called by generated subclasses. */
  protected CoroutineFrame() {}

  /**
   * Runs the coroutine from its suspension point to the next one, or to its end. Implemented by
   * generated code.
   *
   * @param outcome what the awaited future ended with; only good for {@link #take}
   */
  protected abstract void resume(Object outcome) throws Throwable;

  /** Sets all references of the frame to null; called when the coroutine ends. */
  protected void clear() {}

  /**
   * What the weaver has written down about the coroutine; see {@link SuspensionTable}. Overridden by
   * generated code.
   *
   * @return null if nothing is known
   */
  protected String suspensionTable() {
    return null;
  }

  // ---- suspending -----------------------------------------------------------------------------

  /**
   * Leaves the caller's thread to others until {@code awaited} is done. Nothing of the coroutine may
   * run in this call after this; never throws.
   *
   * @return this
   */
  public final Future<T> park(Future<?> awaited) {
    home = Scheduler.here();
    waitFor(awaited);
    return this;
  }

  /** As {@link #park} for a coroutine that returns a {@link CompletableFuture}. */
  public final CompletableFuture<T> parkCompletable(Future<?> awaited) {
    // The dependent is registered first: once parked, the frame may already run in another thread.
    CompletableFuture<T> result = toCompletableFuture();
    park(awaited);
    return result;
  }

  /** Suspends a coroutine that was suspended before. */
  public final void parkAgain(Future<?> awaited) {
    if (Context.inUse) { // what has run since the last suspension may have changed it
      home = home.withPresentContext();
    }
    waitFor(awaited);
  }

  private void waitFor(Future<?> awaited) {
    if (Tracking.IS_ON) {
      Tracking.suspended(this, awaited);
    }
    Scope scope = Context.inUse ? home.scope() : null;
    if (scope != null) {
      scope.suspend(this, awaited);
    } else if (!awaited.register(this)) {
      wake(awaited.outcome());
    }
  }

  @Override
  final void wake(Object outcome) {
    post(outcome);
  }

  /** Lets the coroutine go on with this outcome, although what it awaits has not ended with it. */
  final void post(Object outcome) {
    if (Tracking.IS_ON) {
      Tracking.resumed(this);
    }
    home.post(this, outcome);
  }

  /**
   * Cancels this future. If the coroutine began in a {@link Scope} it is told at its await, and the
   * future is done when it has ended; otherwise its body goes on and its result is dropped.
   */
  @Override
  public boolean cancel() {
    Scope scope = scope();
    return scope != null ? scope.cancelCoroutine(this) : super.cancel();
  }

  /** Coroutines outside of any scope do not stop for those who await them. */
  @Override
  final boolean abandon() {
    return isInScope() && cancel();
  }

  /** Whether cancelling stops the body. */
  final boolean isInScope() {
    return scope() != null;
  }

  /** The scope in which the coroutine began; null for none. */
  final Scope scope() {
    return home == null ? null : home.scope();
  }

  /** The loop on which the coroutine lives, or the trampoline. */
  final Scheduler place() {
    return home == null ? Trampoline.INSTANCE : home.place();
  }

  /** Whether the coroutine lives on the loop that runs in this thread. */
  final boolean isAtHome() {
    return home.place() instanceof LoopEngine loop && loop.isRunningHere();
  }

  /** Goes on inside this call. */
  final void runAtHome(Object outcome) {
    if (Tracking.IS_ON) {
      Tracking.resumed(this);
    }
    home.runInContext(this, outcome);
  }

  @Override
  final void run(Object outcome) {
    if (state == FOLLOWING) {
      end(outcome);
      return;
    }
    try {
      resume(outcome);
    } catch (Throwable exception) {
      AwaitTrace.extend(exception, this, outcome);
      end(outcomeOf(exception));
    }
  }

  /** Where the coroutine is suspended, as a line of a stack trace; null if that is not known. */
  final StackTraceElement suspendedAt() {
    SuspensionTable table = SuspensionTable.of(this);
    return table == null ? null : table.at(state);
  }

  @Override
  final Future<?> settles() {
    return this;
  }

  @Override
  public String toString() {
    StackTraceElement place = suspendedAt();
    return place == null || isDone()
        ? super.toString()
        : AwaitTrace.shortly(place) + " awaiting, pending";
  }

  /** The coroutine and the await where it is, for messages. */
  final String describePlace() {
    StackTraceElement place = suspendedAt();
    return place != null
        ? AwaitTrace.shortly(place)
        : this + (state == FOLLOWING ? " has returned" : " at its await " + state);
  }

  // ---- ending ---------------------------------------------------------------------------------

  /** Ends a coroutine that returned {@code result}: the frame takes over its outcome, now or later. */
  public static void finish(Awaitable<?> result, CoroutineFrame<?> frame) {
    try {
      frame.follow(result == null ? null : result.start());
    } catch (Throwable exception) { // a lazy coroutine can be started once only
      frame.end(outcomeOf(exception));
    }
  }

  /** As {@link #finish(Awaitable, CoroutineFrame)}. */
  public static void finish(Future<?> result, CoroutineFrame<?> frame) {
    frame.follow(result);
  }

  /** As {@link #finish(Awaitable, CoroutineFrame)}. */
  public static void finish(CompletionStage<?> result, CoroutineFrame<?> frame) {
    frame.follow(result == null ? null : future(result));
  }

  /** As {@link #finish(Awaitable, CoroutineFrame)}. */
  public static void finish(CompletableFuture<?> result, CoroutineFrame<?> frame) {
    frame.follow(result == null ? null : future(result));
  }

  /** Ends a generator: {@code result} has the rest of its elements. */
  public static void finish(AsyncIterator<?> result, CoroutineFrame<?> frame) {
    frame.end(result == null ? Outcome.failure(returnedNoIterator()) : Outcome.of(result));
  }

  /** Ends a coroutine that returns nothing. */
  public static void finish(CoroutineFrame<?> frame) {
    frame.end(Outcome.NULL);
  }

  private void follow(Future<?> result) {
    if (result == null) {
      end(Outcome.failure(returnedNull()));
      return;
    }
    Object outcome = result.outcome();
    if (outcome != null) {
      end(outcome);
      return;
    }
    clear();
    state = FOLLOWING;
    if (!(result instanceof CoroutineFrame<?> next && Relay.passes(this, next))) {
      parkAgain(result);
    }
  }

  /** Whether the coroutine has returned, and ends as soon as the returned future does. */
  final boolean isFollowing() {
    return state == FOLLOWING;
  }

  /** Whether both live at the same place, in the same scope. */
  final boolean isBeside(CoroutineFrame<?> other) {
    return home.place() == other.home.place() && scope() == other.scope();
  }

  /** Whether nothing is lost if who waits for this waits for {@code next} instead. */
  final boolean mayBePassedTo(CoroutineFrame<?> next) {
    Scope scope = scope();
    return isBeside(next) && (scope == null || scope.mayBePassed(this));
  }

  /** It was passed: cancelling it is now up to those who wait for it. */
  final void leaveScope() {
    Scope scope = scope();
    if (scope != null) {
      scope.passed(this);
    }
  }

  /** It follows another future than before. */
  final void followInstead(Relay relay) {
    if (Tracking.IS_ON && !relay.isDone()) {
      Tracking.suspended(this, relay); // what it awaited before may be garbage soon
    }
    Scope scope = scope();
    if (scope != null) {
      scope.follows(this, relay);
    }
  }

  /** Puts it back in its place if it was passed, so that it can be cancelled. */
  final void undoPassing() {
    if (waiter() instanceof Passed passed) {
      passed.undo();
    }
  }

  private void end(Object outcome) {
    clear();
    if (!home.settleEnded(this, outcome)) {
      ended(outcome);
    }
  }

  /** Reports a failure that nobody can see any more, because the future was cancelled before. */
  private void ended(Object outcome) {
    Outcome.Failure error = Outcome.errorOrNull(outcome);
    if (error != null) {
      Log.error("Exception after Future was cancelled", error.exception());
    }
  }

  private static Object outcomeOf(Throwable exception) {
    return exception instanceof Return returned
        ? Outcome.of(returned.value())
        : Outcome.failure(exception);
  }

  private static NullPointerException returnedNull() {
    return new NullPointerException(
        "a coroutine returned null instead of a future: write return Future.of(null)");
  }

  private static NullPointerException returnedNoIterator() {
    return new NullPointerException(
        "a generator returned null instead of an iterator: write return AsyncIterator.empty()");
  }

  // ---- what generated code does with an awaited future ------------------------------------------

  /**
   * Looks at an awaited future.
   *
   * @return its outcome, or null if it is pending
   * @throws NullPointerException if there is no future
   */
  public static Object poll(Future<?> awaited) {
    return Conversions.notNull(awaited).outcome();
  }

  /**
   * The value of the await.
   *
   * @param awaited ignored; it is on the operand stack anyway
   * @param outcome of the awaited future; a failure is thrown as it is
   */
  public static Object take(Future<?> awaited, Object outcome) {
    return Outcome.take(outcome);
  }

  /** Converts what is awaited; starts a lazy coroutine. */
  public static Future<?> future(Awaitable<?> awaited) {
    return Conversions.notNull(awaited).start();
  }

  /** Converts what is awaited. */
  public static Future<?> future(CompletionStage<?> awaited) {
    return Conversions.future(awaited);
  }

  /** Converts what is awaited. */
  public static Future<?> future(CompletableFuture<?> awaited) {
    return Conversions.future(awaited);
  }

  /** Converts what is awaited. */
  public static Future<?> future(java.util.concurrent.Future<?> awaited) {
    return Conversions.future(awaited);
  }

  /** Converts what is awaited, as {@link Coroutines#multi(java.util.Collection)}. */
  public static Future<?> future(List<?> awaited) {
    return Conversions.future((Object) awaited);
  }

  /** Converts what is awaited, as {@link Coroutines#multi(Map)}. */
  public static Future<?> future(Map<?, ?> awaited) {
    return Conversions.future((Object) awaited);
  }

  /** Converts what is awaited, as {@link Coroutines#convertYielded}. */
  public static Future<?> future(Object awaited) {
    return awaited instanceof Awaitable<?> ours ? ours.start() : Conversions.future(awaited);
  }

  // ---- what generated code does at the edges of a method --------------------------------------

  /**
   * Begins a call of a coroutine that sets context variables: what it sets, its caller does not see.
   *
   * @return for {@link #leaveOwnContext}
   */
  public static Object enterOwnContext() {
    return Here.present();
  }

  /** Ends the part of a coroutine that runs inside its caller; puts the caller's context back. */
  public static void leaveOwnContext(Object outer) {
    Here.enter((Scheduler) outer);
  }

  /** A lazy coroutine with this body. */
  public static <T> Awaitable<T> lazy(Supplier<? extends Awaitable<T>> body) {
    return new LazyCoroutine<>(body);
  }

  /** A generator with this body. */
  public static <T> AsyncIterator<T> generator(
      Supplier<? extends Future<? extends AsyncIterator<T>>> body) {
    return new Generator<>(body);
  }

  /** The generator whose body begins: the first thing that a body asks for. */
  public static Object startedGenerator() {
    return Generator.starting();
  }

  /** Hands out an element of a generator; the body awaits the returned future. */
  @SuppressWarnings("unchecked") // like emit itself: what a body emits is not checked
  public static Future<Void> emit(Object value, Object generator) {
    return ((Generator<Object>) generator).emit(value);
  }

  /** The result of a coroutine that ends without having been suspended; never null. */
  public static <T> Future<T> returned(Future<T> result) {
    return result != null ? result : Future.failed(returnedNull());
  }

  /** As {@link #returned(Future)}. */
  public static <T> Awaitable<T> returned(Awaitable<T> result) {
    return result != null ? result : Future.failed(returnedNull());
  }

  /** As {@link #returned(Future)}. */
  public static <T> CompletionStage<T> returned(CompletionStage<T> result) {
    return result != null ? result : Future.failed(returnedNull());
  }

  /** As {@link #returned(Future)}. */
  public static <T> CompletableFuture<T> returned(CompletableFuture<T> result) {
    return result != null ? result : CompletableFuture.failedFuture(returnedNull());
  }

  /** What the body of a generator ends with: the iterator that has the rest of the elements. */
  public static <T> Future<AsyncIterator<T>> returned(AsyncIterator<T> result) {
    return result != null ? Future.of(result) : Future.failed(returnedNoIterator());
  }

  /** The result of a coroutine that an exception left before its first suspension. */
  public static <T> Future<T> failed(Throwable exception) {
    return new Future<>(outcomeOf(exception));
  }

  /** As {@link #failed} for a coroutine that returns a {@link CompletableFuture}. */
  public static <T> CompletableFuture<T> failedCompletable(Throwable exception) {
    return CoroutineFrame.<T>failed(exception).toCompletableFuture();
  }

  /** As {@link #failed} for a coroutine that returns nothing: tells the loop's exception handler. */
  public static void failedDetached(Throwable exception) {
    if (!(exception instanceof Return)) {
      IOLoop.reportUnhandled(exception);
    }
  }

  /** A state number that generated code does not know: frame and class do not belong together. */
  public static IllegalStateException unknownState(CoroutineFrame<?> frame) {
    return new IllegalStateException(
        "no suspension point " + frame.state + " in " + frame.getClass().getName()
            + ": the class was replaced while this coroutine was suspended");
  }

  /** For generated code only: the frame of a coroutine that is declared {@code void}. */
  public abstract static class Detached extends CoroutineFrame<Void> {
    /** Called by generated subclasses. */
    protected Detached() {}

    /** Suspends for the first time; as {@link #park}. */
    public final void parkDetached(Future<?> awaited) {
      register(Unhandled.INSTANCE);
      park(awaited);
    }
  }

  /** Waits for the end of a coroutine that nobody can await, to report its failure. */
  private static final class Unhandled extends Waiter {
    static final Unhandled INSTANCE = new Unhandled();

    @Override
    void wake(Object outcome) {
      if (outcome instanceof Outcome.Failure failure) {
        failedDetached(failure.exception());
      }
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("reports at once");
    }

    @Override
    boolean isObserver() {
      return true;
    }
  }
}
