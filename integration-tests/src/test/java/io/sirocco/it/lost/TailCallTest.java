package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.AsyncCallable;
import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.Scope;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** Loops that are written as a call in the return statement keep the step where they are, and no others. */
class TailCallTest {
  private static final int STEPS = 20_000;
  private static final int LOOKED_AT = 1_000; // every so many steps one is looked at
  private static final int ATTEMPTS = 20;

  private final List<WeakReference<Object>> seen = new ArrayList<>();
  private Object held; // a step in the middle, if one is held
  private boolean isHolding;
  private Promise<Void> input; // where there is no loop

  /** What a step returned, while it is about to be returned once more. */
  private <F> F see(F step, int n) {
    if (n % LOOKED_AT == 0) {
      seen.add(new WeakReference<>(step));
    }
    if (isHolding && n == STEPS / 2) {
      held = step;
    }
    return step;
  }

  /** How many of the steps that were looked at are still there. */
  private int kept() {
    int kept = seen.size();
    for (int i = 0; i < ATTEMPTS && kept > 0; i++) {
      System.gc();
      kept = 0;
      for (WeakReference<Object> step : seen) {
        kept += step.get() == null ? 0 : 1;
      }
    }
    return kept;
  }

  private static int runAndCount(AsyncCallable<Integer> body) {
    try (IOLoop loop = new IOLoop()) {
      return loop.<Integer>runSync(body);
    }
  }

  @Coroutine
  private Future<Integer> step(int n) {
    await(moment());
    return n == STEPS ? Future.of(kept()) : see(step(n + 1), n);
  }

  @Coroutine
  private Future<Integer> even(int n) {
    await(moment());
    return n == STEPS ? Future.of(kept()) : see(odd(n + 1), n);
  }

  @Coroutine
  private Future<Integer> odd(int n) {
    await(moment());
    return see(even(n + 1), n);
  }

  @Coroutine
  private Awaitable<Integer> lazily(int n) {
    await(moment());
    return n == STEPS ? Future.of(kept()) : see(lazily(n + 1).start(), n);
  }

  @Coroutine
  private CompletionStage<Integer> stage(int n) {
    await(moment());
    return n == STEPS ? Future.of(kept()) : see(stage(n + 1), n);
  }

  @Coroutine
  private Future<Integer> withoutLoop(int n) {
    input = new Promise<>();
    await(input);
    return n == STEPS ? Future.of(kept()) : see(withoutLoop(n + 1), n);
  }

  @Test
  void method_that_calls_itself_keeps_no_step() {
    assertEquals(0, runAndCount(() -> step(0)));
  }

  @Test
  void methods_that_call_each_other_keep_no_step() {
    assertEquals(0, runAndCount(() -> even(0)));
  }

  @Test
  void lazy_coroutine_that_calls_itself_keeps_no_step() {
    assertEquals(0, runAndCount(() -> lazily(0).start()));
  }

  @Test
  void coroutine_that_returns_a_stage_keeps_no_step() {
    assertEquals(0, runAndCount(() -> Future.from(stage(0))));
  }

  @Test
  void coroutine_in_a_scope_keeps_no_step() {
    assertEquals(0, runAndCount(() -> Scope.run(scope -> scope.fork(() -> step(0)))));
  }

  @Test
  void coroutine_without_a_loop_keeps_no_step() {
    Future<Integer> first = withoutLoop(0);
    for (int i = 0; i <= STEPS; i++) {
      input.complete(null);
    }

    assertEquals(0, first.result());
  }

  @Test
  void step_that_somebody_holds_keeps_no_others_and_ends_as_they_do() {
    isHolding = true;

    assertEquals(1, runAndCount(() -> step(0)));
    assertEquals(1, ((Future<?>) held).result());
  }

  // ---- cancelled in the middle ------------------------------------------------------------------

  private final List<String> events = new ArrayList<>();

  @Coroutine
  private Future<Void> endless(int n) {
    try {
      await(moment());
    } catch (CancellationException e) {
      events.add("told");
      throw e;
    }
    return see(endless(n + 1), n);
  }

  @Test
  void endless_chain_in_a_scope_ends_when_it_is_cancelled() {
    try (IOLoop loop = new IOLoop()) {
      loop.runSync(() -> {
        Future<Void> chain = Scope.run(scope -> endless(0));
        for (int i = 0; i < STEPS; i++) {
          await(moment());
        }
        chain.cancel();
        try {
          await(chain);
        } catch (CancellationException e) {
          events.add("cancelled");
        }
        return Future.of(null);
      });
    }

    assertEquals(List.of("told", "cancelled"), events);
  }
}
