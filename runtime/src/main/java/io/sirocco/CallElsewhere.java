package io.sirocco;

/** A coroutine that is called on another loop: its future, for everybody else. */
final class CallElsewhere<T> extends Future<T> {
  private final IOLoop loop;
  private final AsyncCallable<T> body;
  private Future<?> called; // null before; belongs to the loop

  CallElsewhere(IOLoop loop, AsyncCallable<T> body) {
    this.loop = loop;
    this.body = body;
  }

  Future<T> begun() {
    loop.addCallback((Runnable) this::call);
    return this;
  }

  private void call() {
    if (isDone()) {
      return; // cancelled before it began
    }
    called = returned();
    called.registerOrWake(new End());
  }

  private Future<?> returned() {
    try {
      Object returned = Callbacks.call(body);
      return returned == null ? Future.of(null) : Conversions.future(returned);
    } catch (Throwable exception) {
      return Future.failed(exception);
    }
  }

  @Override
  public boolean cancel() {
    boolean cancelled = super.cancel();
    if (cancelled) {
      loop.addCallback((Runnable) this::cancelCalled);
    }
    return cancelled;
  }

  private void cancelCalled() {
    if (called != null) {
      called.cancel();
    }
  }

  /** Settles this future when the called one is done; those who wait go on where they live. */
  private final class End extends Waiter {
    @Override
    void wake(Object outcome) {
      settle(outcome);
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("it hands over and is never scheduled");
    }
  }
}
