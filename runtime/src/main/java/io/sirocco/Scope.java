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
 * TimeoutException}, and {@link #cancel}, with a {@link CancellationException}. Failures that come later
 * are suppressed exceptions of the first one. Callbacks and timers, also {@link
 * IOLoop#spawnCallback(AsyncCallable)}, and the bodies of generators belong to no scope.
 *
 * <p>Coroutines that begin in a scope can be cancelled, unlike others: {@link Future#cancel()} lets the
 * await where the coroutine is, or its next one, throw a {@link CancellationException}, once, so that
 * {@code finally} blocks run, which may await. The future is done when the body has ended, as cancelled
 * if the body lets the exception out. What the coroutine awaited is cancelled first, if nobody else waits
 * for it, and if it is a coroutine of a scope, waited for. A coroutine outside of any scope is left alone.
 *
 * <p>A scope belongs to the loop that it was made on, and to its thread.
 */
public final class Scope {
  /** The scope in which a coroutine begins. */
  private static final ContextLocal<Scope> PRESENT = new ContextLocal<>();

  private final IOLoop loop;
  private final Scope outer; // null: none
  private final Cancellable coroutines = new Cancellable();
  private final Set<Child> children = new LinkedHashSet<>(); // pending
  private final Set<Scope> inner = new LinkedHashSet<>(); // running
  private final Result<Object> result = new Result<>(this);
  private Timeout timer; // null: no deadline
  private Object bodyOutcome; // null: pending
  private Throwable reason; // why all were cancelled; null: they were not
  private boolean hasEnded;

  private Scope(IOLoop loop, Scope outer) {
    this.loop = loop;
    this.outer = outer;
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
    }
    if (deadline != null) {
      scope.timer = loop.callAt(deadline, () -> scope.stop(new TimeoutException("Timeout")));
    }
    scope.begin(() -> body.run(scope), true);
    return (Future<T>) scope.result;
  }

  /**
   * Begins a child, at once; it runs until it ends or the scope is cancelled.
   *
   * @return what {@code child} returns, as a future; a cancelled one if the scope was cancelled before
   * @throws IllegalStateException if the scope has ended, or this is not the thread of its loop
   */
  public <T> Future<T> fork(AsyncCallable<T> child) {
    Objects.requireNonNull(child, "child");
    checkThread();
    if (hasEnded) {
      throw new IllegalStateException("the scope has ended");
    }
    return reason != null ? Future.failed(cancelled()) : begin(child, false);
  }

  /**
   * Cancels everything in this scope.
   *
   * @return false if it has ended or was cancelled before
   * @throws IllegalStateException if this is not the thread of its loop
   */
  public boolean cancel() {
    checkThread();
    return stop(cancelled());
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
      if (!coroutines.has(child.future)) {
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
    boolean isCalm = reason == null;
    Future<?> future = started(callable);
    Child child = new Child(future, isBody);
    children.add(child);
    future.registerOrWake(child);
    if (isCalm && reason != null) {
      cancel(child); // it has cancelled the scope before its first suspension
    }
    return (Future<T>) future;
  }

  private Future<?> started(Callable<?> callable) {
    try {
      Object returned = PRESENT.callWith(this, callable);
      Objects.requireNonNull(returned, "the code in a scope returned null instead of a future");
      return Conversions.future(returned);
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
  }

  // ---- cancelling and ending --------------------------------------------------------------------

  /** Cancels all because of {@code exception}, or adds it to the reason that there was before. */
  private boolean stop(Throwable exception) {
    if (hasEnded) {
      return false;
    }
    if (reason != null) {
      if (exception != reason && !(exception instanceof CancellationException)) {
        reason.addSuppressed(exception);
      }
      return false;
    }
    reason = exception;
    List.copyOf(children).forEach(this::cancel);
    coroutines.cancelAll();
    List.copyOf(inner).forEach(scope -> scope.stop(cancelled()));
    return true;
  }

  private void cancel(Child child) {
    if (coroutines.has(child.future)) {
      coroutines.cancel((CoroutineFrame<?>) child.future);
    } else if (!child.future.abandonBy(child) && child.future.unregister(child)) {
      child.wake(Outcome.failure(cancelled())); // others wait for it: it goes on without us
    }
  }

  private void childEnded(Child child, Object outcome) {
    children.remove(child);
    if (child.isBody) {
      bodyOutcome = outcome;
    }
    if (outcome instanceof Outcome.Failure failure
        && (child.isBody || !(failure instanceof Outcome.Cancellation))) {
      stop(failure.exception());
    }
    endIfEmpty();
  }

  private void endIfEmpty() {
    if (hasEnded
        || bodyOutcome == null
        || !children.isEmpty()
        || !inner.isEmpty()
        || !coroutines.isEmpty()) {
      return;
    }
    hasEnded = true;
    if (timer != null) {
      timer.cancel();
    }
    result.settle(reason == null ? bodyOutcome : Outcome.failure(reason));
    if (outer != null) {
      outer.inner.remove(this);
      outer.endIfEmpty();
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

  void suspend(CoroutineFrame<?> frame, Future<?> awaited) {
    coroutines.suspend(frame, awaited);
  }

  void resume(CoroutineFrame<?> frame, Object outcome) {
    coroutines.resume(frame, outcome);
  }

  void end(CoroutineFrame<?> frame) {
    coroutines.end(frame);
    endIfEmpty();
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
      action.run();
    } else {
      loop.addCallback(action);
    }
  }

  @Override
  public String toString() {
    return "Scope[" + (hasEnded ? "ended" : reason != null ? "cancelled" : "running") + "]";
  }

  /** The body, or what was forked; waits for its future. */
  private final class Child extends Waiter {
    private final Future<?> future;
    private final boolean isBody;

    Child(Future<?> future, boolean isBody) {
      this.future = future;
      this.isBody = isBody;
    }

    @Override
    void wake(Object outcome) {
      loop.post(this, outcome);
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
      scope.onLoop(() -> scope.stop(cancelled()));
      return true;
    }
  }
}
