package io.sirocco.it.harness;

import io.sirocco.Awaitable;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/**
 * What the call of a case returned.
 *
 * @param value a future of any kind, or null if the case returns nothing
 * @param thrown what was thrown to the caller; a coroutine must never do that
 */
record CaseResult(Object value, Throwable thrown) {

  /** Calls a case; a lazy coroutine is started. */
  static CaseResult call(Method method) {
    try {
      Object value = method.invoke(null);
      return new CaseResult(value instanceof Awaitable<?> lazy ? lazy.start() : value, null);
    } catch (InvocationTargetException e) {
      return new CaseResult(null, e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** Cancels the future, if there is one and it is pending; returns whether that was so. */
  boolean cancel() {
    return value instanceof java.util.concurrent.Future<?> future && future.cancel(false);
  }

  /** Nobody can see when a coroutine ends that returns nothing: it is done when nothing is pending. */
  boolean isDone() {
    if (value instanceof Future<?> future) {
      return future.isDone();
    }
    if (value instanceof CompletionStage<?> stage) {
      return stage.toCompletableFuture().isDone();
    }
    return !Script.current().hasPending();
  }

  /** Whether it is done and can show it. */
  boolean isCertainlyDone() {
    return (value != null || thrown != null) && isDone();
  }

  /** Adds the last step. */
  void addTo(Script script) {
    if (thrown != null) {
      script.trace().add("thrown to the caller:", thrown);
      return;
    }
    try {
      script.trace().add("result:", get());
    } catch (Throwable failure) {
      script.trace().add("failed:", failure);
    }
  }

  private Object get() throws Throwable {
    if (value instanceof Future<?> future) {
      return future.result();
    }
    if (value instanceof CompletionStage<?> stage) {
      try {
        return stage.toCompletableFuture().join();
      } catch (CancellationException e) {
        throw OracleCalls.original(e);
      } catch (CompletionException e) {
        throw e.getCause();
      }
    }
    return null;
  }
}
