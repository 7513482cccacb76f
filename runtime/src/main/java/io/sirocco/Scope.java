package io.sirocco;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;

/**
 * Keeps coroutines together: whatever begins in a scope has ended when the scope ends.
 *
 * <pre>{@code
 * Future<Page> page = Scope.run(scope -> {
 *   Future<User> user = scope.fork(() -> loadUser(id));      // both at once
 *   Future<List<Order>> orders = scope.fork(() -> loadOrders(id));
 *   return Future.of(new Page(await(user), await(orders)));
 * });
 * }</pre>
 *
 * <p>To a scope belong its body, what it {@linkplain #fork forks}, every coroutine that these call,
 * awaited or not, and scopes inside it. The first failure of the body or of a forked child cancels all
 * the rest; the scope fails with it when the rest has ended. So does a deadline, with a {@link
 * TimeoutException}, and {@link #cancel}, with a {@link CancellationException}; but if the body has a value
 * all the same and nothing has failed, the scope ends with that value, so that it is never lost (Trio).
 * Failures that come later are suppressed exceptions of the first one, up to a hundred; more of them go to
 * the loop's exception handler. The first failure that follows a cancellation takes its place. Callbacks and
 * timers, also {@link IOLoop#spawnCallback(AsyncCallable)}, and the bodies of generators belong to no scope.
 *
 * <p>Coroutines that begin in a scope can be cancelled, unlike others: {@link Future#cancel()} lets the
 * await where the coroutine is, or its next one, throw a {@link CancellationException}, once, so that
 * {@code finally} blocks run, which may await. The future is done when the body has ended, as cancelled
 * if the body lets the exception out. What the coroutine awaited is cancelled first, if nobody else waits
 * for it, and if it is a coroutine of a scope, waited for. If that throws, the loop's exception handler is
 * told, and the coroutine is cancelled all the same. A coroutine outside of any scope is left alone.
 *
 * <p>Where a scope is cancelled, each of its coroutines is told at its next await, and so is whatever
 * begins in it before the one that began it was told: coroutines that were called and have not been
 * suspended yet, awaited or not, and scopes inside. What a coroutine begins after it was told, to clean up,
 * runs to its end. A value that was there before the cancellation arrives first.
 *
 * <p>A scope belongs to the loop that it was made on, and to its thread.
 */
public final class Scope {
  /** The scope in which a coroutine begins. */
  private static final ContextLocal<Scope> PRESENT = new ContextLocal<>();

  private final IOLoop loop;
  private final Scope outer; // null: none
  private final Agenda agenda; // shared with the scopes around
  private final Cancellable coroutines;
  private final Set<Child> children = new LinkedHashSet<>(); // pending
  private final Set<Scope> inner = new LinkedHashSet<>(); // running
  private final Result<Object> result = new Result<>(this);
  private Timeout timer; // null: no deadline
  private Object bodyOutcome; // null: pending
  private final ScopeEnd end;
  private boolean hasEnded;
  private int running; // pieces of code of this scope that are on the stack, one inside the other
  private int untold; // so many of them, from the outermost on, are to learn that it is cancelled

  private Scope(IOLoop loop, Scope outer) {
    this.loop = loop;
    this.outer = outer;
    this.agenda = outer == null ? new Agenda(loop) : outer.agenda;
    this.coroutines = new Cancellable(loop);
    this.end = new ScopeEnd(loop);
  }

  // ---- running ----------------------------------------------------------------------------------

  /**
   * Runs {@code body} in a new scope; it begins at once.
   *
   * @return done when everything in the scope has ended; cancelling it cancels the scope
   * @throws IllegalStateException if this is not the thread of a running loop
   */
  public static <T> Future<T> run(ScopeBody<T> body) {
    return start(null, body);
  }

  /** As {@link #run(ScopeBody)}; cancels all that is not done after {@code timeout}. */
  public static <T> Future<T> run(Duration timeout, ScopeBody<T> body) {
    return start(Deadline.after(timeout), body);
  }

  /** As {@link #run(ScopeBody)}; cancels all that is not done at {@code deadline}. */
  public static <T> Future<T> run(Deadline deadline, ScopeBody<T> body) {
    return start(Objects.requireNonNull(deadline, "deadline"), body);
  }

  @SuppressWarnings("unchecked") // the result of a scope is that of its body
  private static <T> Future<T> start(Deadline deadline, ScopeBody<T> body) {
    Objects.requireNonNull(body, "body");
    IOLoop loop = IOLoop.currentOrNull();
    if (loop == null || !loop.isRunningHere()) {
      throw new IllegalStateException("a scope needs a running loop: call it in a coroutine");
    }
    Scope scope = new Scope(loop, of(Here.home()));
    if (scope.outer != null) {
      scope.outer.inner.add(scope);
      if (scope.outer.isUntold()) {
        scope.end.limit(cancelled());
      }
    }
    if (deadline != null) {
      scope.timer = loop.callAt(deadline, () -> scope.limit(new TimeoutException("Timeout")));
    }
    scope.begin(() -> body.run(scope), true);
    return (Future<T>) scope.result;
  }

