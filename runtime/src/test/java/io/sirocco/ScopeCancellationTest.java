package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the cancellation of one coroutine of a scope does to it and to what it awaits. */
class ScopeCancellationTest extends ScopeFixture {
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
  void cancellation_takes_the_place_of_a_moment() {
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> noting("moment", Coroutines.moment()));
      child.cancel();
      return Future.of(null);
    }));

    trace.assertEvents("0 moment CancellationException");
  }

  @Test
  void coroutine_whose_callees_await_moments_only_is_cancelled() {
    int[] calls = {0};
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        calls[0] = step;
        return step < 5
            ? HandCoroutine.awaiting(Coroutines.moment())
            : self.end(null); // must not last for ever
      }));
      loop.callLater(Duration.ZERO, () -> child.cancel());
      return Future.of(null);
    }));

    assertTrue(calls[0] < 5, "calls: " + calls[0]);
  }

  @Test
  void coroutine_that_lets_moments_win_races_is_cancelled() {
    Queue<String> queue = new Queue<>();
    int[] rounds = {0};
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        rounds[0] = step;
        return step < 5
            ? Coroutines.firstOf(Coroutines.moment(), queue.get())
            : self.end(null); // must not last for ever
      }));
      loop.callLater(Duration.ZERO, () -> child.cancel());
      return Future.of(null);
    }));

    assertTrue(rounds[0] < 5, "rounds: " + rounds[0]);
    assertEquals("Queue[size=0, maxSize=0, getting=0, putting=0, unfinished=0]", queue.toString());
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
}
