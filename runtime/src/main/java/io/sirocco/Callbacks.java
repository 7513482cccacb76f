package io.sirocco;

import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;

/**
 * How a loop runs what its users give it, and where failures go.
 *
 * <p>A queued callback is a pair of one of the shared tasks here and, as its argument, the callback
 * itself: queueing allocates nothing.
 */
final class Callbacks {
  /** Logs the failure of a future that nobody awaits and that belongs to no loop. */
  static final Waiter LOGGER = new Waiter() {
    @Override
    void wake(Object outcome) {
      Outcome.Failure error = Outcome.errorOrNull(outcome);
      if (error != null) {
        log(error.exception());
      }
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("it is never scheduled");
    }
  };

  /** Runs a {@link Runnable}. */
  static final Task RUNNABLE = new Task() {
    @Override
    void run(Object callback) {
      ((Runnable) callback).run();
    }
  };

  private final IOLoop loop;
  private volatile Consumer<? super Throwable> exceptionHandler = Callbacks::log;
  private volatile boolean reportsCancellations;

  /** Runs a {@link Callable} and watches what it returns. */
  final Task callable = new Task() {
    @Override
    void run(Object callback) {
      watch(start((Callable<?>) callback));
    }
  };

  /** Watches the future of a callback that has returned; reports its failure one iteration later. */
  final Waiter watcher = new Waiter() {
    @Override
    void wake(Object outcome) {
      if (outcome instanceof Outcome.Failure) {
        loop.post(this, outcome);
      }
    }

    @Override
    void run(Object failure) {
      report(((Outcome.Failure) failure).exception());
    }
  };

  Callbacks(IOLoop loop) {
    this.loop = loop;
  }

  static <T> T call(Callable<T> callable) {
    try {
      return callable.call();
    } catch (Exception e) {
      throw Sneaky.rethrow(e);
    }
  }

  /**
   * Calls what may be a coroutine or not: {@code throw new Return(value)} means the same in a lambda body that
   * awaits nothing, and so was not woven, as in one that does.
   */
  static Object start(Callable<?> body) {
    try {
      return call(body);
    } catch (Return returned) {
      return Future.of(returned.value());
    }
  }

  private void watch(Object returned) {
    Future<?> future = toWatch(returned);
    if (future != null) {
      future.registerOrWake(watcher);
    }
  }

  /** What a callback has returned, if it can be waited for; null for any other value. */
  static Future<?> toWatch(Object returned) {
    try {
      return Conversions.futureOrNull(returned);
    } catch (BadYieldException e) {
      return null; // a list of something else: a return value like any other
    }
  }

  void setExceptionHandler(Consumer<? super Throwable> handler) {
    exceptionHandler = handler;
  }

  void reportCancellations(boolean reported) {
    reportsCancellations = reported;
  }

  /**
   * Tells the exception handler; a cancellation is nobody's failure, unless somebody says so. Never throws:
   * what the handler throws is logged, with what it was told of.
   */
  void report(Throwable exception) {
    if (exception instanceof CancellationException && !reportsCancellations) {
      return;
    }
    try {
      exceptionHandler.accept(exception);
    } catch (Throwable failure) {
      log(exception);
      if (failure != exception) { // a handler may throw what it was given
        Log.error("Exception in exception handler", failure);
      }
    }
  }

  static void log(Throwable exception) {
    Log.error("Exception in callback", exception);
  }
}
