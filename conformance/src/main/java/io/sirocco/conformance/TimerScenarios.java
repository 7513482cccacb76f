package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Timeout;
import java.util.concurrent.atomic.AtomicReference;

/** Callbacks at a given time. */
final class TimerScenarios {
  private TimerScenarios() {}

  @Scenario
  @Coroutine
  static Future<Void> timer_order(Trace t) {
    for (int millis : new int[] {120, 40, 200, 80, 160}) {
      later(millis, () -> t.add(millis));
    }
    await(sleep(ms(260)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timer_tie_is_fifo(Trace t) {
    Deadline deadline = Deadline.after(ms(50));
    for (int i = 0; i < 6; i++) {
      int number = i;
      IOLoop.current().callAt(deadline, () -> t.add(number));
    }
    await(sleep(ms(100)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timer_all_due_at_once(Trace t) {
    for (int millis : new int[] {50, 20, 40, 10, 30}) {
      later(millis, () -> {
        t.add("timer", millis);
        IOLoop.current().addCallback(() -> t.add("callback of", millis));
      });
    }
    t.busy(ms(100));
    t.add("blocked");
    await(sleep(ms(40)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timer_kinds_of_deadline(Trace t) {
    IOLoop loop = IOLoop.current();
    Deadline now = Deadline.now();
    loop.addTimeout(now.plus(ms(160)), () -> t.add("absolute", 160));
    loop.addTimeout(ms(40), () -> t.add("relative", 40));
    loop.callLater(ms(80), () -> t.add("call_later", 80));
    loop.callAt(now.plus(ms(120)), () -> t.add("call_at", 120));
    // loop.addTimeout("tomorrow", ...) does not compile
    await(sleep(ms(220)));
    return Future.of(null);
  }

  // ---- the past -------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> timer_past_deadline(Trace t) {
    later(40, () -> t.add("future deadline"));
    IOLoop.current().callAt(Deadline.after(ms(-10_000)), () -> t.add("past deadline"));
    t.add("added");
    await(sleep(ms(100)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timer_past_deadlines_order(Trace t) {
    Deadline now = Deadline.now();
    for (int seconds : new int[] {1, 3, 2}) {
      IOLoop.current().callAt(now.plus(ms(-1_000 * seconds)), () -> t.add("now minus", seconds));
    }
    await(sleep(ms(40)));
    return Future.of(null);
  }

  // ---- removing -------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> timer_remove(Trace t) {
    Timeout a = later(60, () -> t.add("a"));
    Timeout b = later(40, () -> t.add("b"));
    a.cancel();
    a.cancel();
    await(sleep(ms(120)));
    b.cancel();
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timer_removed_by_other_timer(Trace t) {
    AtomicReference<Timeout> second = new AtomicReference<>();
    later(10, () -> {
      t.add("first");
      second.get().cancel();
    });
    second.set(later(20, () -> t.add("second")));
    later(30, () -> t.add("third"));
    t.busy(ms(60));
    await(sleep(ms(40)));
    return Future.of(null);
  }
}
