package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ScopeTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);
  private final long start = clock.nanoTime();
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private void note(Object event) {
    trace.add((clock.nanoTime() - start) / 1_000_000 + " " + event);
  }

  private static Future<Void> sleep(int millis) {
    return Coroutines.sleep(Duration.ofMillis(millis));
  }

  /** Awaits, notes how that ended, and returns or throws the same. */
  private <T> Future<T> noting(String name, Future<T> awaited) {
    return HandCoroutine.call(new HandCoroutine.Body<T>() {
      @Override
      public Future<?> step(HandCoroutine<T> self, int step, Object value) {
        if (step == 0) {
          return awaited;
        }
        note(name + " ends");
        return self.end(value);
      }

      @Override
      public Future<?> thrown(HandCoroutine<T> self, int step, Throwable exception)
          throws Throwable {
        note(name + " " + exception.getClass().getSimpleName());
        throw exception;
      }
    });
  }

  /** Awaits, and when it is cancelled there awaits something else before it ends. */
  private Future<String> cleaning(String name, Future<?> awaited, int cleaningMillis) {
    return HandCoroutine.call(new HandCoroutine.Body<String>() {
      private Throwable thrown;

      @Override
      public Future<?> step(HandCoroutine<String> self, int step, Object value) throws Throwable {
        if (step == 0) {
          return awaited;
        }
        if (thrown != null) {
          note(name + " has cleaned up");
          throw thrown;
        }
        return self.end(name);
      }

      @Override
      public Future<?> thrown(HandCoroutine<String> self, int step, Throwable exception) {
        note(name + " " + exception.getClass().getSimpleName());
        thrown = exception;
        return sleep(cleaningMillis);
      }
    });
  }

  private static Future<Void> failing(int millis, Throwable exception) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return sleep(millis);
      }
      throw exception;
    });
  }

  private Throwable failureOf(AsyncCallable<?> body) {
    Throwable thrown = assertThrows(Throwable.class, () -> loop.runSync(body));
    return thrown.getCause() instanceof CancellationException cancelled ? cancelled : thrown;
  }

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

  // ---- cancelling one coroutine -----------------------------------------------------------------

  /** Cancels {@code cleaning} at 10 ms inside a scope. */
  private void cancelAtTen(AsyncCallable<String> coroutine) {
    loop.runSync(() -> Scope.run(scope -> {
      Future<String> child = scope.fork(coroutine);
      loop.callLater(Duration.ofMillis(10), () -> {
        note("cancel " + child.cancel() + ", done " + child.isDone());
      });
      child.addDoneCallback(done -> note("cancelled " + done.isCancelled()));
      return Future.of(null);
    }));
  }

  @Test
  void cancelled_coroutine_is_done_when_its_body_has_ended() {
    cancelAtTen(() -> cleaning("child", sleep(1000), 20));

    trace.assertEvents(
        "10 cancel true, done false",
        "10 child CancellationException",
        "30 child has cleaned up",
        "30 cancelled true");
  }

  @Test
  void sleep_of_a_cancelled_coroutine_leaves_no_timer() {
    cancelAtTen(() -> cleaning("child", sleep(100_000), 1));

    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void coroutine_that_catches_its_cancellation_goes_on_and_its_result_counts() {
    String result = loop.runSync(() -> Scope.run(scope -> {
      Future<String> child = scope.fork(() -> HandCoroutine.call(new HandCoroutine.Body<String>() {
        @Override
        public Future<?> step(HandCoroutine<String> self, int step, Object value) {
          return step == 0 ? sleep(1000) : self.end("went on");
        }

        @Override
        public Future<?> thrown(HandCoroutine<String> self, int step, Throwable exception) {
          return sleep(10);
        }
      }));
      child.cancel();
      return child;
    }));
    note(result);

    trace.assertEvents("10 went on");
  }

  @Test
  void coroutine_that_is_about_to_go_on_is_cancelled_at_its_next_await() {
    Promise<Void> first = new Promise<>();
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return first;
        }
        note("goes on");
        return noting("inner", sleep(1000));
      }));
      first.complete(null);
      note("cancel " + child.cancel());
      return Future.of(null);
    }));

    trace.assertEvents("0 cancel true", "0 goes on", "0 inner CancellationException");
  }

  @Test
  void coroutine_that_awaits_moments_is_cancelled_at_one_of_them() {
    int[] rounds = {0};
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        rounds[0] = step;
        return step < 5 ? Coroutines.moment() : self.end(null); // must not last for ever
      }));
      loop.callLater(Duration.ZERO, () -> child.cancel());
      return Future.of(null);
    }));

    assertTrue(rounds[0] > 0 && rounds[0] < 5, "rounds: " + rounds[0]);
  }

  @Test
  void awaited_coroutine_of_the_scope_is_cancelled_first_and_waited_for() {
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> outer = scope.fork(() -> noting("outer", cleaning("inner", sleep(1000), 20)));
      outer.cancel();
      return Future.of(null);
    }));

    trace.assertEvents(
        "0 inner CancellationException",
        "20 inner has cleaned up",
        "20 outer CancellationException");
  }

  @Test
  void cancellation_that_an_awaited_coroutine_swallows_comes_at_the_next_await() {
    loop.runSync(() -> Scope.run(scope -> {
      Future<String> stubborn = HandCoroutine.call(new HandCoroutine.Body<String>() {
        @Override
        public Future<?> step(HandCoroutine<String> self, int step, Object value) {
          return sleep(1000);
        }

        @Override
        public Future<?> thrown(HandCoroutine<String> self, int step, Throwable exception) {
          return self.end("swallowed");
        }
      });
      Future<?> outer = scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return stubborn;
        }
        note("outer gets " + value);
        return noting("outer's next await", sleep(1000));
      }));
      outer.cancel();
      return Future.of(null);
    }));

    trace.assertEvents("0 outer gets swallowed", "0 outer's next await CancellationException");
  }

  @Test
  void what_others_wait_for_too_is_left_alone() {
    Promise<Void> shared = new Promise<>();
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> noting("child", shared));
      scope.fork(() -> noting("other", shared));
      child.cancel();
      loop.callLater(Duration.ofMillis(10), () -> shared.complete(null));
      return Future.of(null);
    }));

    trace.assertEvents("0 child CancellationException", "10 other ends");
  }

  @Test
  void coroutine_outside_of_any_scope_is_left_alone() {
    loop.runSync(() -> {
      Future<Void> shared = noting("shared", sleep(10));
      return HandCoroutine.awaiting(Scope.run(scope -> {
        scope.fork(() -> noting("child", shared)).cancel();
        return sleep(20);
      }));
    });

    trace.assertEvents("0 child CancellationException", "10 shared ends");
  }

  @Test
  void cancelled_getter_leaves_its_queue() {
    Queue<String> queue = new Queue<>();
    loop.runSync(() -> Scope.run(scope -> {
      scope.fork(() -> noting("getter", queue.get())).cancel();
      queue.putNow("kept");
      return Future.of(null);
    }));

    assertEquals(1, queue.size());
    trace.assertEvents("0 getter CancellationException");
  }

  @Test
  void multi_passes_a_cancellation_on_to_its_inputs() {
    cancelAtTen(() -> HandCoroutine.call((self, step, value) -> Coroutines.multi(
        List.of(cleaning("a", sleep(1000), 5), noting("b", sleep(1000)), sleep(1000)))));

    trace.assertEvents(
        "10 cancel true, done false",
        "10 a CancellationException",
        "10 b CancellationException",
        "15 a has cleaned up",
        "15 cancelled true");
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void multi_with_an_input_that_goes_on_is_not_waited_for() {
    Promise<Void> shared = new Promise<>();
    shared.addDoneCallback(done -> note("shared"));

    cancelAtTen(() -> HandCoroutine.call(
        (self, step, value) -> Coroutines.multi(List.of(noting("input", sleep(1000)), shared))));

    assertFalse(shared.isDone());
    trace.assertEvents(
        "10 cancel true, done false", "10 input CancellationException", "10 cancelled true");
  }

  @Test
  void with_timeout_passes_a_cancellation_on_to_its_input() {
    cancelAtTen(() -> HandCoroutine.call((self, step, value) ->
        Coroutines.withTimeout(Duration.ofDays(1), cleaning("input", sleep(1000), 5))));

    trace.assertEvents(
        "10 cancel true, done false",
        "10 input CancellationException",
        "15 input has cleaned up",
        "15 cancelled true");
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void with_timeout_around_what_goes_on_ends_alone() {
    Promise<String> shared = new Promise<>();
    shared.addDoneCallback(done -> note("shared " + done.isCancelled()));

    cancelAtTen(() -> HandCoroutine.awaiting(Coroutines.withTimeout(Duration.ofDays(1), shared)));
    loop.runSync(() -> {
      shared.complete("");
      return sleep(1);
    });

    trace.assertEvents("10 cancel true, done false", "10 cancelled true", "10 shared false");
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void other_thread_can_cancel_a_coroutine() throws Exception {
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> noting("child", new Promise<>()));
      Thread other = new Thread(() -> child.cancel());
      other.start();
      return Future.of(null);
    }));

    trace.assertEvents("0 child CancellationException");
  }

  /** The rule N6. */
  @Test
  void outside_of_any_scope_a_cancelled_coroutine_goes_on() {
    loop.runSync(() -> {
      Future<?> plain = noting("plain", sleep(10));
      note("done " + plain.cancel() + plain.isDone());
      return sleep(20);
    });

    trace.assertEvents("0 done truetrue", "10 plain ends");
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
    failureOf(() -> Scope.run(scope -> {
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
}
