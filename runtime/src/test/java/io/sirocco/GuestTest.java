package io.sirocco;

import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A loop in the turns of somebody else's; the host is in the hands of the test. */
class GuestTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final HandHost host = new HandHost();
  private final IOLoop loop = IOLoop.guestOf(host);

  @AfterEach
  void close() {
    loop.close();
    IOLoop.clearCurrent();
  }

  private static void inOtherThread(Runnable action) {
    Thread thread = new Thread(action);
    thread.start();
    join(thread);
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  // ---- turns ----------------------------------------------------------------------------------

  @Test
  void callbacks_of_any_number_ask_for_one_turn() {
    loop.addCallback(trace.adding("here"));
    loop.addCallback(trace.adding("here again"));
    inOtherThread(() -> loop.addCallback(trace.adding("from another thread")));

    assertEquals(1, host.asked());
    host.turn();

    trace.assertEvents("here", "here again", "from another thread");
    assertEquals(0, host.asked());
  }

  @Test
  void callback_that_comes_in_a_turn_asks_for_no_other() {
    loop.addCallback(() -> inOtherThread(() -> loop.addCallback(trace.adding("came meanwhile"))));

    host.turn();

    trace.assertEvents("came meanwhile");
    assertEquals(0, host.asked());
  }

  @Test
  void what_a_callback_adds_runs_in_the_next_iteration_of_the_same_turn() {
    loop.addCallback(() -> {
      trace.add("first");
      loop.addCallback(trace.adding("from first"));
    });
    loop.addCallback(trace.adding("second"));

    host.turn();

    trace.assertEvents("first", "second", "from first");
  }

  @Test
  void turn_runs_256_callbacks_and_asks_for_another() {
    AtomicInteger count = new AtomicInteger();
    for (int i = 0; i < 600; i++) {
      loop.addCallback(count::incrementAndGet);
    }

    List<Integer> after = new ArrayList<>();
    while (host.asked() > 0) {
      host.turn();
      after.add(count.get());
    }

    assertEquals(List.of(256, 512, 600), after);
  }

  @Test
  void iteration_that_is_cut_by_the_end_of_a_turn_goes_on_in_the_next() {
    for (int i = 0; i < 255; i++) {
      loop.addCallback(() -> {});
    }
    loop.addCallback(() -> loop.addCallback(trace.adding("next iteration")));
    loop.addCallback(trace.adding("same iteration"));

    host.turn();
    trace.assertEvents();
    host.turns();

    trace.assertEvents("same iteration", "next iteration");
  }

  @Test
  void exception_in_a_callback_is_reported_and_the_turn_goes_on() {
    loop.setExceptionHandler(exception -> trace.add(exception.getMessage()));
    loop.addCallback(() -> {
      throw new IllegalStateException("bad");
    });
    loop.addCallback(trace.adding("good"));

    host.turn();

    trace.assertEvents("bad", "good");
  }

  @Test
  void turn_inside_a_turn_goes_on_with_the_iteration_and_leaves_nothing_behind() {
    loop.addCallback(() -> {
      trace.add("dialog opens");
      host.turnInside();
      loop.addCallback(trace.adding("listener of the dialog"));
      assertEquals(1, host.asked()); // although the outer turn has not ended
      host.turns();
      trace.add("dialog closes");
    });
    loop.addCallback(trace.adding("second"));

    host.turns();

    trace.assertEvents("dialog opens", "second", "listener of the dialog", "dialog closes");
  }

  // ---- timers ---------------------------------------------------------------------------------

  @Test
  void host_is_told_to_wait_for_the_timer_that_is_due_first() {
    loop.callLater(Duration.ofHours(2), trace.adding("later"));
    loop.callLater(Duration.ofHours(1), trace.adding("first"));
    host.turn();

    long first = host.delayNanos();
    loop.callLater(Duration.ofHours(3), trace.adding("last"));
    host.turn();

    assertTrue(
        first > Duration.ofMinutes(59).toNanos() && first <= Duration.ofHours(1).toNanos());
    assertEquals(first, host.delayNanos(), "it waits already");
  }

  @Test
  void timer_that_comes_early_is_waited_for_again() {
    loop.callLater(Duration.ofHours(1), trace.adding("not yet"));
    host.turn();

    host.timer();

    trace.assertEvents();
    assertTrue(host.delayNanos() > Duration.ofMinutes(59).toNanos());
  }

  @Test
  void due_timers_run_in_a_turn_of_the_timer_after_the_callbacks() {
    loop.callLater(Duration.ofNanos(1), trace.adding("timer"));
    loop.addCallback(trace.adding("callback"));
    host.turns();
    if (host.delayNanos() >= 0) {
      host.timer();
    }

    trace.assertEvents("callback", "timer");
  }

  @Test
  void cancelled_timer_does_not_run() {
    loop.callLater(Duration.ZERO, trace.adding("cancelled")).cancel();

    host.turns();

    trace.assertEvents();
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void simulated_clock_jumps_in_a_turn_that_has_no_callbacks_left() {
    HandHost other = new HandHost();
    try (IOLoop simulated = IOLoop.guestOf(other, new ManualTimeSource())) {
      simulated.callLater(
          Duration.ofHours(1), () -> trace.add(simulated.time() / 3_600_000_000_000L));

      other.turn();
    }

    trace.assertEvents(1);
  }

  // ---- coroutines -----------------------------------------------------------------------------

  @Test
  void coroutine_that_begins_in_a_handler_of_the_host_goes_on_in_turns() {
    Promise<String> answer = new Promise<>();
    Future<String> coroutine = HandCoroutine.awaiting(answer);

    inOtherThread(() -> answer.complete("answer"));
    assertFalse(coroutine.isDone());
    host.turn();

    assertEquals("answer", coroutine.result());
  }

  @Test
  void scope_can_be_begun_in_a_handler_of_the_host() {
    Promise<String> answer = new Promise<>();
    Future<String> result = Scope.run(scope -> scope.fork(() -> answer));

    answer.complete("answer");
    host.turns();

    assertEquals("answer", result.result());
  }

  @Test
  void blocking_on_the_hosts_thread_is_refused() {
    IllegalStateException refused =
        assertThrows(IllegalStateException.class, () -> new Promise<Void>().join());

    assertEquals(
        "this thread runs the loop, which would wait for itself: use await instead of blocking",
        refused.getMessage());
  }

  // ---- the current loop -----------------------------------------------------------------------

  @Test
  void loop_is_current_on_the_hosts_thread_in_turns_and_between_them() {
    assertSame(loop, IOLoop.current());
    loop.addCallback(() -> trace.add(IOLoop.current() == loop));

    host.turn();

    trace.assertEvents(true);
    assertSame(loop, IOLoop.current());
  }

  @Test
  void first_turn_makes_the_loop_current() {
    IOLoop.clearCurrent();
    loop.addCallback(trace.adding("turn"));

    host.turn();

    assertSame(loop, IOLoop.current());
  }

  @Test
  void loop_of_a_host_that_changes_threads_is_current_in_turns_only() {
    HandHost pool = new HandHost();
    pool.changesThreads();
    IOLoop.clearCurrent();
    try (IOLoop guest = IOLoop.guestOf(pool)) {
      guest.addCallback(() -> trace.add(IOLoop.currentOrNull() == guest));
      pool.turns();
    }

    trace.assertEvents(true);
    assertNull(IOLoop.currentOrNull());
  }

  @Test
  void turn_in_another_thread_takes_the_loop_there() {
    loop.addCallback(() -> {
      trace.add(loop.isRunningHere());
      loop.addCallback(trace.adding("added there"));
    });

    Thread next = new Thread(host::turns);
    host.moveTo(next);
    next.start();
    join(next);

    trace.assertEvents(true, "added there");
    assertFalse(loop.isRunningHere());
  }

  @Test
  void host_has_one_guest() {
    assertSame(loop, IOLoop.guestOf(host));
    assertNotSame(loop, IOLoop.guestOf(new HandHost()));
  }

  @Test
  void closed_guest_is_followed_by_another() {
    loop.close();

    try (IOLoop next = IOLoop.guestOf(host)) {
      assertNotSame(loop, next);
    }
  }

  @Test
  void guest_with_another_clock_is_refused() {
    IllegalStateException refused = assertThrows(
        IllegalStateException.class, () -> IOLoop.guestOf(host, new ManualTimeSource()));

    assertEquals(
        "the host has a guest with another clock: IOLoop[guest of the test]", refused.getMessage());
  }

  // ---- running the queue in a handler -----------------------------------------------------------

  @Test
  void handler_may_run_what_is_ready_before_it_returns() {
    Future<Void> coroutine = HandCoroutine.awaiting(Coroutines.moment());

    loop.runReady();

    assertTrue(coroutine.isDone());
  }

  @Test
  void running_what_is_ready_is_bounded() {
    AtomicInteger count = new AtomicInteger();
    for (int i = 0; i < 300; i++) {
      loop.addCallback(count::incrementAndGet);
    }

    loop.runReady();

    assertEquals(256, count.get());
  }

  @Test
  void running_what_is_ready_does_nothing_in_a_turn() {
    loop.addCallback(() -> {
      loop.runReady();
      trace.add("first");
    });
    loop.addCallback(trace.adding("second"));

    host.turn();

    trace.assertEvents("first", "second");
  }

  @Test
  void running_what_is_ready_in_another_thread_is_refused() {
    inOtherThread(() ->
        trace.add(assertThrows(IllegalStateException.class, loop::runReady).getMessage()));

    trace.assertEvents(
        "only the thread of its host may run the callbacks of IOLoop[guest of the test]");
  }

  @Test
  void running_what_is_ready_in_a_loop_that_is_no_guest_is_refused() {
    try (IOLoop own = new IOLoop()) {
      UnsupportedOperationException refused =
          assertThrows(UnsupportedOperationException.class, own::runReady);

      assertEquals(
          "only a guest lets others run its callbacks: this loop runs them in start() or runSync()",
          refused.getMessage());
    }
  }

  @Test
  void guest_says_whose_it_is() {
    assertEquals("IOLoop[guest of the test]", loop.toString());
  }

  @Test
  void sleep_ends_in_a_turn() {
    Future<Void> slept = HandCoroutine.awaiting(sleep(Duration.ZERO));

    host.turns();
    if (host.delayNanos() >= 0) {
      host.timer();
    }

    assertTrue(slept.isDone());
  }
}
