package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Our future as a completion stage and as a blocking future. */
class FutureOfTheJdkTest {
  private final Boom boom = new Boom("original");

  // ---- stage ----------------------------------------------------------------------------------

  @Test
  void functions_of_a_stage_get_value_and_original_exception() {
    Promise<Integer> promise = new Promise<>();
    List<Object> seen = new ArrayList<>();
    promise.thenApply(v -> v + 1).thenAccept(seen::add);
    Future.<Integer>failed(boom).whenComplete((v, e) -> seen.add(e));
    Future.<Integer>failed(boom).exceptionally(e -> 7).thenAccept(seen::add);

    promise.complete(41);

    assertEquals(List.of(boom, 7, 42), seen);
  }

  @Test
  void completable_future_ends_as_the_future_does() {
    Promise<Integer> value = new Promise<>();
    Promise<Integer> failure = new Promise<>();
    Promise<Integer> cancelled = new Promise<>();
    CompletableFuture<Integer> fromValue = value.toCompletableFuture();
    CompletableFuture<Integer> fromFailure = failure.toCompletableFuture();
    CompletableFuture<Integer> fromCancelled = cancelled.toCompletableFuture();

    value.complete(1);
    failure.fail(boom);
    cancelled.cancel();

    assertEquals(1, fromValue.join());
    assertSame(boom, assertThrows(CompletionException.class, fromFailure::join).getCause());
    assertTrue(fromCancelled.isCancelled());
  }

  @Test
  void completing_the_completable_future_does_not_change_the_future() {
    Promise<Integer> promise = new Promise<>();

    promise.toCompletableFuture().complete(1);

    assertEquals("Promise[pending]", promise.toString());
  }

  /** Declared in a public class, too: else reflection from other packages could not call them. */
  @Test
  void every_method_of_a_stage_is_delegated() throws Exception {
    for (Method method : CompletionStage.class.getMethods()) {
      Method ours = Future.class.getMethod(method.getName(), method.getParameterTypes());
      assertSame(Future.class, ours.getDeclaringClass(), method.toString());
    }
  }

  @Test
  void from_takes_off_the_wrapper_of_the_jdk() {
    CompletableFuture<Integer> source = new CompletableFuture<>();
    Future<Integer> direct = Future.from(source);
    Future<Integer> dependent = Future.from(source.thenApply(v -> v));

    source.completeExceptionally(boom);

    assertSame(boom, direct.exception());
    assertSame(boom, dependent.exception());
  }

  // ---- blocking -------------------------------------------------------------------------------

  @Test
  void get_and_join_return_the_value_of_a_done_future() throws Exception {
    assertEquals(1, Future.of(1).get());
    assertEquals(1, Future.of(1).get(0, TimeUnit.SECONDS));
    assertEquals(1, Future.of(1).join());
    assertNull(Future.of(null).join(Duration.ZERO));
  }

  @Test
  void get_wraps_the_exception_and_join_does_not() {
    Future<Integer> failed = Future.failed(boom);
    Promise<Integer> cancelled = new Promise<>();
    cancelled.cancel(true);

    assertSame(boom, assertThrows(ExecutionException.class, failed::get).getCause());
    assertSame(boom, assertThrows(Boom.class, failed::join));
    assertThrows(CancellationException.class, cancelled::get);
    assertThrows(CancellationException.class, cancelled::join);
  }

  @Test
  void get_and_join_block_until_another_thread_completes() throws Exception {
    Promise<Integer> first = new Promise<>();
    Promise<Integer> second = new Promise<>();
    Promise<Integer> third = new Promise<>();
    Thread completer = new Thread(() -> List.of(first, second, third).forEach(p -> p.complete(1)));
    completer.start();

    assertEquals(1, first.get());
    assertEquals(1, second.join(Duration.ofDays(1)));
    assertEquals(1, third.join(null)); // no limit
    completer.join();
  }

  @Test
  void get_and_join_give_up_when_the_time_is_over() {
    Promise<Integer> never = new Promise<>();

    Exception get = assertThrows(
        java.util.concurrent.TimeoutException.class, () -> never.get(1, TimeUnit.MILLISECONDS));
    Exception join = assertThrows(TimeoutException.class, () -> never.join(Duration.ofMillis(1)));

    assertEquals("still pending after 1 MILLISECONDS", get.getMessage());
    assertEquals("still pending after PT0.001S", join.getMessage());
    never.complete(1); // nobody waits any more
  }

  @Test
  void interrupted_thread_stops_waiting() {
    Promise<Integer> never = new Promise<>();

    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, never::get);
    Thread.currentThread().interrupt();
    assertThrows(InterruptedException.class, never::join);
  }

  @Test
  void loop_is_not_made_to_wait_for_itself() {
    try (IOLoop loop = new IOLoop()) {
      Promise<Integer> pending = new Promise<>();
      Future<Integer> done = Future.of(1);

      IllegalStateException refused =
          loop.runSync(() -> Future.of(assertThrows(IllegalStateException.class, pending::get)));
      int allowed = loop.runSync(() -> Future.of(done.get()));

      assertEquals(
          "this thread runs the loop, which would wait for itself:"
              + " use await instead of blocking",
          refused.getMessage());
      assertEquals(1, allowed);
    }
  }
}
