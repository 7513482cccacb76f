package io.sirocco;

import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** The call of a coroutine that is declared to return {@link Awaitable}: arguments kept, body not begun. */
final class LazyCoroutine<T> extends Awaitable<T> {
  private final AtomicReference<Supplier<? extends Awaitable<T>>> body;

  LazyCoroutine(Supplier<? extends Awaitable<T>> body) {
    this.body = new AtomicReference<>(body);
  }

  @Override
  public Future<T> start() {
    Supplier<? extends Awaitable<T>> claimed = claimBody();
    return Here.callInOwnContext(() -> claimed.get().start());
  }

  /**
   * Starts the body in the next iteration of the current loop: what is handed over, rather than
   * awaited, does not run inside the call that hands it over (asyncio: {@code Task}).
   */
  Future<T> startSoon() {
    Scheduler home = Scheduler.here();
    LateStart<T> lateStart = new LateStart<>(claimBody(), Scope.of(home));
    home.post(lateStart, null);
    return lateStart;
  }

  private Supplier<? extends Awaitable<T>> claimBody() {
    Supplier<? extends Awaitable<T>> once = body.getAndSet(null);
    if (once == null) {
      throw new IllegalStateException(
          "cannot reuse already awaited coroutine: call the method again for a new run");
    }
    return once;
  }

  @Override
  void wake(Object outcome) {
    throw new AssertionError("a lazy coroutine waits for nothing");
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("a lazy coroutine waits for nothing");
  }

  @Override
  public String toString() {
    return body.get() == null ? "Awaitable[started]" : "Awaitable[not started]";
  }

  /**
   * First the task that starts the body, then the future that ends as the coroutine does. In a scope, whoever
   * gives it up gives up the body, as if it were awaited directly.
   */
  private static final class LateStart<T> extends Future<T> {
    private Supplier<? extends Awaitable<T>> body; // null once it has begun
    private final Scope endsWith; // null: none, or what is begun to clean up in a cancelled one
    private volatile Future<T> coroutine; // null before it has begun

    LateStart(Supplier<? extends Awaitable<T>> body, Scope scope) {
      this.body = body;
      this.endsWith = scope != null && scope.mayCancelLater() ? scope : null;
    }

    @Override
    void run(Object argument) {
      Supplier<? extends Awaitable<T>> begun = body;
      body = null;
      if (endsWith != null && endsWith.isCancelled()) {
        super.cancel();
      }
      if (!isDone()) {
        Future<T> called = started(begun);
        coroutine = called;
        called.registerOrWake(this);
      }
    }

    private static <T> Future<T> started(Supplier<? extends Awaitable<T>> body) {
      try {
        return body.get().start();
      } catch (Throwable exception) {
        return Future.failed(exception);
      }
    }

    @Override
    Future<?> settles() {
      return this;
    }

    @Override
    List<Future<?>> needs() {
      Future<T> begun = coroutine;
      return begun == null ? List.of() : List.of(begun);
    }

    @Override
    void wake(Object outcome) { // at once: those who wait for the result are posted anyway
      settle(outcome);
    }

    /** What cancelling the coroutine means; one that has not begun never does. */
    @Override
    public boolean cancel() {
      Future<T> begun = coroutine;
      return begun instanceof CoroutineFrame<T> frame ? frame.cancel() : cancelAlone();
    }

    /** Leaves what the coroutine has returned alone, and nothing behind on it. */
    private boolean cancelAlone() {
      if (!isDone() && coroutine != null) {
        coroutine.unregister(this); // first: who is told may go on at once
      }
      return super.cancel();
    }

    @Override
    boolean abandon() {
      Future<T> begun = coroutine;
      return begun != null && begun.abandonBy(this) || cancelAlone();
    }

    @Override
    void withdraw() {
      Future<T> begun = coroutine;
      if (begun == null) {
        cancelAlone();
      } else if (begun.isAwaitedOnlyBy(this)) {
        begun.withdraw();
      }
    }
  }
}
