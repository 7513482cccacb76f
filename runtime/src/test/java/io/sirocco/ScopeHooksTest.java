package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the code of users that a cancellation calls, and failures that come meanwhile, do to a scope. */
class ScopeHooksTest extends ScopeFixture {
  private final Boom boom = new Boom("hook");
  private final List<Throwable> reported = new ArrayList<>();

  @BeforeEach
  void listen() {
    loop.setExceptionHandler(reported::add);
  }

  /** A promise that hears of its cancellation. */
  private static final class Hooked extends Promise<Void> {
    private final BooleanSupplier hook;

    Hooked(BooleanSupplier hook) {
      this.hook = hook;
    }

    @Override
    public boolean cancel() {
      return hook.getAsBoolean() && super.cancel();
    }
  }

  private Hooked throwing() {
    return new Hooked(() -> {
      throw Sneaky.rethrow(boom);
    });
  }

  /** Runs a scope with {@code child} between two others, and cancels it at 10 ms. */
  private void cancelAmongOthers(AsyncCallable<?> child) {
    failureOf(() -> Scope.run(Duration.ofMillis(10), scope -> {
      scope.fork(() -> noting("first", sleep(1000)));
      scope.fork(child);
      scope.fork(() -> noting("last", sleep(1000)));
      return sleep(1000);
    }));
    note("end");
  }

  @Test
  void hook_that_throws_is_reported_and_all_are_cancelled() {
    cancelAmongOthers(() -> noting("hooked", throwing()));

    assertEquals(List.of(boom), reported);
    trace.assertEvents(
        "10 first CancellationException",
        "10 hooked CancellationException",
        "10 last CancellationException",
        "10 end");
  }

  @Test
  void child_that_is_no_coroutine_may_throw_as_well() {
    cancelAmongOthers(this::throwing);

    assertEquals(List.of(boom), reported);
    trace.assertEvents("10 first CancellationException", "10 last CancellationException", "10 end");
  }

  @Test
  void hook_that_throws_after_it_has_cancelled_tells_the_coroutine_once() {
    Promise<Void> request = new Promise<>() {
      @Override
      public boolean cancel() {
        super.cancel();
        throw Sneaky.rethrow(boom);
      }
    };

    cancelAmongOthers(() -> cleaning("hooked", request, 5));

    assertEquals(List.of(boom), reported);
    trace.assertEvents(
        "10 first CancellationException",
        "10 hooked CancellationException",
        "10 last CancellationException",
        "15 hooked has cleaned up",
        "15 end");
  }

  @Test
  void hook_that_says_it_has_cancelled_and_has_not_is_not_waited_for() {
    Promise<Void> request = new Promise<>() {
      @Override
      public boolean cancel() {
        return true;
      }
    };

    cancelAmongOthers(() -> noting("hooked", request));

    assertFalse(request.isDone());
    trace.assertEvents(
        "10 first CancellationException",
        "10 hooked CancellationException",
        "10 last CancellationException",
        "10 end");
  }

  @Test
  void hook_may_cancel_the_scope_and_others_in_it() {
    List<Future<?>> others = new ArrayList<>();
    failureOf(() -> Scope.run(scope -> {
      others.add(scope.fork(() -> noting("other", sleep(1000))));
      scope.fork(() ->
          noting("hooked", new Hooked(() -> others.get(0).cancel() | scope.cancel() | true)));
      loop.callLater(Duration.ofMillis(10), () -> scope.cancel());
      return sleep(1000);
    }));

    trace.assertEvents("10 other CancellationException", "10 hooked CancellationException");
  }

  @Test
  void hook_of_an_inner_scope_that_throws_does_not_save_the_outer_one() {
    failureOf(() -> Scope.run(Duration.ofMillis(10), outer -> {
      Scope.run(inner -> noting("inner", throwing()));
      Scope.run(inner -> noting("inner 2", sleep(1000)));
      return noting("outer", sleep(1000));
    }));

    assertEquals(List.of(boom), reported);
    trace.assertEvents(
        "10 outer CancellationException",
        "10 inner CancellationException",
        "10 inner 2 CancellationException");
  }

