package io.sirocco;

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
    Supplier<? extends Awaitable<T>> once = body.getAndSet(null);
    if (once == null) {
      throw new IllegalStateException(
          "cannot reuse already awaited coroutine: call the method again for a new run");
    }
    return Here.callInOwnContext(() -> once.get().start());
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
}
