package io.sirocco;

import java.util.function.Function;

/** For tests: coroutines that return a future which may be pending, as no {@link HandCoroutine} does. */
final class TailCalls<T> extends CoroutineFrame<T> {
  private final Function<Object, Future<T>> rest;

  private TailCalls(Function<Object, Future<T>> rest) {
    this.rest = rest;
  }

  /** The coroutine {@code return rest(await(awaited))}, where {@code awaited} is pending. */
  @SuppressWarnings("unchecked") // what is awaited has this type
  static <A, T> Future<T> then(Future<A> awaited, Function<A, Future<T>> rest) {
    return new TailCalls<T>(value -> rest.apply((A) value)).park(awaited);
  }

  @Override
  protected void resume(Object outcome) {
    finish(rest.apply(take(null, outcome)), this);
  }
}
