package io.sirocco;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * What coroutines are made of: {@code await}, and functions that combine futures (Tornado: {@code
 * tornado.gen}).
 *
 * <p>The {@code await} methods are suspension points. They may only be called in {@link Coroutine}
 * methods and in lambda bodies that return a future; the transformer replaces each call. A failed
 * future throws its original exception at the await, never a wrapper. A future that is done already
 * costs nothing: the coroutine goes straight on.
 */
public final class Coroutines {
  private Coroutines() {}

  /**
   * Waits for a future.
   *
   * @return its value; may be null
   * @throws NullPointerException if {@code awaited} is null
   * @throws NotWovenException if the calling class was not woven
   */
  public static <T> T await(Future<T> awaited) {
    throw NotWovenException.atCaller();
  }

  /** Waits for a future, or starts a lazy coroutine and waits for it. */
  public static <T> T await(Awaitable<T> awaited) {
    throw NotWovenException.atCaller();
  }

  /** Waits for any completion stage; a {@code CompletionException} around its failure is taken off. */
  public static <T> T await(CompletionStage<T> awaited) {
    throw NotWovenException.atCaller();
  }

  /** As {@link #await(CompletionStage)}. */
  public static <T> T await(CompletableFuture<T> awaited) {
    throw NotWovenException.atCaller();
  }

  /**
   * Waits for a plain future of the JDK, such as {@code executor.submit} returns. It can only be
   * waited for by blocking, so a waiter thread does that (a virtual one where the JDK has them);
   * {@link IOLoop#runInExecutor} is cheaper.
   */
  public static <T> T await(java.util.concurrent.Future<T> awaited) {
    throw NotWovenException.atCaller();
  }

  /** Waits for all of them; as {@code await(multi(awaited))}. */
  public static <T> List<T> await(List<? extends CompletionStage<? extends T>> awaited) {
    throw NotWovenException.atCaller();
  }

  /** Waits for all of them; as {@code await(multi(awaited))}. */
  public static <K, T> Map<K, T> await(Map<K, ? extends CompletionStage<? extends T>> awaited) {
    throw NotWovenException.atCaller();
  }

  /**
   * Waits for anything that {@link #convertYielded} knows; null stands for {@link #moment()}.
   *
   * @throws BadYieldException at the await, if nobody knows how to wait for it
   */
  public static <T> T await(Object awaited) {
    throw NotWovenException.atCaller();
  }
}
