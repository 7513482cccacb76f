package io.sirocco;

import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Timers and sleep: rules T and S. */
class TimerTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private Timeout later(long millis) {
    return loop.callLater(ms(millis), trace.adding(millis));
  }

  /** Runs {@code main} in the loop and then everything else for a second of simulated time. */
  private void run(Runnable main) {
    loop.addCallback(main);
    loop.runSync(() -> sleep(ms(1000)));
  }

  /** T1. */
  @Test
  void timers_run_in_the_order_of_their_deadlines() {
    run(() -> List.of(120, 40, 200, 80, 160).forEach(this::later));

    trace.assertEvents(40, 80, 120, 160, 200);
  }

  /** T2. */
  @Test
  void equal_deadlines_run_in_the_order_of_insertion() {
    run(() -> {
      Deadline when = Deadline.after(ms(50));
      for (int i = 0; i < 6; i++) {
        loop.callAt(when, trace.adding(i));
      }
    });

    trace.assertEvents(0, 1, 2, 3, 4, 5);
  }

  /** T2, also for timers that were added before the loop ran. */
  @Test
  void equal_deadlines_from_outside_the_loop_run_in_the_order_of_insertion() {
    loop.callLater(ms(5), trace.adding("outside 1"));
    loop.callLater(ms(5), trace.adding("outside 2"));

    run(() -> loop.callLater(ms(5), trace.adding("inside")));

    trace.assertEvents("outside 1", "outside 2", "inside");
  }

  /** T3. */
  @Test
  void timer_removed_by_another_one_of_the_same_iteration_does_not_run() {
    run(() -> {
      List<Timeout> second = new ArrayList<>();
      loop.callLater(ms(10), () -> {
        trace.add("first");
        loop.removeTimeout(second.get(0));
      });
      second.add(later(20));
      later(30);
      clock.advance(ms(60));
    });

    trace.assertEvents("first", 30);
  }

  /** T4. */
  @Test
  void removing_twice_or_after_the_timer_ran_is_harmless() {
    run(() -> {
      Timeout removed = later(60);
      Timeout ran = later(40);
      assertTrue(removed.cancel());
      assertFalse(removed.cancel());
      loop.callLater(ms(120), () -> trace.add(ran.cancel()));
    });

    trace.assertEvents(40, false);
  }

  /** T4, Z6. */
  @Test
  void million_removed_timers_are_forgotten() {
    loop.addCallback(() -> {
      for (int i = 0; i < 1_000_000; i++) {
        loop.callLater(Duration.ofHours(1), trace.adding("never")).cancel();
      }
      later(1);
    });

    loop.runSync(() -> sleep(ms(2)));

    trace.assertEvents(1);
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void timer_that_another_thread_cancels_leaves_the_queue() {
    run(() -> {
      Timeout timeout = loop.callLater(Duration.ofHours(1), trace.adding("never"));
      trace.add(CompletableFuture.supplyAsync(timeout::cancel).join());
    });

    trace.assertEvents(true);
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void timer_of_another_thread_may_be_cancelled_before_the_loop_has_learned_of_it() {
    run(() -> {
      Timeout timeout = CompletableFuture.supplyAsync(
              () -> loop.callLater(Duration.ofHours(1), trace.adding("never")))
          .join();
      trace.add(timeout.cancel());
    });

    trace.assertEvents(true);
    assertEquals(0, loop.queuedTimers());
  }

  /** T1, T5, L2. */
  @Test
  void timers_due_together_run_in_one_iteration_and_what_they_add_comes_after() {
    run(() -> {
      for (long n : new long[] {50, 20, 40, 10, 30}) {
        loop.callLater(ms(n), () -> {
          trace.add("timer " + n);
          loop.addCallback(trace.adding("callback of " + n));
        });
      }
      clock.advance(ms(100));
    });

    trace.assertEvents(
        "timer 10",
        "timer 20",
        "timer 30",
        "timer 40",
        "timer 50",
        "callback of 10",
        "callback of 20",
        "callback of 30",
        "callback of 40",
        "callback of 50");
  }

  /** T5. */
  @Test
  void zero_timer_added_by_a_timer_runs_after_the_callbacks_added_there() {
    run(() -> loop.callLater(Duration.ZERO, () -> {
      loop.callLater(Duration.ZERO, trace.adding("timer"));
      loop.addCallback(trace.adding("callback"));
      trace.add("first");
    }));

    trace.assertEvents("first", "callback", "timer");
  }

  /** T6. */
  @Test
  void past_deadlines_run_soon_in_their_order_but_not_inline() {
    clock.advance(ms(100));
    run(() -> {
      Deadline now = Deadline.now();
      for (int n : new int[] {1, 3, 2}) {
        loop.callAt(now.plus(ms(-n)), trace.adding("now minus " + n));
      }
      trace.add("added");
    });

    trace.assertEvents("added", "now minus 3", "now minus 2", "now minus 1");
  }

  /** T7. */
  @Test
  void deadlines_are_points_in_time_and_durations_are_delays() {
    clock.advance(ms(5000));
    run(() -> {
      Deadline now = Deadline.now();
      loop.addTimeout(now.plus(ms(160)), trace.adding("absolute 160"));
      loop.addTimeout(ms(40), trace.adding("relative 40"));
      loop.callLater(ms(80), trace.adding("callLater 80"));
      loop.callAt(now.plus(ms(120)), trace.adding("callAt 120"));
    });

    trace.assertEvents("relative 40", "callLater 80", "callAt 120", "absolute 160");
  }

  /** T9, T10. */
  @Test
  void failures_of_timers_and_of_what_they_return_are_logged() {
    run(() -> {
      loop.callLater(ms(1), () -> {
        throw new Boom("thrown");
      });
      loop.callLater(ms(2), () -> Future.failed(new Boom("returned")));
    });

    log.assertLogged(
        "Exception in callback [Boom thrown]", "Exception in callback [Boom returned]");
  }

  /** T11. */
  @Test
  void callbacks_that_add_themselves_do_not_starve_timers() {
    IOLoop real = new IOLoop();
    Runnable[] forEver = new Runnable[1];
    forEver[0] = () -> real.addCallback(forEver[0]);
    real.addCallback(forEver[0]);
    real.callLater(Duration.ZERO, real::stop);

    real.start();

    real.close();
    assertEquals("IOLoop[closed]", real.toString());
  }

  @Test
  void very_long_and_very_negative_durations_do_not_overflow() {
    run(() -> {
      loop.callLater(Duration.ofSeconds(Long.MAX_VALUE), trace.adding("never"));
      loop.callLater(Duration.ofSeconds(Long.MIN_VALUE), trace.adding("soon"));
    });

    trace.assertEvents("soon");
  }

  @Test
  void simulated_clock_jumps_to_the_deadline() {
    loop.runSync(() -> sleep(Duration.ofHours(5)));

    assertEquals(Duration.ofHours(5).toNanos(), loop.time());
  }

  // ---- sleep ----------------------------------------------------------------------------------

  /** S1. */
  @Test
  void sleep_starts_its_clock_when_called() {
    loop.runSync(() -> {
      Future<Void> nap = sleep(ms(160));
      return HandCoroutine.call((self, step, value) -> switch (step) {
        case 0 -> sleep(ms(100));
        case 1 -> nap;
        default -> self.end(null);
      });
    });

    assertEquals(ms(160).toNanos(), loop.time());
  }

  /** S2. */
  @Test
  void sleep_of_zero_or_less_is_not_done_at_once() {
    run(() -> {
      for (int n : new int[] {0, -5}) {
        Future<Void> nap = sleep(ms(n));
        trace.add("done at once " + nap.isDone());
        nap.addDoneCallback(f -> trace.add("slept " + n));
      }
      loop.addCallback(trace.adding("callback"));
    });

    trace.assertEvents(
        "done at once false", "done at once false", "callback", "slept -5", "slept 0");
  }

  /** S3. */
  @Test
  void cancelled_sleep_forgets_its_timer() {
    run(() -> {
      Future<Void> nap = sleep(ms(10));
      trace.add(nap.cancel());
      nap.addDoneCallback(f -> trace.add(f.isCancelled()));
    });

    trace.assertEvents(true, true);
  }

  /** S4. */
  @Test
  void moment_lets_coroutines_take_turns() {
    run(() -> {
      turns("a");
      turns("b");
    });

    trace.assertEvents("a0", "b0", "a1", "b1", "a2", "b2");
  }

  private void turns(String name) {
    HandCoroutine.call((self, step, value) -> {
      trace.add(name + step);
      return step < 2 ? moment() : self.end(null);
    });
  }

  @Test
  void timer_without_saying_where_runs_on_the_current_loop() {
    run(() -> {
      Timeout.at(Deadline.after(ms(10)), () -> trace.add(IOLoop.currentOrNull() == loop));
      Timeout.at(Deadline.after(ms(10)), trace.adding("cancelled")).cancel();
      Timeout.at(new Deadline(-1), trace.adding("past"));
      trace.add("not inside the call");
    });

    trace.assertEvents("not inside the call", "past", true);
  }

  @Test
  void timer_without_saying_where_runs_without_a_loop_too() {
    CompletableFuture<String> name = new CompletableFuture<>();

    Timeout.at(Deadline.after(ms(1)), () -> name.complete(Thread.currentThread().getName()));

    assertTrue(name.join().startsWith("ForkJoinPool.commonPool"), name.join());
  }
}
