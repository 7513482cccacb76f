package io.sirocco.it.harness;

import io.sirocco.Awaitable;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * Stands for {@link Coroutines} in classes of the oracle: each {@code await} has the descriptor of the
 * real one, completes futures of the script until the awaited one is done, and reads it.
 */
public final class Blocking {
  private Blocking() {}

  public static void emit(Object value) {
    ThreadGenerator.emitInBody(value);
  }

  public static Object await(Future<?> awaited) {
    requireFuture(awaited);
    while (!awaited.isDone()) {
      completeNext(awaited);
    }
    return awaited.result();
  }

  public static Object await(Awaitable<?> awaited) {
    requireFuture(awaited);
    return await(awaited.start());
  }

  public static Object await(CompletableFuture<?> awaited) {
    return await((java.util.concurrent.Future<?>) awaited);
  }

  public static Object await(CompletionStage<?> awaited) {
    requireFuture(awaited);
    return await(awaited.toCompletableFuture());
  }

  public static Object await(java.util.concurrent.Future<?> awaited) {
    requireFuture(awaited);
    while (!awaited.isDone()) {
      completeNext(awaited);
    }
    try {
      return awaited.get();
    } catch (CancellationException e) {
      throw OracleCalls.original(e);
    } catch (ExecutionException e) {
      throw OracleCalls.<RuntimeException>sneaky(unwrapped(e.getCause()));
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static Throwable unwrapped(Throwable failure) {
    return failure instanceof CompletionException && failure.getCause() != null
        ? failure.getCause()
        : failure;
  }

  public static List<?> await(List<?> awaited) {
    List<Object> values = new ArrayList<>();
    for (Object each : awaited) {
      values.add(await(each));
    }
    return values;
  }

  public static Map<?, ?> await(Map<?, ?> awaited) {
    Map<Object, Object> values = new LinkedHashMap<>();
    awaited.forEach((key, each) -> values.put(key, await(each)));
    return values;
  }

  public static Object await(Object awaited) {
    if (awaited instanceof Future<?> future) {
      return await(future);
    }
    if (awaited instanceof Awaitable<?> awaitable) {
      return await(awaitable);
    }
    if (awaited instanceof CompletionStage<?> stage) {
      return await(stage);
    }
    if (awaited instanceof java.util.concurrent.Future<?> future) {
      return await(future);
    }
    if (awaited instanceof List<?> list) {
      return await(list);
    }
    if (awaited instanceof Map<?, ?> map) {
      return await(map);
    }
    return null; // stands for Coroutines.moment()
  }

  private static void requireFuture(Object awaited) {
    if (awaited == null) {
      throw new NullPointerException("await(null)");
    }
  }

  private static void completeNext(Object awaited) {
    if (!Script.current().completeNext()) {
      throw new AssertionError("stuck: nobody completes " + awaited);
    }
  }
}
