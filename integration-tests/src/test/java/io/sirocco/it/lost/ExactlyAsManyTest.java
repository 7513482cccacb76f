package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.PeriodicCallback;
import io.sirocco.Scope;
import io.sirocco.locks.Condition;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Signals that are heard and calls that are made are as many as were asked for, whatever happens meanwhile. */
class ExactlyAsManyTest {
  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);
  private final long start = clock.nanoTime();
  private final List<String> trace = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration millis(long millis) {
    return Duration.ofMillis(millis);
  }

  private void note(String event) {
    trace.add((clock.nanoTime() - start) / 1_000_000 + " " + event);
  }

  // ---- signals
  // ------------------------------------------------------------------------------------

  private final Condition condition = new Condition();

  @Coroutine
  private Future<Void> listen(String name) {
    await(condition.waitForSignal());
    note(name + " hears it");
    return Future.of(null);
  }

  /** What the first one does at once cancels the second. */
  @Coroutine
  private Future<Void> signalTwo(int listeners) {
    Future<Boolean> first = condition.waitForSignal();
    List<Future<Void>> others = new ArrayList<>();
    for (int i = 2; i <= listeners; i++) {
      String name = "number " + i;
      others.add(Scope.run(scope -> listen(name)));
    }
    first.thenRun(() -> {
      note("number 1 hears it");
      others.get(0).cancel();
    });
    await(moment());
    condition.signal(2);
    await(sleep(millis(5)));
    note("over");
    others.forEach(Future::cancel);
    return Future.of(null);
  }

  @Test
  void two_signals_reach_two_although_the_first_one_cancels_the_second() {
    loop.runSync(() -> signalTwo(4));

    assertEquals(List.of("0 number 1 hears it", "0 number 2 hears it", "5 over"), trace);
  }

  // ---- calls
  // --------------------------------------------------------------------------------------

  @Coroutine
  private Future<Void> slowCall() {
    note("begins");
    await(sleep(millis(25)));
    note("ends");
    return Future.of(null);
  }

  @Coroutine
  private Future<Void> restarted(PeriodicCallback periodic, long afterMillis, long stopMillis) {
    periodic.start();
    await(sleep(millis(afterMillis)));
    periodic.stop();
    periodic.start();
    await(sleep(millis(stopMillis)));
    periodic.stop();
    await(sleep(millis(100)));
    return Future.of(null);
  }

  @Test
  void periodic_callback_that_is_restarted_has_one_series_of_calls() {
    PeriodicCallback periodic = new PeriodicCallback(() -> note("call"), millis(10));

    loop.runSync(() -> restarted(periodic, 0, 35));

    assertEquals(List.of("10 call", "20 call", "30 call"), trace);
  }

  @Test
  void periodic_callback_that_is_restarted_during_a_call_makes_no_two_at_a_time() {
    PeriodicCallback periodic = new PeriodicCallback(() -> slowCall(), millis(10));

    loop.runSync(() -> restarted(periodic, 15, 40));

    assertEquals(List.of("10 begins", "35 ends", "45 begins", "70 ends"), trace);
  }
}