  @Test
  void timeout_of_run_sync_ends_it_also_if_the_hook_throws() {
    TimeoutException thrown = assertThrows(
        TimeoutException.class,
        () -> loop.runSync((AsyncCallable<Void>) this::throwing, Duration.ofSeconds(1)));

    assertEquals("Operation timed out after 1 seconds", thrown.getMessage());
    assertEquals(List.of(boom), reported);
  }

  // ---- failures during a cancellation
  // -------------------------------------------------------------

  /** When it is cancelled, it fails. */
  private Future<Void> failingToEnd(Throwable failure) {
    return HandCoroutine.call(new HandCoroutine.Body<Void>() {
      @Override
      public Future<?> step(HandCoroutine<Void> self, int step, Object value) {
        return sleep(1000);
      }

      @Override
      public Future<?> thrown(HandCoroutine<Void> self, int step, Throwable exception)
          throws Throwable {
        throw failure;
      }
    });
  }

  @Test
  void failure_of_a_cancelled_child_takes_the_place_of_the_cancellation() {
    Throwable thrown = failureOf(() -> Scope.run(outer -> {
      Future<Void> inner = Scope.run(scope -> {
        scope.fork(() -> failingToEnd(boom));
        return sleep(1000);
      });
      inner.cancel();
      return inner;
    }));

    assertSame(boom, thrown);
  }

  @Test
  void failure_of_a_child_after_the_deadline_is_suppressed_by_the_timeout() {
    Throwable thrown = failureOf(() -> Scope.run(Duration.ofMillis(10), scope -> {
      scope.fork(() -> failingToEnd(boom));
      return Future.of("a value");
    }));

    assertEquals(TimeoutException.class, thrown.getClass());
    assertEquals(List.of(boom), List.of(thrown.getSuppressed()));
  }

  @Test
  void failure_that_comes_by_two_ways_is_suppressed_once() {
    Boom later = new Boom("later");
    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> failing(10, boom));
      Future<Void> shared = scope.fork(() -> failing(10, later));
      scope.fork(() -> noting("a", shared));
      return noting("b", shared);
    }));

    assertSame(boom, thrown);
    assertEquals(List.of(later), List.of(thrown.getSuppressed()));
  }

  @Test
  void failures_beyond_a_hundred_go_to_the_exception_handler() {
    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      for (int i = 0; i < 150; i++) {
        int number = i;
        scope.fork(() -> failing(10, new Boom("child " + number)));
      }
      return sleep(1000);
    }));

    assertEquals("child 0", thrown.getMessage());
    assertEquals(ScopeEnd.MOST_SUPPRESSED, thrown.getSuppressed().length);
    assertEquals(49, reported.size());
    assertEquals("child 149", reported.get(48).getMessage());
  }

  @Test
  void exception_that_takes_no_suppressed_ones_swallows_nothing() {
    Throwable bare = new Exception("bare", null, false, false) {};
    Throwable thrown = failureOf(() -> Scope.run(scope -> {
      scope.fork(() -> failing(10, bare));
      scope.fork(() -> failing(10, boom));
      return sleep(1000);
    }));

    assertSame(bare, thrown);
    assertEquals(List.of(boom), reported);
  }

  // ---- cancelled by somebody else
  // -----------------------------------------------------------------

  @Test
  void child_whose_awaited_future_somebody_cancels_ends_and_the_debug_log_says_so() {
    Logger logger = Logger.getLogger("io.sirocco");
    Level before = logger.getLevel();
    logger.setLevel(Level.FINE);
    try {
      Promise<Void> shared = new Promise<>();
      List<Future<?>> children = new ArrayList<>();
      String result = loop.runSync(() -> Scope.run(scope -> {
        children.add(scope.fork(() -> noting("by another", shared)));
        scope.fork(() -> noting("by hand", sleep(1000))).cancel();
        shared.cancel();
        return Future.of("body");
      }));

      assertEquals("body", result);
      assertTrue(children.get(0).isCancelled());
      log.assertLogged(
          "A child of a scope ended as cancelled because what it awaited was; the scope"
              + " goes on [" + CancellationException.class.getName() + "]");
    } finally {
      logger.setLevel(before);
    }
    trace.assertEvents("0 by hand CancellationException", "0 by another CancellationException");
  }
}
