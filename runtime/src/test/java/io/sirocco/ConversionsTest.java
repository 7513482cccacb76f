package io.sirocco;

import static io.sirocco.Coroutines.convertYielded;
import static io.sirocco.Coroutines.maybeFuture;
import static io.sirocco.Coroutines.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/** Rules V and X3, and the overloads that generated code calls. */
class ConversionsTest {
  /** Never done; its {@code get} says when it waits, and when it does not any more. */
  private static final class Endless implements java.util.concurrent.Future<String> {
    private final CountDownLatch waiting = new CountDownLatch(1);
    private final CountDownLatch interrupted = new CountDownLatch(1);

    @Override
    public String get() throws InterruptedException {
      waiting.countDown();
      try {
        new CountDownLatch(1).await();
        throw new AssertionError("it has no end");
      } finally {
        interrupted.countDown();
      }
    }

    @Override
    public String get(long timeout, TimeUnit unit) {
      throw new AssertionError("waits for ever");
    }

    @Override
    public boolean isDone() {
      return false;
    }

    @Override
    public boolean isCancelled() {
      return false;
    }

    @Override
    public boolean cancel(boolean mayInterruptIfRunning) {
      throw new AssertionError("others may wait for it");
    }
  }

  @Test
  void thread_that_waits_for_a_plain_future_stops_waiting_when_nobody_needs_it() throws Exception {
    Endless endless = new Endless();
    Future<String> future = Coroutines.convertYielded(endless);
    endless.waiting.await();

    assertTrue(future.cancel());

    endless.interrupted.await();
    assertTrue(future.isCancelled());
  }

  private final Boom boom = new Boom("original");

  // ---- V1 -------------------------------------------------------------------------------------

  /** V1. */
  @Test
  void our_future_stands_for_itself_whatever_its_static_type() {
    Future<Integer> future = Future.of(1);

    assertSame(future, convertYielded(future));
    assertSame(future, CoroutineFrame.future((Awaitable<?>) future));
    assertSame(future, CoroutineFrame.future((CompletionStage<?>) future));
    assertSame(future, CoroutineFrame.future((java.util.concurrent.Future<?>) future));
    assertSame(future, CoroutineFrame.future((Object) future));
    assertSame(future, Future.from(future));
  }

  /** V1, W7. */
  @Test
  void null_is_moment_and_lists_and_maps_are_multi() {
    assertSame(moment(), convertYielded(null));
    assertEquals(
        List.of(1, 2),
        CoroutineFrame.future(List.of(Future.of(1), Future.of(2))).result());
    assertEquals(
        Map.of("k", 1), CoroutineFrame.future(Map.of("k", Future.of(1))).result());
  }

  /** V1, W6, W7. */
  @Test
  void anything_else_is_refused() {
    for (Object unknown : List.of(42, "text", Set.of())) {
      BadYieldException refused =
          assertThrows(BadYieldException.class, () -> convertYielded(unknown));
      assertEquals(
          "cannot await " + unknown + ": " + unknown.getClass().getName()
              + " is no future, and no conversion is registered for it",
          refused.getMessage());
    }
  }

  @Test
  void null_with_a_type_is_a_mistake() {
    assertThrows(NullPointerException.class, () -> CoroutineFrame.future((Awaitable<?>) null));
    assertThrows(
        NullPointerException.class, () -> CoroutineFrame.future((CompletionStage<?>) null));
    assertThrows(
        NullPointerException.class, () -> CoroutineFrame.future((CompletableFuture<?>) null));
    assertThrows(
        NullPointerException.class,
        () -> CoroutineFrame.future((java.util.concurrent.Future<?>) null));
  }

  // ---- stages ---------------------------------------------------------------------------------

  @Test
  void done_completable_future_gives_a_done_future() {
    CompletableFuture<Integer> source = CompletableFuture.completedFuture(1);

    assertEquals(1, CoroutineFrame.future(source).result());
    assertEquals(
        1,
        CoroutineFrame.future((CompletionStage<?>) source.minimalCompletionStage())
            .result());
    assertNull(CoroutineFrame.future(CompletableFuture.completedFuture(null)).result());
  }

