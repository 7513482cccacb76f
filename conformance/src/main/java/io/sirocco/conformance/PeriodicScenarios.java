package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.PeriodicCallback;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** Calls at regular times. */
final class PeriodicScenarios {
  private PeriodicScenarios() {}

  @Scenario
  static void periodic_arguments(Trace t) {
    for (int bad : new int[] {0, -1}) {
      try {
        new PeriodicCallback(() -> {}, ms(bad));
        t.add("accepted");
      } catch (IllegalArgumentException e) {
        t.add(name(e));
      }
    }
    t.add(new PeriodicCallback(() -> {}, Duration.ofSeconds(1, 500_000_000))
        .period()
        .toMillis());
    t.add(new PeriodicCallback(() -> {}, ms(250)).period().toMillis());
  }

  @Scenario
  @Coroutine
  static Future<Void> periodic_basic(Trace t) {
    PeriodicCallback calls = new PeriodicCallback(() -> t.add("call"), ms(100));
    t.add("running", calls.isRunning());
    calls.start();
    t.add("running", calls.isRunning());
    await(sleep(ms(50)));
    t.add("50 ms");
    await(sleep(ms(200)));
    calls.stop();
    t.add("stopped", calls.isRunning());
    await(sleep(ms(150)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> periodic_stop_inside(Trace t) {
    AtomicReference<PeriodicCallback> self = new AtomicReference<>();
    AtomicInteger count = new AtomicInteger();
    PeriodicCallback calls = new PeriodicCallback(
        () -> {
          t.add("call", count.incrementAndGet());
          if (count.get() == 2) {
            self.get().stop();
          }
        },
        ms(50));
    self.set(calls);
    calls.start();
    await(sleep(ms(250)));
    t.add("running", calls.isRunning());
    return Future.of(null);
  }

  private static void failingTheSecondTime(Trace t, AtomicInteger count) {
    t.add("call", count.incrementAndGet());
    if (count.get() == 2) {
      throw new Boom("second call");
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> periodic_error_continues(Trace t) {
    AtomicInteger count = new AtomicInteger();
    PeriodicCallback calls = new PeriodicCallback(() -> failingTheSecondTime(t, count), ms(60));
    calls.start();
    await(sleep(ms(210)));
    calls.stop();
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> longCall(Trace t) {
    t.add("begin");
    await(sleep(ms(150)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> periodic_coroutine_does_not_overlap(Trace t) {
    PeriodicCallback calls = new PeriodicCallback(() -> longCall(t), ms(100));
    calls.start();
    await(sleep(ms(200)));
    t.add("at 200");
    await(sleep(ms(80)));
    t.add("at 280");
    await(sleep(ms(70)));
    calls.stop();
    t.add("at 350, stopped");
    await(sleep(ms(150)));
    return Future.of(null);
  }

  /** The times of calls that take so long, in seconds; the series begins at 1000. */
  private static List<Double> schedule(Trace t, Duration period, Duration... durations) {
    IOLoop loop = IOLoop.current();
    long start = loop.time();
    List<Double> times = new ArrayList<>();
    PeriodicCallback calls = new PeriodicCallback(
        () -> {
          Duration duration = durations[times.size()];
          times.add(1000 + (loop.time() - start) / 1e9);
          t.busy(duration);
          if (times.size() == durations.length) {
            loop.stop();
          }
        },
        period);
    calls.start();
    loop.start();
    calls.stop();
    return times;
  }

  private static Duration seconds(int seconds) {
    return Duration.ofSeconds(seconds);
  }

  @Scenario
  static void periodic_math(Trace t) {
    t.add(schedule(t, seconds(10), seconds(0), seconds(0), seconds(0), seconds(0)));
    t.add(schedule(
        t,
        seconds(10),
        seconds(3),
        seconds(9),
        seconds(10),
        seconds(11),
        seconds(25),
        seconds(0),
        seconds(0)));
    t.add(schedule(t, ms(500), ms(250), ms(500), ms(1_750), ms(0)));
  }
}
