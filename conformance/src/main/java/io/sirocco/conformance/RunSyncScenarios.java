package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.function.Function;

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

  // ---- tests ----------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> goodTest(Trace t, IOLoop own) {
    await(moment());
    t.add("good ran, own loop is current", own == IOLoop.current());
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> badTest() {
    await(moment());
    throw new Boom("bad test");
  }

  @Coroutine
  private static Future<Void> slowTest(Trace t) {
    try {
      return Future.of(await(sleep(ms(5_000))));
    } catch (CancellationException e) {
      t.add("body saw", name(e));
      throw e;
    } finally {
      t.add("body finally");
    }
  }

  /** What the module for tests does: a new loop for each, and a scope with a time limit. */
  private static <T> void test(
      Trace t, String name, Duration limit, Function<IOLoop, Future<T>> body) {
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.runSync(() -> Scope.run(limit, scope -> body.apply(loop)));
      t.add(name, "passed");
    } catch (RuntimeException e) {
      t.add(name, "threw", name(e));
    }
  }

  @Scenario
  static void test_case_gen_test(Trace t) {
    Duration usual = Duration.ofSeconds(5);
    test(t, "good", usual, loop -> goodTest(t, loop));
    test(t, "bad", usual, loop -> badTest());
    test(t, "slow", ms(50), loop -> slowTest(t));
  }
}
