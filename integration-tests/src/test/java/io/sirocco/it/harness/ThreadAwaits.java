package io.sirocco.it.harness;

import io.sirocco.AsyncIterator;
import io.sirocco.Awaitable;
import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Stands for {@code Coroutines} in classes whose coroutines run on threads of their own. */
public final class ThreadAwaits {
  private ThreadAwaits() {}

  public static void emit(Object value) {
    ThreadFrame.emitInBody(value);
  }

  public static Future<?> advance(AsyncIterator<?> iterator) {
    return ThreadFrame.callAtHome(iterator::advance);
  }

  public static Future<?> close(AsyncIterator<?> iterator) {
    return ThreadFrame.callAtHome(iterator::close);
  }

  public static Object await(Future<?> awaited) {
    return ThreadFrame.awaitInBody(awaited);
  }

  public static Object await(Awaitable<?> awaited) {
    return ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }

  public static Object await(CompletionStage<?> awaited) {
    return ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }

  public static Object await(CompletableFuture<?> awaited) {
    return ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }

  public static Object await(java.util.concurrent.Future<?> awaited) {
    return ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }

  public static List<?> await(List<?> awaited) {
    return (List<?>) ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }

  public static Map<?, ?> await(Map<?, ?> awaited) {
    return (Map<?, ?>) ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }

  public static Object await(Object awaited) {
    return ThreadFrame.awaitInBody(CoroutineFrame.future(awaited));
  }
}
