package io.sirocco;

import java.util.function.Consumer;

/** A callback of the user that waits for a future, and runs on its scheduler when that is done. */
final class DoneCallback<T> extends Waiter {
  private final Scheduler home;
  private final Future<T> future;
  private final Consumer<? super Future<T>> callback;

  DoneCallback(Scheduler home, Future<T> future, Consumer<? super Future<T>> callback) {
    this.home = home;
    this.future = future;
    this.callback = callback;
  }

  /** Whether it is this callback; not if its {@code equals} fails, which is reported. */
  boolean calls(Consumer<?> callback) {
    try {
      return this.callback.equals(callback);
    } catch (Throwable exception) {
      IOLoop.reportUnhandled(exception);
      return false;
    }
  }

  @Override
  void wake(Object outcome) {
    home.post(this, outcome);
  }

  @Override
  void run(Object outcome) {
    callback.accept(future);
  }
}
