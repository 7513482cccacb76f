package io.sirocco;

import java.util.concurrent.CompletableFuture;

/**
 * Copies the outcome of a future to a {@link CompletableFuture}. At once, in the thread that completes
 * the future, because that is where users of a {@code CompletableFuture} expect their functions.
 *
 * @param <T> type of the result
 */
final class CompletableLink<T> extends Waiter {
  private final CompletableFuture<T> target;

  CompletableLink(CompletableFuture<T> target) {
    this.target = target;
  }

  @Override
  @SuppressWarnings("unchecked") // the outcome of a Future<T> is a T
  void wake(Object outcome) {
    if (outcome instanceof Outcome.Failure failure) {
      target.completeExceptionally(failure.exception());
    } else {
      target.complete((T) Outcome.take(outcome));
    }
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("copies at once");
  }
}