  @Test
  void failed_stage_gives_its_original_exception() {
    CompletableFuture<Integer> source = CompletableFuture.failedFuture(boom);

    assertSame(boom, CoroutineFrame.future(source).exception());
    assertSame(boom, CoroutineFrame.future(source.thenApply(v -> v)).exception());
    assertSame(
        boom, CoroutineFrame.future(source.thenApply(v -> v).thenApply(v -> v)).exception());
  }

  @Test
  void only_one_wrapper_is_taken_off_and_only_one_of_the_jdk() {
    CompletionException inner = new CompletionException(boom);
    class MyException extends CompletionException {
      private static final long serialVersionUID = 1L;

      MyException() {
        super(boom);
      }
    }
    MyException mine = new MyException();

    assertSame(inner, Conversions.unwrapped(new CompletionException(inner)));
    assertSame(mine, Conversions.unwrapped(mine));
  }

  @Test
  void cancelled_stage_gives_a_cancelled_future() {
    CompletableFuture<Integer> source = new CompletableFuture<>();
    Future<?> direct = CoroutineFrame.future(source);
    Future<?> dependent = CoroutineFrame.future(source.thenApply(v -> v));

    source.cancel(false);

    assertTrue(direct.isCancelled());
    assertTrue(dependent.isCancelled());
    assertThrows(CancellationException.class, direct::result);
  }

  @Test
  void stage_that_refuses_listeners_gives_a_failed_future() {
    IllegalStateException refusal = new IllegalStateException("no listeners");
    CompletableFuture<Integer> refusing = new CompletableFuture<>() {
      @Override
      public CompletableFuture<Integer> whenComplete(
          BiConsumer<? super Integer, ? super Throwable> action) {
        throw refusal;
      }
    };

    assertSame(refusal, CoroutineFrame.future((CompletionStage<?>) refusing).exception());
  }

  @Test
  void second_call_of_a_broken_stage_changes_nothing() {
    CompletableFuture<Integer> broken = new CompletableFuture<>() {
      @Override
      public CompletableFuture<Integer> whenComplete(
          BiConsumer<? super Integer, ? super Throwable> action) {
        action.accept(1, null);
        action.accept(2, null);
        return this;
      }
    };

    assertEquals(1, CoroutineFrame.future(broken).result());
  }

  // ---- plain futures of the JDK ---------------------------------------------------------------

  private static <T> FutureTask<T> ran(Callable<T> body) {
    FutureTask<T> task = new FutureTask<>(body);
    task.run();
    return task;
  }

  /** X3. */
  @Test
  void done_plain_future_gives_its_outcome_at_once() {
    FutureTask<Integer> cancelled = new FutureTask<>(() -> 1);
    cancelled.cancel(false);

    assertEquals(1, CoroutineFrame.future(ran(() -> 1)).result());
    assertNull(CoroutineFrame.future(ran(() -> null)).result());
    assertSame(
        boom,
        CoroutineFrame.future(ran(() -> {
              throw boom;
            }))
            .exception());
    assertTrue(CoroutineFrame.future(cancelled).isCancelled());
  }

  /** X3. */
  @Test
  void pending_plain_future_is_followed_by_a_thread() {
    FutureTask<Integer> value = new FutureTask<>(() -> 1);
    FutureTask<Integer> failure = new FutureTask<>(() -> {
      throw boom;
    });
    Future<?> followed = CoroutineFrame.future(value);
    Future<?> failing = CoroutineFrame.future(failure);
    assertFalse(followed.isDone());

    value.run();
    failure.run();

    assertEquals(1, followed.join());
    assertSame(boom, assertThrows(Boom.class, failing::join));
  }

  // ---- V2: registered types -------------------------------------------------------------------

