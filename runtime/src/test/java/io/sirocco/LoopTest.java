package io.sirocco;

import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Callbacks of the loop, and its life: rules L and R. */
class LoopTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final IOLoop loop = new IOLoop(new ManualTimeSource());

  @AfterEach
  void close() {
    loop.close();
  }

  private void runAllCallbacks() {
    loop.runSync(() -> sleep(Duration.ofMillis(40)));
  }

  // ---- callbacks ------------------------------------------------------------------------------

  /** L1, L2. */
  @Test
  void callbacks_run_in_order_and_those_added_meanwhile_in_the_next_iteration() {
    loop.addCallback(() -> {
      trace.add("first");
      loop.addCallback(trace.adding("from first"));
    });
    loop.addCallback(() -> {
      trace.add("second");
      loop.addCallback(trace.adding("from second"));
    });
    loop.addCallback(trace.adding("third"));

    runAllCallbacks();

    trace.assertEvents("first", "second", "third", "from first", "from second");
  }

  /** L3. */
  @Test
  void exception_in_a_callback_is_logged_and_the_others_go_on() {
    loop.addCallback(() -> {
      throw new Boom("from callback");
    });
    loop.addCallback(trace.adding("good"));

    runAllCallbacks();

    log.assertLogged("Exception in callback [Boom from callback]");
    trace.assertEvents("good");
  }

  /** L3: CancelledError is not logged. */
  @Test
  void cancellation_that_leaves_a_callback_is_not_logged() {
    loop.addCallback(() -> {
      trace.add("called");
      throw new CancellationException();
    });

    runAllCallbacks();

    trace.assertEvents("called");
  }

  @Test
  void exception_handler_replaces_the_log() {
    loop.setExceptionHandler(trace::add);
    loop.addCallback(() -> {
      throw new Boom("handled");
    });

    runAllCallbacks();

    trace.assertEvents("Boom handled");
  }

  @Test
  void failure_of_the_exception_handler_is_logged_with_what_it_was_told() {
    loop.setExceptionHandler(exception -> {
      throw new IllegalStateException("handler of " + exception);
    });
    loop.addCallback(() -> {
      throw new Boom("first");
    });

    runAllCallbacks();

    log.assertLogged(
        "Exception in callback [Boom first]",
        "Exception in exception handler [java.lang.IllegalStateException: handler of Boom first]");
  }

  /** L4, L8. */
  @Test
  void failure_of_a_spawned_coroutine_is_logged_whether_it_waited_or_not() {
    loop.spawnCallback(() -> Future.failed(new Boom("at once")));
    loop.spawnCallback(() -> HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return Coroutines.moment();
      }
      throw new Boom("later");
    }));
    loop.spawnCallback(() -> List.of(Future.failed(new Boom("in a list"))));

    runAllCallbacks();

    log.assertLogged(
        "Exception in callback [Boom at once]",
        "Exception in callback [Boom in a list]",
        "Exception in callback [Boom later]");
  }

  /** L5. */
  @Test
  void other_results_of_callbacks_are_ignored() {
    loop.addCallback(() -> {
      trace.add("number");
      return 42;
    });
    loop.addCallback(() -> {
      trace.add("list of numbers");
      return List.of(42);
    });

    runAllCallbacks();

    trace.assertEvents("number", "list of numbers");
  }

  /** L6. */
  @Test
  void add_future_calls_back_on_the_loop_also_for_a_done_future() {
    Promise<String> pending = new Promise<>();
    Future<String> done = Future.of("G");
    loop.addCallback(() -> {
      loop.addFuture(pending, f -> trace.add(f.result() + (f == pending)));
      loop.addFuture(done, f -> trace.add(f.result()));
      trace.add("added");
      pending.complete("F");
      trace.add("set");
    });

    runAllCallbacks();

    trace.assertEvents("added", "set", "G", "Ftrue");
  }

  /** L6, L3. */
  @Test
  void exception_in_an_add_future_callback_is_logged() {
    loop.addFuture(Future.of(1), f -> {
      throw new IllegalStateException("bad");
    });

    runAllCallbacks();

    log.assertLogged("Exception in callback [java.lang.IllegalStateException: bad]");
  }

  /** L9. */
  @Test
  void callbacks_run_before_timers_that_are_due() {
    ManualTimeSource clock = new ManualTimeSource();
    try (IOLoop timed = new IOLoop(clock)) {
      timed.addCallback(() -> {
        timed.callLater(Duration.ZERO, trace.adding("timer"));
        timed.addCallback(trace.adding("callback"));
        clock.advance(Duration.ofMillis(10));
      });
      timed.runSync(() -> sleep(Duration.ofMillis(40)));
    }

    trace.assertEvents("callback", "timer");
  }

  /** L10. */
  @Test
  void failure_of_a_coroutine_that_returns_nothing_is_logged_without_a_loop() {
    CoroutineFrame.failedDetached(new IllegalStateException("seen"));

    log.assertLogged("Exception in callback [java.lang.IllegalStateException: seen]");
  }

  @Test
  void cancellation_of_a_coroutine_that_returns_nothing_is_logged_nowhere() {
    CoroutineFrame.failedDetached(new CancellationException());

    log.assertLogged();
  }

  @Test
  void closed_loop_keeps_no_callback_alive() {
    IOLoop closed = new IOLoop();
    WeakReference<Object> leftOver = new WeakReference<>(addedTo(closed));

    closed.close();

    for (int i = 0; i < 50 && leftOver.get() != null; i++) {
      System.gc();
    }
    assertNull(leftOver.get());
    Reference.reachabilityFence(closed);
  }

  /** In the queue of the loop's own thread, not among the posts of other threads. */
  private static Runnable addedTo(IOLoop loop) {
    Runnable[] added = new Runnable[1];
    loop.stop();
    loop.addCallback(() -> {
      int[] large = new int[1000];
      added[0] = () -> large[0]++;
      loop.addCallback(added[0]);
    });
    loop.start();
    return added[0];
  }

  @Test
  void callback_added_to_a_closed_loop_is_dropped() {
    IOLoop closed = new IOLoop();
    closed.close();

    closed.addCallback(trace.adding("never"));

    assertThrows(IllegalStateException.class, closed::start);
    trace.assertEvents();
  }

  // ---- the current loop -----------------------------------------------------------------------

  /** L11. */
  @Test
  void running_loop_is_current_and_the_former_one_again_afterwards() {
    IOLoop outer = new IOLoop();
    outer.makeCurrent();
    try {
      loop.addCallback(() -> trace.add(IOLoop.current() == loop));

      runAllCallbacks();

      trace.assertEvents(true);
      assertSame(outer, IOLoop.current());
    } finally {
      outer.close();
    }
    assertNull(IOLoop.currentOrNull());
  }

  @Test
  void current_makes_a_loop_where_there_is_none() {
    assertNull(IOLoop.currentOrNull());

    IOLoop made = IOLoop.current();

    assertSame(made, IOLoop.current());
    made.close();
    assertNull(IOLoop.currentOrNull());
    IOLoop next = IOLoop.current();
    assertNotSame(made, next);
    IOLoop.clearCurrent();
    assertNull(IOLoop.currentOrNull());
    next.close();
  }

  // ---- start and stop -------------------------------------------------------------------------

  /** R1, R3. */
  @Test
  void stop_lets_the_iteration_finish_and_keeps_what_is_queued() {
    loop.addCallback(() -> {
      trace.add("one");
      loop.stop();
      loop.addCallback(trace.adding("added after stop"));
    });
    loop.addCallback(trace.adding("two"));

    loop.start();
    trace.add("stopped");
    loop.addCallback(loop::stop);
    loop.start();

    trace.assertEvents("one", "two", "stopped", "added after stop");
  }

  /** R2. */
  @Test
  void stop_before_start_lets_the_next_start_run_one_iteration() {
    loop.stop();
    loop.addCallback(trace.adding("callback"));

    loop.start();
    trace.add("first start returned");
    loop.addCallback(loop::stop);
    loop.start();

    trace.add("second start returned");
    trace.assertEvents("callback", "first start returned", "second start returned");
  }

  /** R4. */
  @Test
  void running_loop_cannot_be_started_nor_closed_and_survives_the_attempt() {
    loop.addCallback(() -> trace.add(messageOf(loop::start)));
    loop.addCallback(() -> trace.add(messageOf(() -> loop.runSync(() -> Future.of(1)))));
    loop.addCallback(() -> trace.add(messageOf(loop::close)));

    runAllCallbacks();

    trace.assertEvents(
        "the loop is already running",
        "the loop is already running",
        "the loop is running: stop it before closing it");
  }

  private static String messageOf(org.junit.jupiter.api.function.Executable call) {
    return assertThrows(IllegalStateException.class, call).getMessage();
  }

  // ---- runSync --------------------------------------------------------------------------------

  /** R5, R7, R11. */
  @Test
  void run_sync_returns_the_value_of_whatever_the_body_returns() {
    Promise<String> later = new Promise<>();
    loop.callLater(Duration.ofMillis(5), () -> later.complete("later"));

    assertEquals("ready", loop.<String>runSync(() -> Future.of("ready")));
    assertEquals("later", loop.<String>runSync(() -> later));
    assertEquals(List.of(2, 4), loop.<Object>runSync(() -> List.of(Future.of(2), Future.of(4))));
    assertNull(loop.<Object>runSync(() -> null));
    assertNull(loop.<Void>runSync(() -> Coroutines.moment()));
  }

  /** R6. */
  @Test
  void run_sync_throws_the_very_exception_of_the_body_or_its_future() {
    Boom boom = new Boom("same");

    Exception fromBody = assertThrows(
        Boom.class,
        () -> loop.runSync(() -> {
          throw boom;
        }));
    Exception fromFuture = assertThrows(Boom.class, () -> loop.runSync(() -> Future.failed(boom)));

    assertSame(boom, fromBody);
    assertSame(boom, fromFuture);
  }

  /** R7. */
  @Test
  void run_sync_refuses_a_result_that_cannot_be_awaited() {
    BadYieldException refused =
        assertThrows(BadYieldException.class, () -> loop.<Object>runSync(() -> 42));

    assertEquals(
        "cannot await 42: java.lang.Integer is no future, and no conversion is registered for it",
        refused.getMessage());
  }

  /** R8. */
  @Test
  void run_sync_throws_when_the_time_is_over() {
    Promise<String> never = new Promise<>();

    TimeoutException timeout = assertThrows(
        TimeoutException.class, () -> loop.runSync(() -> never, Duration.ofMillis(50)));

    assertEquals("Operation timed out after 0.05 seconds", timeout.getMessage());
    assertTrue(never.isCancelled()); // R12
    assertEquals(7, loop.<Integer>runSync(() -> Future.of(7), Duration.ofSeconds(5)));
  }

  @Test
  void run_sync_with_null_for_its_time_has_no_limit() {
    Duration none = null;
    AsyncCallable<String> aYear = () -> withValue("late");

    assertEquals("late", loop.runSync(aYear, none));
    assertEquals("late", loop.<String>runSync((Callable<?>) aYear::call, none));
  }

  /** Ends with {@code value} after a year of the loop's clock. */
  private Future<String> withValue(String value) {
    Promise<String> promise = new Promise<>();
    loop.callLater(Duration.ofDays(365), () -> promise.complete(value));
    return promise;
  }

  /** R9. */
  @Test
  void run_sync_throws_when_somebody_else_stops_the_loop() {
    IllegalStateException stopped = assertThrows(
        IllegalStateException.class,
        () -> loop.runSync(() -> {
          loop.stop();
          return new Promise<>();
        }));

    assertEquals("Event loop stopped before Future completed.", stopped.getMessage());
  }

  /** R9. */
  @Test
  void run_sync_throws_when_somebody_else_cancels_the_future() {
    Promise<Object> cancelled = new Promise<>();
    loop.addCallback(() -> loop.addCallback(() -> cancelled.cancel()));

    IllegalStateException thrown =
        assertThrows(IllegalStateException.class, () -> loop.runSync(() -> cancelled));

    assertEquals("Event loop stopped before Future completed.", thrown.getMessage());
    assertInstanceOf(CancellationException.class, thrown.getCause());
  }

  /** R9: the callback on the future is detached. */
  @Test
  void future_of_a_stopped_run_sync_does_not_stop_a_later_one() {
    Promise<String> late = new Promise<>();
    assertThrows(
        IllegalStateException.class,
        () -> loop.runSync(() -> {
          loop.stop();
          return late;
        }));
    loop.addCallback(() -> late.complete("too late"));

    assertNull(loop.<Void>runSync(() -> sleep(Duration.ofMillis(40))));
  }

  /** R10. */
  @Test
  void body_of_run_sync_is_called_after_callbacks_queued_before() {
    loop.addCallback(trace.adding("callback"));

    loop.runSync(() -> {
      trace.add("body in loop " + (IOLoop.currentOrNull() == loop));
      return null;
    });

    trace.assertEvents("callback", "body in loop true");
  }

  /** R12, N6. */
  @Test
  void body_that_timed_out_goes_on_when_the_loop_runs_again() {
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(
            () -> HandCoroutine.call((self, step, value) -> {
              if (step == 0) {
                return sleep(Duration.ofMillis(150));
              }
              trace.add("woke up");
              return self.end("dropped");
            }),
            Duration.ofMillis(50)));
    trace.add("timed out");

    loop.runSync(() -> sleep(Duration.ofMillis(200)));

    trace.assertEvents("timed out", "woke up");
  }

  // ---- threads --------------------------------------------------------------------------------

  @Test
  void text_tells_the_state() {
    loop.addCallback(() -> trace.add(loop));

    runAllCallbacks();

    trace.assertEvents("IOLoop[running in " + Thread.currentThread().getName() + "]");
    assertEquals("IOLoop[stopped]", loop.toString());
    loop.close();
    assertEquals("IOLoop[closed]", loop.toString());
  }
}
