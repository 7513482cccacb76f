package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.time.Duration;
import java.util.List;

/** Letting time pass, and letting others have a turn. */
final class SleepScenarios {
  private SleepScenarios() {}

  @Coroutine
  private static Future<String> nap(Trace t, String who, int millis) {
    t.add(who, "sleeps");
    await(sleep(ms(millis)));
    t.add(who, "wakes");
    return Future.of(who);
  }

  @Scenario
  @Coroutine
  static Future<List<String>> sleep_runs_in_parallel(Trace t) {
    return Future.of(await(List.of(nap(t, "c", 150), nap(t, "a", 50), nap(t, "b", 100))));
  }

  @Coroutine
  private static Future<Void> work(Trace t, int i) {
    t.add("work", i);
    return Future.of(await(sleep(ms(100))));
  }

  @Scenario
  @Coroutine
  static Future<Void> sleep_clock_starts_at_call(Trace t) {
    Deadline early = Deadline.after(ms(470));
    Deadline late = Deadline.after(ms(700));
    for (int i = 0; i < 3; i++) {
      Future<Void> next = sleep(ms(160)); // the clock starts here
      await(work(t, i));
      t.add("timer pending", !next.isDone());
      await(next);
    }
    Deadline end = Deadline.now();
    boolean inTime = early.compareTo(end) < 0 && end.compareTo(late) < 0;
    t.add("about 480 and not 780 ms", inTime);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> sleep_zero_yields(Trace t) {
    for (int seconds : new int[] {0, -5}) {
      Future<Void> sleep = sleep(Duration.ofSeconds(seconds));
      t.add("done at once", sleep.isDone());
      IOLoop.current().addCallback(() -> t.add("callback"));
      await(sleep);
      t.add("slept", seconds);
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> sleep_cancelled(Trace t) {
    Future<Void> sleep = sleep(ms(40));
    t.add("cancel", sleep.cancel());
    await(sleep(ms(100)));
    t.add("still cancelled", sleep.isCancelled());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> moment_lets_timers_run(Trace t) {
    later(0, () -> t.add("timer"));
    t.busy(ms(20));
    for (int i = 0; i < 3; i++) {
      await(Future.of(null));
      t.add("ready", i);
    }
    for (int i = 0; i < 3; i++) {
      await(moment());
      t.add("moment", i);
    }
    return Future.of(null);
  }
}