  /** A foreign type with callbacks. */
  static class Deferred {
    final Promise<Object> promise = new Promise<>();
  }

  static class NamedDeferred extends Deferred {}

  interface Marked {}

  static final class MarkedDeferred extends NamedDeferred implements Marked {}

  /** A plain future that knows better than to be waited for by a thread. */
  static final class ListenableTask extends FutureTask<Integer> {
    ListenableTask() {
      super(() -> 1);
    }
  }

  /** V2: all in one test, because registrations hold for the whole program. */
  @Test
  void most_specific_registered_type_wins() {
    Deferred plain = new Deferred();
    assertThrows(BadYieldException.class, () -> convertYielded(plain));

    Coroutines.registerConversion(Deferred.class, d -> d.promise);
    Future<?> first = convertYielded(plain);
    Coroutines.registerConversion(NamedDeferred.class, d -> Future.of("named"));
    Coroutines.registerConversion(Marked.class, m -> Future.of("marked"));
    Future<?> second = convertYielded(plain);

    assertSame(plain.promise, first);
    assertSame(plain.promise, second);
    assertEquals("named", convertYielded(new NamedDeferred()).result());
    assertEquals("marked", convertYielded(new MarkedDeferred()).result()); // the last one
    Coroutines.registerConversion(NamedDeferred.class, d -> Future.of("replaced"));
    assertEquals("replaced", convertYielded(new NamedDeferred()).result());
  }

  /** V2: also where the static type is a plain future, and in multi. */
  @Test
  void registered_plain_future_needs_no_thread() {
    Promise<Integer> listener = new Promise<>();
    Coroutines.registerConversion(ListenableTask.class, task -> listener);

    assertSame(
        listener, CoroutineFrame.future((java.util.concurrent.Future<?>) new ListenableTask()));
    Future<List<Object>> all = Coroutines.multi(List.<Object>of(new ListenableTask()));
    listener.complete(3);
    assertEquals(List.of(3), all.result());
  }

  @Test
  void conversion_that_returns_null_is_refused() {
    record Broken() {}
    Coroutines.registerConversion(Broken.class, b -> null);

    BadYieldException refused =
        assertThrows(BadYieldException.class, () -> convertYielded(new Broken()));

    assertEquals("the conversion of Broken[] returned null", refused.getMessage());
  }

  /** A foreign type with a conversion that is found as a service. */
  record Served(int value) {}

  /** Named in META-INF/services. */
  public static final class ServedConversion implements Conversion<Served> {
    @Override
    public Class<Served> type() {
      return Served.class;
    }

    @Override
    public Future<?> toFuture(Served awaited) {
      return Future.of(awaited.value());
    }
  }

  /** V2. */
  @Test
  void conversion_is_found_as_a_service() {
    assertEquals(5, convertYielded(new Served(5)).result());
  }

  // ---- V3 -------------------------------------------------------------------------------------

  /** V3. */
  @Test
  void maybe_future_wraps_everything_that_is_no_future() {
    Future<Integer> future = Future.of(1);

    assertSame(future, maybeFuture(future));
    assertEquals(42, maybeFuture(42).result());
    assertNull(maybeFuture(null).result());
    assertEquals(List.of(future), maybeFuture(List.of(future)).result());
    assertEquals(2, maybeFuture(CompletableFuture.completedFuture(2)).result());
    assertEquals(3, maybeFuture(ran(() -> 3)).result());
  }

  /** X3: the exception inside an ExecutionException, also one that is an Error. */
  @Test
  void errors_of_plain_futures_arrive_as_they_are() {
    Error error = new AssertionError("error");
    IOException checked = new IOException("checked");

    assertSame(error, CoroutineFrame.future(ran(throwing(error))).exception());
    assertSame(checked, CoroutineFrame.future(ran(throwing(checked))).exception());
  }

  private static Callable<Object> throwing(Throwable exception) {
    return () -> {
      throw Sneaky.rethrow(exception);
    };
  }
}