  /**
   * Begins a child, at once; it runs until it ends or the scope is cancelled.
   *
   * @return what {@code child} returns, as a future; a cancelled one if the scope was cancelled before:
   *     then the child does not begin
   * @throws IllegalStateException if the scope has ended, or this is not the thread of its loop
   */
  public <T> Future<T> fork(AsyncCallable<T> child) {
    Objects.requireNonNull(child, "child");
    checkThread();
    if (hasEnded) {
      throw new IllegalStateException("the scope has ended");
    }
    return end.isComing() ? Future.failed(cancelled()) : begin(child, false);
  }

  /**
   * Cancels everything in this scope, also the coroutine that calls this: at its next await.
   *
   * @return false if it has ended or was cancelled before
   * @throws IllegalStateException if this is not the thread of its loop
   */
  public boolean cancel() {
    checkThread();
    return limit(cancelled());
  }

  /**
   * Tells what this scope waits for: a line for each coroutine that is suspended, with what it awaits, and for
   * each other future that was forked, also of the scopes inside. For people to read.
   *
   * @return empty if it has ended
   * @throws IllegalStateException if this is not the thread of its loop
   */
  public List<String> waiting() {
    checkThread();
    List<String> lines = new ArrayList<>(coroutines.describe());
    for (Child child : children) {
      if (coroutines.of(child.future) == null) {
        lines.add(child.future.toString());
      }
    }
    inner.forEach(scope -> lines.addAll(scope.waiting()));
    return lines;
  }

  private void checkThread() {
    if (!loop.isRunningHere()) {
      throw new IllegalStateException("only the thread of its loop may use a scope");
    }
  }

  private static CancellationException cancelled() {
    return new CancellationException("the scope was cancelled");
  }

  @SuppressWarnings("unchecked") // what it returns is declared to be a stage of T
  private <T> Future<T> begin(Callable<?> callable, boolean isBody) {
    Future<?> future = started(callable);
    Child child = new Child(future, isBody, coroutines.of(future));
    children.add(child);
    future.registerOrWake(child);
    if (end.isComing()) { // before its first suspension
      agenda.take(() -> cancel(child));
    }
    return (Future<T>) future;
  }

  private Future<?> started(Callable<?> callable) {
    running++;
    if (end.isComing()) {
      untold = running;
    }
    try {
      Object returned = PRESENT.callWith(this, () -> Callbacks.start(callable));
      Objects.requireNonNull(returned, "the code in a scope returned null instead of a future");
      return Conversions.future(returned);
    } catch (Throwable exception) {
      return Future.failed(exception);
    } finally {
      leave();
    }
  }

  // ---- cancelling and ending --------------------------------------------------------------------

  /** Cancels all because of a deadline, or because somebody says so; once. */
  private boolean limit(Throwable exception) {
    if (hasEnded || end.isComing()) {
      return false;
    }
    end.limit(exception);
    stop();
    return true;
  }

  private void fail(Outcome.Failure failure) {
    boolean isFirst = !end.isComing();
    end.fail(failure.exception(), failure instanceof Outcome.Cancellation);
    if (isFirst) {
      stop();
    }
  }

  private void stop() {
    untold = running;
    stopTimer();
    agenda.take(this::cancelAll);
  }

  private void cancelAll() {
    children.forEach(child -> agenda.take(() -> cancel(child)));
    coroutines.all().forEach(frame -> agenda.take(() -> coroutines.cancel(frame)));
    inner.forEach(scope -> agenda.take(() -> scope.limit(cancelled())));
  }

  private void cancel(Child child) {
    if (coroutines.of(child.future) != null) {
      coroutines.cancel((CoroutineFrame<?>) child.future);
    } else if (GivingUp.of(child.future, child, loop) == GivingUp.LEFT) {
      child.wake(Outcome.failure(cancelled())); // others wait for it: it goes on without us
    }
  }

  private void childEnded(Child child, Object outcome) {
    children.remove(child);
    if (child.isBody) {
      bodyOutcome = outcome;
    }
    try {
      if (outcome instanceof Outcome.Failure failure) {
        childFailed(child, failure);
      }
    } finally { // a report may call code of users
      endIfEmpty();
    }
  }

  private void childFailed(Child child, Outcome.Failure failure) {
    if (child.isBody || !(failure instanceof Outcome.Cancellation)) {
      fail(failure);
    } else if (!end.isComing() && !child.wasCancelled()) {
      Log.debug(
          "A child of a scope ended as cancelled because what it awaited was; the scope goes on",
          failure.exception());
    }
  }

