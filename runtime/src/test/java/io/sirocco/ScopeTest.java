package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

class ScopeTest extends ScopeFixture {
  // ---- ending -----------------------------------------------------------------------------------

  @Test
  void scope_ends_with_the_value_of_its_body_when_all_its_children_have_ended() {
    String result = loop.runSync(() -> Scope.run(scope -> {
      scope.fork(() -> noting("slow child", sleep(20)));
      scope.fork(() -> noting("quick child", sleep(10)));
      return Future.of("body");
    }));
    note(result);

    trace.assertEvents("10 quick child ends", "20 slow child ends", "20 body");
  }

  @Test
  void coroutine_that_is_called_and_not_awaited_is_waited_for() {
    loop.runSync(() -> Scope.run(scope -> {
      noting("called", sleep(20)).detach();
      return noting("body", sleep(10));
    }));
    note("end");

    trace.assertEvents("10 body ends", "20 called ends", "20 end");
  }

  @Test
  void coroutines_that_children_call_belong_to_the_scope_too() {
    loop.runSync(() -> Scope.run(scope -> {
      scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return sleep(5);
        }
        noting("grandchild", sleep(20)).detach();
        return self.end(null);
      }));
      return Future.of(null);
    }));
    note("end");

    trace.assertEvents("25 grandchild ends", "25 end");
  }

  @Test
  void callbacks_and_what_is_spawned_belong_to_no_scope() {
    loop.runSync(() -> {
      Future<?> scope = Scope.run(s -> {
        loop.spawnCallback(() -> noting("spawned", sleep(20)));
        return sleep(10);
      });
      return noting("scope", scope);
    });
    loop.runSync(() -> sleep(20));

    trace.assertEvents("10 scope ends", "20 spawned ends");
  }

  @Test
  void body_that_throws_or_returns_null_fails_the_scope() {
    Boom boom = new Boom("at once");

    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      throw boom;
    }));
    Throwable missing = failureOf(() -> Scope.run(scope -> null));

    assertSame(boom, thrown);
    assertEquals("the code in a scope returned null instead of a future", missing.getMessage());
  }

  // ---- failures ---------------------------------------------------------------------------------

  @Test
  void first_failure_of_a_child_cancels_the_rest_and_fails_the_scope() {
    Boom boom = new Boom("child");

    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> failing(10, boom));
      scope.fork(() -> noting("other", sleep(1000)));
      return noting("body", sleep(1000));
    }));
    note(thrown);

    assertSame(boom, thrown);
    trace.assertEvents(
        "10 other CancellationException", "10 body CancellationException", "10 " + boom);
  }

  @Test
  void failure_of_the_body_cancels_the_children() {
    Boom boom = new Boom("body");

    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> noting("child", sleep(1000)));
      return failing(10, boom);
    }));

    assertSame(boom, thrown);
    trace.assertEvents("10 child CancellationException");
  }

  @Test
  void scope_waits_for_the_cleaning_up_of_what_it_cancels() {
    Boom boom = new Boom("child");

    failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> failing(10, boom));
      return cleaning("body", sleep(1000), 30);
    }));
    note("end");

    trace.assertEvents("10 body CancellationException", "40 body has cleaned up", "40 end");
  }

  @Test
  void later_failures_are_suppressed_exceptions_of_the_first() {
    Boom first = new Boom("first");
    Boom second = new Boom("second");

    failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> failing(10, first));
      scope.fork(() -> failing(10, second));
      return Future.of(null);
    }));

    assertEquals(List.of(second), List.of(first.getSuppressed()));
  }

  @Test
  void failure_that_the_body_awaits_is_no_second_one() {
    Boom boom = new Boom("child");

    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      Future<Void> child = scope.fork(() -> failing(10, boom));
      return noting("body", child);
    }));

    assertSame(boom, thrown);
    assertEquals(0, thrown.getSuppressed().length);
    trace.assertEvents("10 body Boom");
  }

  @Test
  void failure_of_a_called_coroutine_that_is_handled_disturbs_nobody() {
    String result = loop.runSync(() -> Scope.run(scope -> {
      Future<Void> called = failing(10, new Boom("handled"));
      return HandCoroutine.call(new HandCoroutine.Body<String>() {
        @Override
        public Future<?> step(HandCoroutine<String> self, int step, Object value) {
          return called;
        }

        @Override
        public Future<?> thrown(HandCoroutine<String> self, int step, Throwable exception) {
          return self.end("handled");
        }
      });
    }));

    assertEquals("handled", result);
  }

  @Test
  void cancelled_child_is_no_failure() {
    String result = loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> noting("child", sleep(1000)));
      child.cancel();
      return Future.of("body");
    }));

    assertEquals("body", result);
    trace.assertEvents("0 child CancellationException");
  }

  // ---- deadlines and cancelling a scope ---------------------------------------------------------

  @Test
  void null_is_no_limit() {
    loop.runSync(() -> Scope.run((Duration) null, scope -> noting("a duration", sleep(1000))));
    loop.runSync(() -> Scope.run((Deadline) null, scope -> noting("a deadline", sleep(1000))));

    trace.assertEvents("1000 a duration ends", "2000 a deadline ends");
  }

  @Test
  void deadline_cancels_all_and_is_a_timeout() {
    Throwable thrown = failureOf(() -> Scope.run(Duration.ofMillis(50), scope -> {
      scope.fork(() -> noting("child", sleep(1000)));
      return noting("body", sleep(1000));
    }));

    assertEquals(TimeoutException.class, thrown.getClass());
    trace.assertEvents("50 child CancellationException", "50 body CancellationException");
  }

  @Test
  void scope_that_ends_in_time_leaves_no_timer() {
    loop.runSync(() -> Scope.run(Deadline.after(Duration.ofDays(1)), scope -> sleep(1)));

    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void cancelled_future_of_a_scope_cancels_all() {
    Throwable thrown = failureOf(() -> {
      Future<Void> future = Scope.run(scope -> {
        scope.fork(() -> cleaning("child", sleep(1000), 5));
        return noting("body", sleep(1000));
      });
      loop.callLater(Duration.ofMillis(10), () -> {
        trace.add(future.cancel());
      });
      return future;
    });

    assertEquals(CancellationException.class, thrown.getClass());
    trace.assertEvents(
        true,
        "10 child CancellationException",
        "10 body CancellationException",
        "15 child has cleaned up");
  }

  @Test
  void child_can_cancel_its_scope_before_it_waits_for_anything() {
    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> {
        scope.cancel();
        return noting("child", sleep(1000));
      });
      return noting("body", sleep(10));
    }));

    assertEquals("the scope was cancelled", thrown.getMessage());
    trace.assertEvents("0 child CancellationException", "0 body CancellationException");
  }

  @Test
  void timeout_of_run_sync_reaches_the_scope() {
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(
            () -> Scope.run(scope -> noting("body", sleep(1000))), Duration.ofMillis(10)));

    trace.assertEvents("10 body CancellationException");
  }

  // ---- nested scopes ----------------------------------------------------------------------------

  @Test
  void cancellation_reaches_inner_scopes_and_waits_for_them() {
    Throwable thrown = failureOf(() -> Scope.run(
        Duration.ofMillis(10),
        outer -> noting("outer", Scope.run(inner -> {
          inner.fork(() -> cleaning("child", sleep(1000), 5));
          return noting("inner", sleep(1000));
        }))));
    note(thrown.getClass().getSimpleName());

    trace.assertEvents(
        "10 child CancellationException",
        "10 inner CancellationException",
        "15 child has cleaned up",
        "15 outer CancellationException",
        "15 TimeoutException");
  }

  @Test
  void inner_scope_that_nobody_awaits_is_waited_for_and_cancelled() {
    Boom boom = new Boom("outer");
    failureOf(() -> Scope.run(outer -> {
      Scope.run(inner -> cleaning("inner", sleep(1000), 5));
      return failing(10, boom);
    }));
    note("end");

    trace.assertEvents("10 inner CancellationException", "15 inner has cleaned up", "15 end");
  }

  @Test
  void failure_of_an_inner_scope_leaves_the_outer_one_alone_if_it_is_handled() {
    String result = loop.runSync(() -> Scope.run(outer -> {
      outer.fork(() -> noting("child of outer", sleep(20)));
      Future<?> inner = Scope.run(scope -> failing(10, new Boom("inner")));
      return HandCoroutine.call(new HandCoroutine.Body<String>() {
        @Override
        public Future<?> step(HandCoroutine<String> self, int step, Object value) {
          return inner;
        }

        @Override
        public Future<?> thrown(HandCoroutine<String> self, int step, Throwable exception) {
          return self.end("handled");
        }
      });
    }));

    assertEquals("handled", result);
    trace.assertEvents("20 child of outer ends");
  }

  // ---- generators -------------------------------------------------------------------------------

  @Test
  void generator_that_is_not_read_to_its_end_does_not_keep_a_scope_from_ending() {
    loop.runSync(() -> Scope.run(scope -> {
      AsyncIterator<String> endless = CoroutineFrame.generator(() -> {
        Object generator = CoroutineFrame.startedGenerator();
        return HandCoroutine.call((self, step, value) -> CoroutineFrame.emit(step, generator));
      });
      return endless.advance();
    }));
    note("end");

    trace.assertEvents("0 end");
  }

  // ---- misuse -----------------------------------------------------------------------------------

  @Test
  void scope_cannot_be_used_after_its_end() {
    Scope[] ended = new Scope[1];
    loop.runSync(() -> Scope.run(scope -> {
      ended[0] = scope;
      return Future.of(null);
    }));

    Throwable thrown = failureOf(() -> ended[0].fork(() -> Future.of(null)));

    assertEquals("the scope has ended", thrown.getMessage());
    assertFalse(loop.<Boolean>runSync(() -> Future.of(ended[0].cancel())));
    assertEquals("Scope[ended]", ended[0].toString());
  }

  @Test
  void what_is_forked_into_a_cancelled_scope_does_not_begin() {
    loop.runSync(() -> Scope.run(scope -> {
      trace.add(scope);
      trace.add(scope.cancel());
      trace.add(scope.cancel());
      trace.add(scope.fork(() -> noting("child", sleep(10))).isCancelled());
      trace.add(scope);
      return Future.of(null);
    }));

    trace.assertEvents("Scope[running]", true, false, true, "Scope[cancelled]");
  }

  @Test
  void other_thread_cannot_fork() throws Exception {
    Throwable thrown = failureOf(() ->
        Scope.run(scope -> loop.runInExecutor(null, () -> scope.fork(() -> Future.of(null)))));

    assertEquals("only the thread of its loop may use a scope", thrown.getMessage());
  }

  @Test
  void scope_needs_a_running_loop() {
    Throwable thrown =
        assertThrows(IllegalStateException.class, () -> Scope.run(scope -> Future.of(null)));

    assertEquals("a scope needs a running loop: call it in a coroutine", thrown.getMessage());
  }

  @Test
  void scope_tells_what_it_waits_for() {
    Promise<Void> forked = new Promise<>();
    List<String> waiting = new ArrayList<>();

    loop.runSync(() -> Scope.run(scope -> {
      scope.fork(() -> forked);
      Scope.run(inner -> noting("child", sleep(10))).detach();
      waiting.addAll(scope.waiting());
      forked.complete(null);
      return Future.of(null);
    }));

    assertEquals(
        List.of(
            "Promise[pending]", "HandCoroutine[pending] at its await 0, waits for Sleep[pending]"),
        waiting);
  }
}
