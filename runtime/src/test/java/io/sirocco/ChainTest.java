package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long chains of coroutines and of other links, in a small stack: W8, W15, Z1, Z2. */
class ChainTest {
  private static final int LENGTH = 100_000;
  private static final int SMALL_STACK = 256 * 1024;

  /** What a chain is made of: each link waits for the one before it. */
  enum Link {
    COROUTINE(HandCoroutine::awaiting),
    CHAIN(Link::chained),
    MULTI(previous -> first(Coroutines.multi(List.of(previous)))),
    STAGE(previous -> HandCoroutine.awaiting(Future.from(previous.toCompletableFuture())));

    private final UnaryOperator<Future<Integer>> next;

    Link(UnaryOperator<Future<Integer>> next) {
      this.next = next;
    }

    private static Future<Integer> chained(Future<Integer> previous) {
      Promise<Integer> next = new Promise<>();
      Future.chain(previous, next);
      return next;
    }

    private static Future<Integer> first(Future<List<Integer>> list) {
      return HandCoroutine.call(
          (self, step, value) -> step == 0 ? list : self.end(((List<?>) value).get(0)));
    }

    Future<Integer> build(Future<Integer> source) {
      Future<Integer> last = source;
      for (int i = 0; i < LENGTH; i++) {
        last = next.apply(last);
      }
      return last;
    }
  }

  private static void inSmallStack(Runnable body) throws InterruptedException {
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread thread = new Thread(null, body, "small stack", SMALL_STACK);
    thread.setUncaughtExceptionHandler((t, e) -> failure.set(e));
    thread.start();
    thread.join();
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  @ParameterizedTest
  @EnumSource
  void long_chain_unwinds_through_the_loop(Link link) throws Exception {
    inSmallStack(() -> {
      try (IOLoop loop = new IOLoop()) {
        Promise<Integer> source = new Promise<>();

        int value = loop.runSync(() -> {
          Future<Integer> last = link.build(source);
          source.complete(42);
          assertFalse(last.isDone());
          return last;
        });

        assertEquals(42, value);
      }
    });
  }

  @ParameterizedTest
  @EnumSource
  void long_chain_unwinds_without_a_loop(Link link) throws Exception {
    inSmallStack(() -> {
      Promise<Integer> source = new Promise<>();
      Future<Integer> last = link.build(source);

      source.complete(42);

      assertEquals(42, last.result());
    });
  }

  @Test
  void long_chain_passes_a_failure_on_unchanged() throws Exception {
    inSmallStack(() -> {
      Boom boom = new Boom("at the source");
      Promise<Integer> source = new Promise<>();
      Future<Integer> last = Link.COROUTINE.build(source);

      source.fail(boom);

      assertSame(boom, last.exception());
    });
  }

  /** W8, Z1. */
  @Test
  void any_number_of_ready_futures_is_awaited_in_constant_stack() throws Exception {
    inSmallStack(() -> {
      List<Future<Integer>> ready = new ArrayList<>();
      for (int i = 0; i < LENGTH; i++) {
        ready.add(Future.of(i));
      }

      Future<String> done = HandCoroutine.call(
          (self, step, value) -> step < LENGTH ? ready.get(step) : self.end("end"));

      assertTrue(done.isDone());
      assertEquals("end", done.result());
    });
  }

  /** W5: moments without a loop. */
  @Test
  void any_number_of_moments_is_awaited_in_constant_stack_without_a_loop() throws Exception {
    inSmallStack(() -> {
      Future<String> done = HandCoroutine.call(
          (self, step, value) -> step < LENGTH ? Coroutines.moment() : self.end("end"));

      assertEquals("end", done.result());
    });
  }

  @Test
  void long_chain_of_completable_coroutines_unwinds_in_constant_stack() throws Exception {
    inSmallStack(() -> {
      CompletableFuture<Integer> source = new CompletableFuture<>();
      CompletableFuture<Integer> last = source;
      for (int i = 0; i < LENGTH; i++) {
        last = HandCoroutine.awaiting(Future.from(last)).toCompletableFuture();
      }

      source.complete(42);

      assertEquals(42, last.join());
    });
  }
}
