package io.sirocco;

import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules P. */
class PeriodicCallbackTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private long nowMillis() {
    return Duration.ofNanos(loop.time()).toMillis();
  }

  private void runFor(long millis) {
    loop.runSync(() -> sleep(ms(millis)));
  }

  private void start(PeriodicCallback periodic) {
    loop.runSync(() -> {
      periodic.start();
      return null;
    });
  }

  private PeriodicCallback tracing(long periodMillis) {
    return new PeriodicCallback(() -> trace.add("call at " + nowMillis()), ms(periodMillis));
  }

  /** P1, P6, P7; the scenario periodic_basic. */
  @Test
  void first_call_comes_one_period_after_the_start() {
    PeriodicCallback periodic = tracing(100);
    assertFalse(periodic.isRunning());
    start(periodic);
    assertTrue(periodic.isRunning());

    runFor(250);
    periodic.stop();
    periodic.stop();
    assertFalse(periodic.isRunning());
    runFor(200);

    trace.assertEvents("call at 100", "call at 200");
  }

  /** P1. */
  @Test
  void second_start_begins_a_new_raster() {
    PeriodicCallback periodic = tracing(100);
    start(periodic);
    runFor(150);
    periodic.stop();
    start(periodic);
    runFor(200);

    trace.assertEvents("call at 100", "call at 250", "call at 350");
  }

  /** P10, advice. */
  @Test
  void starting_twice_is_starting_once() {
    PeriodicCallback periodic = tracing(100);
    start(periodic);
    runFor(50);
    start(periodic);
    runFor(200);

    trace.assertEvents("call at 100", "call at 200");
  }

  /** P2, P4: a call that takes long. */
  @Test
  void missed_calls_are_left_out_and_the_raster_stays() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          trace.add("call at " + nowMillis());
          clock.advance(ms(130));
        },
        ms(100));
    start(periodic);
    runFor(500);

    trace.assertEvents("call at 100", "call at 300", "call at 500");
  }

  /** P4, P8; the scenario periodic_coroutine_does_not_overlap. */
  @Test
  void next_call_is_planned_when_the_coroutine_has_ended() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> HandCoroutine.call((self, step, value) -> {
          trace.add((step == 0 ? "begin " : "end ") + nowMillis());
          return step == 0 ? sleep(ms(150)) : self.end(null);
        }),
        ms(100));
    start(periodic);
    runFor(350);
    periodic.stop();
    trace.add("stopped");
    runFor(500);

    trace.assertEvents("begin 100", "end 250", "begin 300", "stopped", "end 450");
  }

  /** P6; the raster of the new series begins at its start. */
  @Test
  void call_of_a_stopped_series_that_has_not_ended_holds_up_the_new_one() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          trace.add("call at " + nowMillis());
          return sleep(ms(150));
        },
        ms(100));
    start(periodic);
    runFor(120);
    periodic.stop();
    start(periodic); // at 120; the first call ends at 250
    runFor(400);

    trace.assertEvents("call at 100", "call at 320", "call at 520");
  }

  @Test
  void call_that_has_ended_before_the_new_series_is_due_changes_nothing() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          trace.add("call at " + nowMillis());
          return sleep(ms(30));
        },
        ms(100));
    start(periodic);
    runFor(110);
    periodic.stop();
    start(periodic);
    runFor(250);

    trace.assertEvents("call at 100", "call at 210", "call at 310");
  }

  @Test
  void callback_may_stop_and_start_itself() {
    PeriodicCallback[] periodic = new PeriodicCallback[1];
    periodic[0] = new PeriodicCallback(
        () -> {
          trace.add("call at " + nowMillis());
          periodic[0].stop();
          periodic[0].start();
        },
        ms(100));
    start(periodic[0]);
    runFor(350);
    periodic[0].stop();

    trace.assertEvents("call at 100", "call at 200", "call at 300");
  }

  @Test
  void call_on_another_loop_that_was_closed_holds_up_nobody() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          trace.add("call");
          return new Promise<Void>();
        },
        ms(100));
    try (IOLoop other = new IOLoop(new ManualTimeSource())) {
      other.runSync(() -> {
        periodic.start();
        return sleep(ms(150));
      });
      periodic.stop();
    }
    start(periodic);
    runFor(150);

    trace.assertEvents("call", "call");
  }

  /** P5; the scenario periodic_error_continues. */
  @Test
  void failure_is_reported_and_the_calls_go_on() {
    int[] calls = new int[1];
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          trace.add("call " + ++calls[0]);
          if (calls[0] == 2) {
            throw new Boom("second call");
          }
          return calls[0] == 1 ? Future.failed(new Boom("future")) : "ignored";
        },
        ms(60));
    start(periodic);
    runFor(210);

    trace.assertEvents("call 1", "call 2", "call 3");
    log.assertLogged(
        "Exception in callback [Boom future]", "Exception in callback [Boom second call]");
  }

  @Test
  void failure_of_a_coroutine_is_reported_when_it_ends() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> HandCoroutine.call((self, step, value) -> {
          if (step == 0) {
            return sleep(ms(10));
          }
          throw new Boom("at " + nowMillis());
        }),
        ms(100));
    start(periodic);
    runFor(250);

    log.assertLogged("Exception in callback [Boom at 110]", "Exception in callback [Boom at 210]");
  }

  /** L5 for periodic callbacks. */
  @Test
  void list_that_cannot_be_awaited_is_a_value_like_any_other() {
    PeriodicCallback periodic = new PeriodicCallback(
        () -> {
          trace.add("call");
          return List.of("text");
        },
        ms(100));
    start(periodic);
    runFor(250);

    trace.assertEvents("call", "call");
  }

  /** P6; the scenario periodic_stop_inside. */
  @Test
  void stop_inside_the_callback_ends_the_calls() {
    PeriodicCallback[] self = new PeriodicCallback[1];
    self[0] = new PeriodicCallback(
        () -> {
          trace.add("call");
          self[0].stop();
        },
        ms(50));
    start(self[0]);
    runFor(250);

    trace.assertEvents("call");
    assertFalse(self[0].isRunning());
  }

  /** P6. */
  @Test
  void call_that_is_due_does_not_happen_after_stop() {
    PeriodicCallback periodic = tracing(100);
    loop.callLater(ms(100), periodic::stop);
    start(periodic);
    runFor(200);

    trace.assertEvents();
  }

  /** P9; the scenario periodic_arguments. */
  @Test
  void period_must_be_positive() {
    for (Duration period : List.of(Duration.ZERO, ms(-1))) {
      assertEquals(
          "period must be positive: " + period,
          assertThrows(IllegalArgumentException.class, () -> new PeriodicCallback(() -> {}, period))
              .getMessage());
    }
    assertEquals(ms(1500), new PeriodicCallback(() -> {}, ms(1500)).period());
  }

  /** P2, P4; the scenario periodic_math. */
  @Test
  void next_call_is_on_the_raster_whatever_the_call_takes() {
    assertEquals(List.of(1010L, 1020L, 1030L, 1040L), schedule(10, 0, 0, 0, 0));
    assertEquals(
        List.of(1010L, 1020L, 1030L, 1050L, 1070L, 1100L, 1110L),
        schedule(10, 3, 9, 10, 11, 25, 0, 0));
    assertEquals(List.of(1500L, 2000L, 3000L, 5000L), schedule(500, 250, 500, 1750, 0));
  }

  private static List<Long> schedule(long period, long... durations) {
    List<Long> result = new ArrayList<>();
    long due = 1000;
    long now = due;
    for (long duration : durations) {
      due = PeriodicCallback.nextNanos(due, now, period);
      result.add(due);
      now = due + duration;
    }
    return result;
  }

  /** P2. */
  @Test
  void clock_that_was_set_back_does_not_bring_calls_together() {
    assertEquals(1020, PeriodicCallback.nextNanos(1010, 1000, 10));
    assertEquals(1020, PeriodicCallback.nextNanos(1010, 0, 10));
  }

  @Property
  void next_call_is_the_first_point_of_the_raster_after_now(
      @ForAll @LongRange(min = 0, max = 1_000_000) long due,
      @ForAll @LongRange(min = 0, max = 1_000_000) long late,
      @ForAll @LongRange(min = 1, max = 10_000) long step) {
    long next = PeriodicCallback.nextNanos(due, due + late, step);

    assertEquals(0, (next - due) % step);
    assertTrue(next > due + late && next - step <= due + late);
  }

  @Test
  void period_longer_than_all_time_never_comes_round() {
    assertEquals(Long.MAX_VALUE, PeriodicCallback.nextNanos(5, 7, Long.MAX_VALUE));
  }

  /** P3. */
  @Test
  void jitter_varies_the_steps_around_the_period() {
    double[] randoms = {0.5, 0, 0.75, 0.5};
    int[] used = new int[1];
    PeriodicCallback periodic = new PeriodicCallback(
            () -> {
              trace.add("call at " + nowMillis());
              return null;
            },
            ms(100),
            () -> randoms[used[0]++])
        .jitter(0.4);
    start(periodic);
    runFor(300);

    trace.assertEvents("call at 100", "call at 180", "call at 290");
    assertEquals(1, PeriodicCallback.jittered(1, 1, 0));
  }

  /** P3. */
  @Test
  void jitter_must_leave_a_period() {
    PeriodicCallback periodic = tracing(100);

    for (double share : new double[] {-0.1, 1.1, Double.NaN}) {
      assertEquals(
          "jitter must be from 0 to 1: " + share,
          assertThrows(IllegalArgumentException.class, () -> periodic.jitter(share))
              .getMessage());
    }
  }
}