  /** Ends this scope if nothing is left in it, and then those around it for which that is true now. */
  private void endIfEmpty() {
    for (Scope scope = this; scope != null && scope.isEmpty(); scope = scope.outer) {
      scope.hasEnded = true;
      scope.stopTimer();
      scope.result.settle(scope.end.outcome(scope.bodyOutcome));
      if (scope.outer != null) {
        scope.outer.inner.remove(scope);
      }
    }
  }

  private boolean isEmpty() {
    return !hasEnded
        && bodyOutcome != null
        && children.isEmpty()
        && inner.isEmpty()
        && coroutines.isEmpty();
  }

  private void stopTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }

  // ---- for frames -------------------------------------------------------------------------------

  /** The scope of what begins at {@code home}; null if there is none. */
  static Scope of(Scheduler home) {
    Scope scope = home.scope();
    return scope == null || scope.hasEnded ? null : scope;
  }

  /** The scope of a context, for what runs on {@code place}; null if there is none. */
  static Scope of(Context context, Scheduler place) {
    Scope scope = context.has(PRESENT) ? (Scope) context.get(PRESENT) : null;
    return scope != null && scope.loop == place ? scope : null;
  }

  /** The context without its scope. */
  static Context leave(Context context) {
    return context.without(PRESENT);
  }

  /** Code of this scope begins to run: a coroutine goes on, or what was handed over begins. */
  void enter(Waiter step, Object argument) {
    running++;
    if (step instanceof CoroutineFrame<?> frame
        && coroutines.resume(frame, argument)
        && end.isComing()) {
      untold = running;
    }
  }

  /** The end of {@link #enter}. */
  void leave() {
    running--;
    untold = Math.min(untold, running);
  }

  /** Whether what begins now begins in a cancelled scope, by code that has not been told yet. */
  private boolean isUntold() {
    return running > 0 && untold == running;
  }

  /** Whether what is handed over now has to be cancelled when it begins, if the scope was by then. */
  boolean mayCancelLater() {
    return !end.isComing() || isUntold();
  }

  /** Whether this scope was cancelled. */
  boolean isCancelled() {
    return end.isComing();
  }

  void suspend(CoroutineFrame<?> frame, Future<?> awaited) {
    coroutines.suspend(frame, awaited, isUntold());
  }

  void end(CoroutineFrame<?> frame) {
    coroutines.remove(frame);
    endIfEmpty();
  }

  /** See {@link Relay}. */
  boolean mayBePassed(CoroutineFrame<?> frame) {
    return coroutines.mayBePassed(frame);
  }

  void passed(CoroutineFrame<?> frame) {
    coroutines.remove(frame);
  }

  /** Any thread may call it. */
  void follows(CoroutineFrame<?> frame, Relay relay) {
    if (loop.isRunningHere()) {
      coroutines.follows(frame, relay);
    } else {
      loop.addCallback(() -> coroutines.follows(frame, relay));
    }
  }

  /** Cancels a coroutine of this scope; any thread may call it. */
  boolean cancelCoroutine(CoroutineFrame<?> frame) {
    if (frame.isDone()) {
      return false;
    }
    onLoop(() -> coroutines.cancel(frame));
    return true;
  }

  private void onLoop(Runnable action) {
    if (loop.isRunningHere()) {
      agenda.take(action);
    } else {
      loop.addCallback(() -> agenda.take(action));
    }
  }

  @Override
  public String toString() {
    return "Scope[" + (hasEnded ? "ended" : end.isComing() ? "cancelled" : "running") + "]";
  }

  /** The body, or what was forked; waits for its future. */
  private final class Child extends Waiter {
    private final Future<?> future;
    private final boolean isBody;
    private final Cancellable.Suspension suspension; // null: it is no coroutine of this scope

    Child(Future<?> future, boolean isBody, Cancellable.Suspension suspension) {
      this.future = future;
      this.isBody = isBody;
      this.suspension = suspension;
    }

    boolean wasCancelled() {
      return suspension != null && suspension.wasCancelled();
    }

    @Override
    void wake(Object outcome) {
      loop.post(this, outcome);
    }

    @Override
    Future<?> settles() {
      return result;
    }

    @Override
    void run(Object outcome) {
      childEnded(this, outcome);
    }
  }

  /** What {@link Scope#run} returns. */
  private static final class Result<T> extends Future<T> {
    private final Scope scope;

    Result(Scope scope) {
      this.scope = scope;
    }

    @Override
    public boolean cancel() {
      if (isDone()) {
        return false;
      }
      scope.onLoop(() -> scope.limit(cancelled()));
      return true;
    }
  }
}
