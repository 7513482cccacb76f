package io.sirocco;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;

/**
 * Makes a {@link Future} of whatever is awaited (Tornado: {@code gen.convert_yielded}).
 *
 * <p>Small methods on purpose: the conversion of something that is done should be inlined into the
 * coroutine, where the new future then costs nothing. Our own futures are recognised by their class
 * before any test against an interface.
 */
final class Conversions {
  private Conversions() {}

  // ---- completion stages ----------------------------------------------------------------------

  /**
   * Follows a stage.
   *
   * @throws NullPointerException if there is none
   */
  static Future<?> future(CompletionStage<?> awaited) {
    if (awaited instanceof Future<?> ours) {
      return ours;
    }
    return awaited instanceof CompletableFuture<?> completable
        ? future(completable)
        : StageFuture.following(notNull(awaited));
  }

  /** Follows a {@code CompletableFuture}. */
  static Future<?> future(CompletableFuture<?> awaited) {
    return hasValue(notNull(awaited)) ? Future.of(awaited.join()) : StageFuture.following(awaited);
  }

  /** Subclasses are asked for nothing but callbacks: minimal stages of the JDK refuse the rest. */
  private static boolean hasValue(CompletableFuture<?> awaited) {
    return awaited.getClass() == CompletableFuture.class
        && awaited.isDone()
        && !awaited.isCompletedExceptionally();
  }

  // ---- plain futures of the JDK ---------------------------------------------------------------

  /** Follows a future that has no callbacks: at once if it is done, else with a waiter thread. */
  static Future<?> future(java.util.concurrent.Future<?> awaited) {
    if (awaited instanceof Future<?> ours) {
      return ours;
    }
    if (awaited instanceof CompletionStage<?> stage) {
      return future(stage);
    }
    if (notNull(awaited).isDone()) {
      return new Future<>(waitFor(awaited));
    }
    Conversion<Object> registered = ConversionRegistry.find(awaited.getClass());
    return registered != null ? converted(registered, awaited) : WaiterThreads.follow(awaited);
  }

  /** Blocks until {@code awaited} is done; returns its outcome. */
  static Object waitFor(java.util.concurrent.Future<?> awaited) {
    try {
      return Outcome.of(awaited.get());
    } catch (ExecutionException e) {
      return Outcome.failure(e.getCause() != null ? e.getCause() : e);
    } catch (InterruptedException | RuntimeException | Error e) { // with them CancellationException
      return Outcome.failure(e);
    }
  }

  // ---- anything -------------------------------------------------------------------------------

  /**
   * Finds out what {@code awaited} is.
   *
   * @throws BadYieldException if nobody knows how to wait for it
   */
  static Future<?> future(Object awaited) {
    if (awaited instanceof Awaitable<?> ours) {
      return future(ours);
    }
    Future<?> future = awaited == null ? Moment.INSTANCE : foreign(awaited);
    if (future == null) {
      throw new BadYieldException("cannot await " + awaited + ": "
          + awaited.getClass().getName() + " is no future, and no conversion is registered for it");
    }
    return future;
  }

  /**
   * As {@link #future(Object)} for the return value of a callback, which need not be anything to wait
   * for.
   *
   * @return null if it is not
   */
  static Future<?> futureOrNull(Object returned) {
    if (returned instanceof Awaitable<?> ours) {
      return future(ours);
    }
    return returned == null ? null : foreign(returned);
  }

  private static Future<?> future(Awaitable<?> ours) {
    return ours instanceof LazyCoroutine<?> lazy ? lazy.startSoon() : ours.start();
  }

  private static Future<?> foreign(Object awaited) {
    if (awaited instanceof CompletionStage<?> stage) {
      return future(stage);
    }
    Conversion<Object> registered = ConversionRegistry.find(awaited.getClass());
    if (registered != null) {
      return converted(registered, awaited);
    }
    if (awaited instanceof List<?> list) {
      return multi(list, QuietTypes.NONE);
    }
    if (awaited instanceof Map<?, ?> map) {
      return multi(map, QuietTypes.NONE);
    }
    return awaited instanceof java.util.concurrent.Future<?> plain ? future(plain) : null;
  }

  private static Future<?> converted(Conversion<Object> conversion, Object awaited) {
    Future<?> future = conversion.toFuture(awaited);
    if (future == null) {
      throw new BadYieldException("the conversion of " + awaited + " returned null");
    }
    return Outside.waitedFor(future);
  }

  // ---- many at once ---------------------------------------------------------------------------

  /** Waits for all elements. */
  static <T> Future<List<T>> multi(Collection<?> awaited, QuietTypes quiet) {
    return Multi.start(awaited, Conversions::list, quiet);
  }

  /** Waits for all values; the result has the same keys in the same order. */
  static <K, T> Future<Map<K, T>> multi(Map<K, ?> awaited, QuietTypes quiet) {
    @SuppressWarnings("unchecked") // keySet().toArray() holds keys
    K[] keys = (K[]) awaited.keySet().toArray();
    return Multi.start(awaited.values(), values -> map(keys, values), quiet);
  }

  @SuppressWarnings("unchecked") // what the futures end with are T
  private static <T> List<T> list(Object[] values) {
    return (List<T>) new ArrayList<>(Arrays.asList(values));
  }

  @SuppressWarnings("unchecked") // what the futures end with are T
  private static <K, T> Map<K, T> map(K[] keys, Object[] values) {
    Map<K, T> map = new LinkedHashMap<>();
    for (int i = 0; i < keys.length; i++) {
      map.put(keys[i], (T) values[i]);
    }
    return map;
  }

  // ---- exceptions -----------------------------------------------------------------------------

  /**
   * Takes off the wrapper that a {@code CompletableFuture} puts around the exception of a stage before
   * it. Once: an exception inside that is a {@code CompletionException} again was the user's.
   */
  static Throwable unwrapped(Throwable exception) {
    boolean wrapper =
        exception.getClass() == CompletionException.class && exception.getCause() != null;
    return wrapper ? exception.getCause() : exception;
  }

  /** What is awaited, if there is anything. */
  static <F> F notNull(F awaited) {
    if (awaited == null) {
      throw new NullPointerException("await(null)");
    }
    return awaited;
  }
}
