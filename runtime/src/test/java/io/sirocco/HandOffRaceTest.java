package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Suspending and going on, against completing and cancelling in another thread: a coroutine goes on
 * exactly once after each await. What bodies count is in plain fields: only the hand-off orders it. A
 * small part of what the module {@code jcstress} does, in every build.
 */
@Timeout(60)
class HandOffRaceTest {
  private static final int ROUNDS = 20_000;

  /** A coroutine that awaits two promises, and counts its steps. */
  private abstract static class Sum implements Race.Round {
    final Promise<Integer> one = new Promise<>();
    final Promise<Integer> two = new Promise<>();
    int steps;
    int firstValue;
    Future<Integer> result;

    Future<Integer> start() {
      return HandCoroutine.call((self, step, value) -> {
        steps++;
        if (step == 0) {
          return one;
        }
        if (step == 1) {
          firstValue = (Integer) value;
          return two;
        }
        return self.end(firstValue + (Integer) value);
      });
    }

    @Override
    public void check() {
      assertEquals(3, result.result());
      assertEquals(3, steps);
    }
  }

  @Test
  void completion_meets_suspension() throws Exception {
    Race.run(ROUNDS, () -> new Sum() {
      @Override
      public void here() {
        result = start();
      }

      @Override
      public void there() {
        one.complete(1);
        two.complete(2);
      }
    });
  }

  @Test
  void two_threads_complete_one_await_each() throws Exception {
    Race.run(ROUNDS, () -> new Sum() {
      {
        result = start();
      }

      @Override
      public void here() {
        one.complete(1);
      }

      @Override
      public void there() {
        two.complete(2);
      }
    });
  }

  @Test
  void completion_meets_suspension_on_a_loop() throws Exception {
    Race.run(ROUNDS / 4, () -> new Sum() {
      @Override
      public void here() {
        try (IOLoop loop = new IOLoop()) {
          result = Future.of(loop.runSync(this::start));
        }
      }

      @Override
      public void there() {
        one.complete(1);
        two.complete(2);
      }
    });
  }

  @Test
  void two_loops_complete_for_each_other() throws Exception {
    Race.run(ROUNDS / 4, () -> new Sum() {
      @Override
      public void here() {
        try (IOLoop loop = new IOLoop()) {
          result = Future.of(loop.runSync(() -> {
            loop.addCallback(() -> two.complete(2));
            return start();
          }));
        }
      }

      @Override
      public void there() {
        try (IOLoop loop = new IOLoop()) {
          int seen = loop.runSync(() -> {
            loop.addCallback(() -> one.complete(1));
            return HandCoroutine.awaiting(two);
          });
          assertEquals(2, seen);
        }
      }
    });
  }

  @Test
  void cancelled_coroutine_runs_to_its_end_and_its_result_is_dropped() throws Exception {
    Race.run(ROUNDS, () -> new Sum() {
      private boolean cancelled;

      {
        result = start();
      }

      @Override
      public void here() {
        one.complete(1);
        two.complete(2);
      }

      @Override
      public void there() {
        cancelled = result.cancel();
      }

      @Override
      public void check() {
        assertEquals(3, steps);
        assertEquals(cancelled, result.isCancelled());
        if (!cancelled) {
          super.check();
        }
      }
    });
  }

  @Test
  void awaited_future_is_completed_or_cancelled() throws Exception {
    Race.run(ROUNDS, () -> new Race.Round() {
      private final Promise<Integer> promise = new Promise<>();
      private final Future<Integer> result = HandCoroutine.awaiting(promise);
      private boolean completed;
      private boolean cancelled;

      @Override
      public void here() {
        completed = promise.tryComplete(1);
      }

      @Override
      public void there() {
        cancelled = promise.cancel();
      }

      @Override
      public void check() {
        assertEquals(cancelled, !completed);
        assertEquals(cancelled, result.isCancelled());
        assertEquals(completed ? 1 : null, completed ? result.result() : null);
      }
    });
  }

  @Test
  void children_of_multi_complete_while_it_starts() throws Exception {
    Race.run(ROUNDS, () -> new Sum() {
      private Future<List<Integer>> both;

      @Override
      public void here() {
        both = Coroutines.multi(List.of(one, two));
      }

      @Override
      public void there() {
        two.complete(2);
        one.complete(1);
      }

      @Override
      public void check() {
        assertEquals(List.of(1, 2), both.result());
      }
    });
  }

  @Test
  void due_timer_is_cancelled_or_runs() throws Exception {
    Race.run(ROUNDS / 4, () -> new Race.Round() {
      private final IOLoop loop = new IOLoop(new ManualTimeSource());
      private int runs;
      private boolean cancelled;
      private final io.sirocco.Timeout timer = loop.callLater(Duration.ofSeconds(1), () -> runs++);

      @Override
      public void here() {
        loop.callLater(Duration.ofSeconds(2), loop::stop);
        loop.start();
        loop.close();
      }

      @Override
      public void there() {
        cancelled = timer.cancel();
      }

      @Override
      public void check() {
        assertEquals(cancelled ? 0 : 1, runs);
      }
    });
  }

  @Test
  void loop_is_closed_or_started_but_not_both() throws Exception {
    Race.run(ROUNDS / 4, () -> new Race.Round() {
      private final IOLoop loop = new IOLoop();
      private final StringBuffer events = new StringBuffer();

      {
        loop.addCallback(() -> {
          events.append(loop.toString().startsWith("IOLoop[running") ? "ran " : loop.toString());
          loop.stop();
        });
      }

      @Override
      public void here() {
        try {
          loop.start(); // never returns if the callback is dropped after the loop has started
        } catch (IllegalStateException e) {
          events.append("not started ");
        }
      }

      @Override
      public void there() {
        try {
          loop.close();
        } catch (IllegalStateException e) {
          events.append("not closed ");
        }
      }

      @Override
      public void check() {
        boolean legal = List.of("ran ", "not started ", "ran not closed ", "not closed ran ")
            .contains(events.toString());
        assertEquals(true, legal, events.toString());
        loop.close();
      }
    });
  }

  @Test
  void lazy_coroutine_is_started_by_one_of_two_threads() throws Exception {
    Race.run(ROUNDS, () -> new Race.Round() {
      private int runs;
      private final Awaitable<Integer> lazy = CoroutineFrame.lazy(() -> Future.of(++runs));
      private boolean startedHere;
      private boolean startedThere;

      private boolean start() {
        try {
          lazy.start();
          return true;
        } catch (IllegalStateException e) {
          return false;
        }
      }

      @Override
      public void here() {
        startedHere = start();
      }

      @Override
      public void there() {
        startedThere = start();
      }

      @Override
      public void check() {
        assertEquals(1, runs);
        assertEquals(startedHere, !startedThere);
      }
    });
  }
}
