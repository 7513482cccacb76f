package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/** The main function of a program, and of a test. */
final class RunSyncScenarios {
  private RunSyncScenarios() {}

  @Coroutine
  private static Future<Integer> twice(int x) {
    await(moment());
    if (x < 0) {
      throw new Boom("negative");
    }
    return Future.of(x * 2);
  }

  private static Future<Integer> throwing() {
    throw new Bang("sync");
  }

  @Scenario
  static void run_sync_outcomes(Trace t) {
    IOLoop loop = IOLoop.current();
    t.add(loop.<Integer>runSync(() -> twice(21)));
    t.add(loop.<String>runSync(() -> Future.of("ready")));
    t.add(loop.<Object>runSync(() -> null));
    t.add(loop.<Object>runSync(() -> List.of(twice(1), twice(2))));
    List<Callable<?>> failures = List.of(() -> twice(-1), () -> throwing(), () -> 42);
    for (Callable<?> failure : failures) {
      try {
        t.add(loop.<Object>runSync(failure));
      } catch (RuntimeException e) {
        t.add("threw", name(e));
      }
    }
  }

  @Coroutine
  private static Future<Integer> slow(Trace t, int millis) {
    t.add("start", millis);
    await(sleep(ms(millis)));
    t.add("end", millis);
    return Future.of(millis);
  }

  @Scenario
  static void run_sync_timeout(Trace t) {
    IOLoop loop = IOLoop.current();
    Duration plenty = Duration.ofSeconds(5);
    t.add(loop.<Integer>runSync(() -> slow(t, 40), plenty));
    try {
      loop.runSync(() -> slow(t, 5_000), ms(50));
    } catch (TimeoutException e) {
      t.add("TimeoutException:", e.getMessage());
    }
    t.add(loop.<Integer>runSync(() -> slow(t, 1), plenty));
  }

  @Coroutine
  private static Future<String> tenacious(Trace t) {
    try {
      t.add("start");
      await(sleep(ms(150)));
      t.add("woke up");
      return Future.of("dropped");
    } finally {
      t.add("finally");
    }
  }

  @Scenario
  static void run_sync_timeout_body_continues(Trace t) {
    IOLoop loop = IOLoop.current();
    try {
      loop.runSync(() -> tenacious(t), ms(50));
    } catch (TimeoutException e) {
      t.add("timed out");
    }
    loop.runSync(() -> sleep(ms(200)));
    t.add("end");
  }
}
