package io.sirocco.it.harness;

import io.sirocco.Awaitable;
import io.sirocco.it.support.Schedule;
import io.sirocco.it.support.Script;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Runs one case of a target from its call to its result and keeps what it did. */
public final class Run {
  private Run() {}

  /**
   * Calls the case on this thread and completes what it awaits until it is done, and then what nobody
   * waited for.
   *
   * @return the trace; its last step is the result
   */
  public static List<String> onThisThread(Method method, Schedule schedule) {
    Script script = Script.begin(schedule);
    Object result = call(method);
    while (!isDone(result)) {
      if (!script.completeNext()) {
        script.trace().add("stuck");
        return script.trace().steps();
      }
    }
    while (script.completeNext()) {
      continue; // what is left must not disturb a coroutine that is done
    }
    script.trace().add(shown(result));
    return script.trace().steps();
  }

  private static Object call(Method method) {
    try {
      Object result = method.invoke(null);
      return result instanceof Awaitable<?> awaitable ? awaitable.start() : result;
    } catch (InvocationTargetException e) {
      return new Thrown(e.getCause());
    } catch (IllegalAccessException e) {
      throw new AssertionError(e);
    }
  }

  /** A coroutine must never throw to its caller. */
  private record Thrown(Throwable exception) {}

  static boolean isDone(Object result) {
    if (result instanceof io.sirocco.Future<?> future) {
      return future.isDone();
    }
    if (result instanceof CompletionStage<?> stage) {
      return stage.toCompletableFuture().isDone();
    }
    return !(result == null && hasPending());
  }

  /** Nobody can see when a coroutine ends that returns nothing: it is done when nothing is pending. */
  private static boolean hasPending() {
    return Script.current().hasPending();
  }

  static Object shown(Object result) {
    if (result instanceof Thrown thrown) {
      return new Object[] {"thrown to the caller", thrown.exception()};
    }
    try {
      return new Object[] {"result", valueOf(result)};
    } catch (Throwable failure) {
      return new Object[] {"failed", failure};
    }
  }

  private static Object valueOf(Object result) throws Throwable {
    if (result instanceof io.sirocco.Future<?> future) {
      return future.result();
    }
    if (result instanceof CompletionStage<?> stage) {
      try {
        return stage.toCompletableFuture().join();
      } catch (CancellationException e) {
        throw e;
      } catch (CompletionException e) {
        throw e.getCause();
      }
    }
    return result;
  }
}
