package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import java.util.List;
import java.util.Map;

/** Waiting no longer than a given time. */
final class TimeoutScenarios {
  private TimeoutScenarios() {}

  @Coroutine
  private static Future<Integer> after(int millis) {
    await(sleep(ms(millis)));
    return Future.of(millis);
  }

  @Coroutine
  private static Future<Integer> failingAfter(int millis, RuntimeException exception) {
    await(sleep(ms(millis)));
    throw exception;
  }

  // ---- in time --------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> timeout_not_reached(Trace t) {
    t.add(await(withTimeout(ms(100), after(40))));
    try {
      await(withTimeout(ms(100), failingAfter(40, new Boom("in time"))));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    await(sleep(ms(120)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_ready_input_wins(Trace t) {
    Deadline past = Deadline.after(ms(-10_000));
    Future<String> limited = withTimeout(past, Future.of("now"));
    t.add("done", limited.isDone());
    t.add(await(limited));
    try {
      await(withTimeout(past, Future.failed(new Boom("failed before"))));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_race_same_iteration(Trace t) {
    Promise<String> input = new Promise<>();
    Future<String> limited = withTimeout(Deadline.after(ms(-1_000)), input);
    IOLoop.current().addCallback(() -> input.complete("value"));
    try {
      t.add("result", await(limited));
    } catch (TimeoutException e) {
      t.add("TimeoutException although the input is done:", input.isDone());
    }
    return Future.of(null);
  }

  // ---- too late -------------------------------------------------------------------------------

  @Coroutine
  private static Future<String> slow(Trace t) {
    await(sleep(ms(120)));
    t.add("slow finished");
    return Future.of("late result");
  }

  @Scenario
  @Coroutine
  static Future<String> timeout_reached_input_survives(Trace t) {
    Future<String> slow = slow(t);
    try {
      await(withTimeout(ms(40), slow));
    } catch (TimeoutException e) {
      t.add("TimeoutException:", e.getMessage());
    }
    t.add("done", slow.isDone());
    try {
      await(withTimeout(ms(20), slow));
    } catch (TimeoutException e) {
      t.add("again");
    }
    return Future.of(await(slow));
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_past_deadline(Trace t) {
    Future<Object> limited = withTimeout(Deadline.after(ms(-10_000)), new Promise<>());
    t.add("done at once", limited.isDone());
    try {
      await(limited);
    } catch (TimeoutException e) {
      t.add("TimeoutException");
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_absolute_deadline(Trace t) {
    Deadline deadline = Deadline.after(ms(200)); // for all four together
    for (int i = 0; i < 4; i++) {
      try {
        await(withTimeout(deadline, sleep(ms(80))));
        t.add("in time");
      } catch (TimeoutException e) {
        t.add("too late");
      }
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_late_failure_logged(Trace t) {
    try {
      await(withTimeout(ms(40), failingAfter(90, new Boom("late"))));
    } catch (TimeoutException e) {
      t.add("TimeoutException");
    }
    await(sleep(ms(250)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_late_failure_quiet(Trace t) {
    for (RuntimeException late : List.of(new Boom("1"), new BigBoom("2"), new Bang("3"))) {
      try {
        await(withTimeout(ms(40), failingAfter(90, late), Boom.class));
      } catch (TimeoutException e) {
        t.add("TimeoutException");
      }
      await(sleep(ms(100)));
    }
    return Future.of(null);
  }

  // ---- other inputs ---------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> timeout_of_list_and_coroutine(Trace t) {
    List<Integer> list = await(withTimeout(ms(200), List.of(after(40), after(20))));
    Map<String, Integer> map = await(withTimeout(ms(200), Map.of("a", after(20))));
    t.add(list);
    t.add(map);
    try {
      await(withTimeout(ms(40), List.of(after(10), after(90))));
    } catch (TimeoutException e) {
      t.add("TimeoutException");
    }
    await(sleep(ms(80)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timeout_input_cancelled(Trace t) {
    Promise<Object> input = new Promise<>();
    Future<Object> limited = withTimeout(ms(60), input);
    input.cancel();
    await(sleep(ms(120)));
    t.add("done", limited.isDone());
    return Future.of(null);
  }
}
