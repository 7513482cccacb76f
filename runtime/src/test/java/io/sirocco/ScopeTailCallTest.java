package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Tail calls in a scope: whoever is cancelled, the present end of the chain hears of it. */
class ScopeTailCallTest extends ScopeFixture {
  private static final int LAST = 4;

  private final List<Future<String>> steps = new ArrayList<>(); // what each step has returned

  /** Steps of ten milliseconds; the last one sleeps for long and, if it is cancelled, cleans up. */
  private Future<String> step(int n) {
    Future<String> step = n == LAST
        ? cleaning("last", sleep(1000), 5)
        : TailCalls.then(sleep(10), nothing -> step(n + 1));
    steps.add(step);
    return step;
  }

  /** Runs the steps in a scope, of which the last one is there after 40 ms, and does something at 55 ms. */
  private void atFiftyFive(ScopeAction action) {
    loop.runSync(() -> Scope.run(scope -> {
      Future<String> chain = scope.fork(() -> step(0));
      chain.addDoneCallback(done -> note("chain cancelled " + done.isCancelled()));
      loop.callLater(Duration.ofMillis(55), () -> action.act(scope));
      return Future.of(null);
    }));
  }

  private interface ScopeAction {
    void act(Scope scope);
  }

  private void assertThatAllAreCancelled() {
    trace.assertEvents(
        "55 last CancellationException", "60 last has cleaned up", "60 chain cancelled true");
    steps.forEach(step -> assertTrue(step.isCancelled()));
  }

  @Test
  void only_the_first_step_and_the_present_one_are_in_the_scope() {
    atFiftyFive(scope -> {
      List<String> lines = scope.waiting();
      note(lines.size());
      note(lines.get(0).contains(" has returned, waits for HandCoroutine[pending]"));
    });

    trace.assertEvents("55 2", "55 true", "1040 chain cancelled false");
    steps.forEach(step -> assertEquals("last", step.result()));
  }

  @Test
  void cancelling_the_first_step_reaches_the_last_one() {
    atFiftyFive(scope -> assertTrue(steps.get(0).cancel()));

    assertThatAllAreCancelled();
  }

  @Test
  void cancelling_a_step_in_the_middle_reaches_the_last_one() {
    atFiftyFive(scope -> assertTrue(steps.get(2).cancel()));

    assertThatAllAreCancelled();
  }

  @Test
  void cancelling_the_last_step_ends_all() {
    atFiftyFive(scope -> assertTrue(steps.get(LAST).cancel()));

    assertThatAllAreCancelled();
  }

  @Test
  void cancelling_the_scope_reaches_the_last_step() {
    atFiftyFive(Scope::cancel);

    assertThatAllAreCancelled();
  }

  @Test
  void step_that_is_cancelled_while_it_runs_cancels_what_it_returns() {
    loop.runSync(() -> Scope.run(scope -> {
      Future<String> chain = TailCalls.then(sleep(1), a -> {
        Future<String> middle = TailCalls.then(sleep(1), b -> {
          steps.get(0).cancel();
          return cleaning("last", sleep(1000), 5);
        });
        steps.add(middle);
        return middle;
      });
      chain.addDoneCallback(done -> note("chain cancelled " + done.isCancelled()));
      return Future.of(null);
    }));

    trace.assertEvents(
        "2 last CancellationException", "7 last has cleaned up", "7 chain cancelled true");
  }

  @Test
  void step_in_the_middle_that_others_await_goes_on_when_the_first_one_is_cancelled() {
    atFiftyFive(scope -> {
      scope.fork(() -> noting("other", steps.get(2)));
      steps.get(0).cancel();
    });

    trace.assertEvents("55 chain cancelled true", "1040 other ends");
    assertTrue(steps.get(1).isCancelled());
    assertEquals("last", steps.get(2).result());
    assertEquals("last", steps.get(3).result());
  }

  @Test
  void last_step_that_others_await_goes_on_when_a_step_in_the_middle_is_cancelled() {
    atFiftyFive(scope -> {
      scope.fork(() -> noting("other", steps.get(LAST)));
      steps.get(2).cancel();
    });

    trace.assertEvents("55 chain cancelled true", "1040 other ends");
    assertTrue(steps.get(1).isCancelled());
    assertTrue(steps.get(2).isCancelled());
    assertTrue(steps.get(3).isCancelled()); // only the second one waited for it
  }

  @Test
  void step_in_the_middle_that_is_forked_is_cancelled_with_its_scope() {
    atFiftyFive(scope -> {
      scope.fork(() -> steps.get(2));
      scope.cancel();
    });

    trace.assertEvents(
        "55 last CancellationException", "55 chain cancelled true", "60 last has cleaned up");
    steps.forEach(step -> assertTrue(step.isCancelled()));
  }

  @Test
  void step_in_the_middle_that_another_thread_awaits_is_still_cancelled() {
    atFiftyFive(scope -> {
      Thread other = new Thread(() -> steps.get(2).toCompletableFuture());
      other.start();
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
      loop.addCallback(() -> {
        assertFalse(steps.get(2).isDone());
        steps.get(2).cancel();
      });
    });

    assertThatAllAreCancelled();
  }

  @Test
  void step_in_the_middle_that_another_thread_awaits_ends_as_the_last_one() {
    atFiftyFive(scope -> {
      Thread other = new Thread(() ->
          steps.get(2).toCompletableFuture().thenAccept(value -> note("other gets " + value)));
      other.start();
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });

    trace.assertEvents("1040 other gets last", "1040 chain cancelled false");
  }
}
