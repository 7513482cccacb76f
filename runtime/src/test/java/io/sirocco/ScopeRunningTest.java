package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.locks.Permit;
import io.sirocco.locks.Semaphore;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Cancellations that meet what runs at that moment, what begins later, and values that are there. */
class ScopeRunningTest extends ScopeFixture {
  // ---- what runs when its scope is cancelled
  // ------------------------------------------------------

  /** Cancels {@code scope} in its first step, and only then waits for the first time. */
  private Future<Void> guard(Scope scope) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        scope.cancel();
        return noting("called by the guard", sleep(1000));
      }
      return self.end(null);
    });
  }

  @Test
  void coroutine_that_was_never_suspended_is_cancelled_at_its_first_await() {
    failureOf(() -> Scope.run(scope -> {
      guard(scope).detach();
      return sleep(100);
    }));
    note("end");

    trace.assertEvents("0 called by the guard CancellationException", "0 end");
  }

  @Test
  void coroutine_that_begins_after_the_cancellation_in_the_same_step_is_cancelled() {
    failureOf(() -> Scope.run(scope -> HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return sleep(10);
      }
      scope.cancel();
      noting("not awaited", sleep(1000)).detach();
      return noting("awaited", sleep(1000));
    })));
    note("end");

    trace.assertEvents(
        "10 not awaited CancellationException", "10 awaited CancellationException", "10 end");
  }

  @Test
  void coroutine_that_begins_before_its_caller_is_told_is_cancelled() {
    Promise<Void> first = new Promise<>();
    failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return first;
        }
        noting("not awaited", sleep(1000)).detach();
        return sleep(1000);
      }));
      first.complete(null);
      scope.cancel(); // the child is on its way with its value
      return sleep(1000);
    }));
    note("end");

    trace.assertEvents("0 not awaited CancellationException", "0 end");
  }

  @Test
  void moment_is_an_await_too() {
    AtomicInteger rounds = new AtomicInteger();
    failureOf(() -> Scope.run(scope -> {
      scope.cancel();
      return HandCoroutine.call((self, step, value) -> {
        rounds.incrementAndGet();
        return Coroutines.moment();
      });
    }));

    assertEquals(1, rounds.get());
  }

  @Test
  void scope_that_is_opened_before_its_caller_is_told_is_cancelled_from_the_beginning() {
    failureOf(() -> Scope.run(scope -> {
      scope.cancel();
      return Scope.run(inner -> {
        trace.add(inner);
        trace.add(inner.fork(() -> sleep(10)).isCancelled());
        return noting("inner", sleep(1000));
      });
    }));
    note("end");

    trace.assertEvents("Scope[cancelled]", true, "0 inner CancellationException", "0 end");
  }

  @Test
  void lazy_coroutine_that_was_handed_over_does_not_begin_in_a_cancelled_scope() {
    failureOf(() -> Scope.run(scope -> {
      Future<Void> soon = Coroutines.convertYielded(CoroutineFrame.lazy(() -> failing(0, null)));
      scope.cancel();
      return soon;
    }));
    note("end");

    trace.assertEvents("0 end");
  }

  @Test
  void lazy_coroutine_that_was_handed_over_is_cancelled_with_who_waits_for_it() {
    Awaitable<String> lazy = CoroutineFrame.lazy(() -> cleaning("lazy", sleep(1000), 5));
    failureOf(() -> Scope.run(
        Duration.ofMillis(10),
        scope -> noting("caller", Coroutines.multi(List.of((Object) lazy, sleep(1000))))));

    trace.assertEvents(
        "10 lazy CancellationException",
        "15 lazy has cleaned up",
        "15 caller CancellationException");
  }

  // ---- cleaning up
  // --------------------------------------------------------------------------------

  /** When it is told of its cancellation, it calls {@code cleanUp} and awaits what that returns. */
  private Future<Void> cleaningUpBy(AsyncCallable<?> cleanUp) {
    return HandCoroutine.call(new HandCoroutine.Body<Void>() {
      @Override
      public Future<?> step(HandCoroutine<Void> self, int step, Object value) {
        return step == 0 ? sleep(1000) : self.end(null);
      }

      @Override
      public Future<?> thrown(HandCoroutine<Void> self, int step, Throwable exception)
          throws Throwable {
        if (!(exception instanceof CancellationException) || step > 1) {
          throw exception;
        }
        return Conversions.future(cleanUp.call());
      }
    });
  }

  private void cancelAtTen(AsyncCallable<?> cleanUp) {
    try {
      loop.runSync(() -> Scope.run(Duration.ofMillis(10), scope -> cleaningUpBy(cleanUp)));
    } catch (TimeoutException e) {
      trace.add("timeout");
    }
  }

  @Test
  void coroutine_that_cleans_up_may_call_coroutines_that_wait() {
    cancelAtTen(() -> noting("close", noting("flush", sleep(20))));

    trace.assertEvents("30 flush ends", "30 close ends");
  }

  @Test
  void coroutine_that_cleans_up_may_open_a_scope_with_a_limit() {
    cancelAtTen(() -> Scope.run(Duration.ofMillis(500), inner -> {
      inner.fork(() -> noting("child", sleep(10)));
      return noting("close", sleep(20));
    }));

    trace.assertEvents("20 child ends", "30 close ends");
  }

  @Test
  void coroutine_that_cleans_up_may_hand_a_lazy_one_over() {
    cancelAtTen(() -> Coroutines.withTimeout(
        Duration.ofSeconds(1), (Object) CoroutineFrame.lazy(() -> noting("close", sleep(20)))));

    trace.assertEvents("30 close ends");
  }

  @Test
  void coroutine_that_cancels_its_scope_cleans_up_after_it_was_told() {
    Future<?>[] scopes = new Future<?>[1];
    loop.runSync(() -> {
      scopes[0] = Scope.run(scope -> {
        Future<Void> child = cleaningUpBy(() -> noting("close", sleep(20)));
        scope.cancel();
        return child;
      });
      return sleep(100);
    });

    assertFalse(scopes[0].isCancelled());
    trace.assertEvents("20 close ends");
  }

  // ---- values that are there
  // ----------------------------------------------------------------------

  private final Semaphore semaphore = new Semaphore(1);

  /** Waits 25 ms for a permit that is released in the same iteration, and before. */
  private void acquireInTime(ScopeBody<Permit> body) {
    loop.runSync(() -> {
      Permit held = semaphore.acquire().result();
      loop.callLater(Duration.ofMillis(25), held::close);
      return Scope.run(Duration.ofMillis(25), body);
    });
    assertTrue(loop.<Permit>runSync(() -> Future.of(null)) == null);
    assertFalse(semaphore.acquire().isDone()); // somebody has the permit
  }

  @Test
  void body_that_has_its_value_at_the_deadline_gives_it() {
    acquireInTime(scope -> semaphore.acquire());
  }

  @Test
  void value_that_is_on_its_way_through_coroutines_at_the_deadline_arrives() {
    acquireInTime(scope -> HandCoroutine.awaiting(HandCoroutine.awaiting(semaphore.acquire())));
  }

  @Test
  void value_of_a_body_outlives_the_deadline_and_the_cancellation_of_children() {
    String atDeadline = loop.runSync(() -> Scope.run(Duration.ofMillis(10), scope -> {
      scope.fork(() -> noting("child", sleep(1000)));
      return Future.of("value");
    }));
    String cancelled = loop.runSync(() -> {
      Future<String> future = Scope.run(scope -> {
        scope.fork(() -> noting("child", sleep(1000)));
        return Future.of("value");
      });
      loop.callLater(Duration.ofMillis(10), () -> future.cancel());
      return future;
    });

    assertEquals(List.of("value", "value"), List.of(atDeadline, cancelled));
    trace.assertEvents("10 child CancellationException", "20 child CancellationException");
  }

  @Test
  void timeout_of_run_sync_leaves_the_value_that_a_scope_has() {
    String value = loop.runSync(
        () -> Scope.run(scope -> {
          scope.fork(() -> noting("child", sleep(1000)));
          return Future.of("value");
        }),
        Duration.ofMillis(10));

    assertEquals("value", value);
    trace.assertEvents("10 child CancellationException");
  }

  @Test
  void body_that_catches_its_cancellation_gives_its_value() {
    cancelAtTen(() -> Future.of(null));

    trace.assertEvents();
  }

  // ---- many and deep
  // ------------------------------------------------------------------------------

  @Test
  void coroutines_that_await_each_other_a_hundred_thousand_deep_are_cancelled() {
    AtomicInteger ended = new AtomicInteger();
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> chain = sleep(1000);
      for (int i = 0; i < 100_000; i++) {
        Future<?> awaited = chain;
        chain = HandCoroutine.call(new HandCoroutine.Body<Void>() {
          @Override
          public Future<?> step(HandCoroutine<Void> self, int step, Object value) {
            return awaited;
          }

          @Override
          public Future<?> thrown(HandCoroutine<Void> self, int step, Throwable exception)
              throws Throwable {
            ended.incrementAndGet();
            throw exception;
          }
        });
      }
      chain.cancel();
      return Future.of(null);
    }));

    assertEquals(100_000, ended.get());
  }

  @Test
  void scopes_inside_each_other_ten_thousand_deep_are_cancelled_and_end() {
    AtomicInteger ended = new AtomicInteger();
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> Scope.run(Duration.ofMillis(10), scope -> nested(10_000, ended))));

    assertEquals(10_000, ended.get());
  }

  private static Future<Void> nested(int depth, AtomicInteger ended) {
    return HandCoroutine.call(new HandCoroutine.Body<Void>() {
      @Override
      public Future<?> step(HandCoroutine<Void> self, int step, Object value) {
        if (step == 0) {
          return Coroutines.moment(); // not deeper on the stack
        }
        return Scope.run(inner -> depth == 1 ? sleep(1000) : nested(depth - 1, ended));
      }

      @Override
      public Future<?> thrown(HandCoroutine<Void> self, int step, Throwable exception)
          throws Throwable {
        ended.incrementAndGet();
        throw exception;
      }
    });
  }

  @Test
  void scopes_that_nobody_awaits_end_one_after_the_other() {
    loop.runSync(() -> Scope.run(scope -> left(50_000)));
    note("end");

    trace.assertEvents("0 end");
  }

  private static Future<Void> left(int depth) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return Coroutines.moment();
      }
      if (depth > 0) {
        Scope.run(inner -> left(depth - 1));
      }
      return self.end(null);
    });
  }
}
