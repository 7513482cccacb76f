package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.BadYieldException;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** What {@code await} does with futures that are done, pending, shared, failed, or none at all. */
final class WaitScenarios {
  private WaitScenarios() {}

  // ---- when the coroutine goes on -------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> wait_ready_does_not_switch(Trace t) {
    IOLoop.current().addCallback(() -> t.add("callback ran"));
    for (int i = 0; i < 3; i++) {
      t.add("step", await(Future.of(i)));
    }
    try {
      await(Future.failed(new Boom("ready failure")));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    t.add("now let the loop run");
    await(moment());
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Integer> wait_many_ready(Trace t) {
    int total = 0;
    for (int i = 0; i < 20_000; i++) {
      total += await(Future.of(i));
    }
    t.add("total", total);
    return Future.of(total);
  }

  @Coroutine
  private static Future<Void> receiver(Trace t, Future<String> input) {
    t.add("waiter got", await(input));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<String> wait_resumes_through_loop(Trace t) {
    Promise<String> promise = new Promise<>();
    Future<Void> waiter = receiver(t, promise);
    IOLoop.current().addCallback(() -> {
      t.add("before set");
      promise.complete("x");
      t.add("after set");
    });
    IOLoop.current().addCallback(() -> t.add("same iteration as fire"));
    t.add("main waits");
    await(waiter);
    return Future.of("ok");
  }

  @Coroutine
  private static Future<Void> repeat(Trace t, String label, Supplier<Future<?>> what, int times) {
    for (int i = 0; i < times; i++) {
      t.add(label);
      await(what.get());
    }
    return Future.of(null);
  }

  private static Future<Object> ready() {
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> repeatNull(Trace t, String label, int times) {
    for (int i = 0; i < times; i++) {
      t.add(label);
      await((Object) null); // stands for moment()
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> wait_moment_takes_turns(Trace t) {
    await(
        List.of(repeat(t, "a", WaitScenarios::ready, 3), repeat(t, "b", WaitScenarios::ready, 3)));
    t.add("--");
    await(List.of(repeat(t, "a", () -> moment(), 3), repeat(t, "b", () -> moment(), 3)));
    t.add("--");
    await(List.of(repeat(t, "a", () -> moment(), 3), repeat(t, "b", WaitScenarios::ready, 3)));
    t.add("--");
    await(List.of(repeatNull(t, "a", 3), repeat(t, "b", () -> moment(), 2)));
    return Future.of(null);
  }

  // ---- one future, many waits -----------------------------------------------------------------

  @Coroutine
  private static Future<String> named(Trace t, String who, Future<Integer> input) {
    t.add(who, "waits");
    t.add(who, "got", await(input));
    return Future.of(who);
  }

  @Scenario
  @Coroutine
  static Future<List<String>> wait_two_waiters_fifo(Trace t) {
    Promise<Integer> shared = new Promise<>();
    List<Future<String>> waiters =
        List.of(named(t, "a", shared), named(t, "b", shared), named(t, "c", shared));
    shared.complete(1);
    Future<String> late = named(t, "late", shared);
    t.add("late done at once:", late.isDone());
    return Future.of(await(waiters));
  }

  @Coroutine
  private static Future<Boom> exceptionOf(Future<?> input) {
    try {
      await(input);
      return Future.of(null);
    } catch (Boom e) {
      return Future.of(e);
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> wait_same_exception_object(Trace t) {
    Promise<Object> shared = new Promise<>();
    Future<Boom> a = exceptionOf(shared);
    Future<Boom> b = exceptionOf(shared);
    Boom boom = new Boom("shared");
    shared.fail(boom);
    List<Boom> seen = await(List.of(a, b));
    t.add(seen.get(0) == boom, seen.get(1) == boom);
    for (int i = 0; i < 2; i++) {
      t.add("again", await(exceptionOf(shared)) == boom);
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<String> operation(Trace t, String who, int millis, boolean fails) {
    await(sleep(ms(millis)));
    t.add(who, "ends");
    if (fails) {
      throw new Boom(who);
    }
    return Future.of(who);
  }

  @Scenario
  @Coroutine
  static Future<Void> wait_two_futures_in_turn(Trace t) {
    Future<String> a = operation(t, "a", 80, false);
    Future<String> b = operation(t, "b", 40, true);
    t.add("a gives", await(a));
    t.add("b done", b.isDone());
    try {
      await(b);
    } catch (Boom e) {
      t.add("b failed", e.getMessage());
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<Integer> plusOne(Future<Integer> input) {
    return Future.of(await(input) + 1);
  }

  @Scenario
  @Coroutine
  static Future<Integer> wait_long_wrapper_chain(Trace t) {
    Promise<Integer> first = new Promise<>();
    Future<Integer> last = first;
    for (int i = 0; i < 2_000; i++) {
      last = plusOne(last);
    }
    t.add("built", last.isDone());
    first.complete(0);
    t.add("set", last.isDone());
    return Future.of(await(last));
  }

  // ---- other things than futures --------------------------------------------------------------

  @Coroutine
  private static <T> Future<T> delayed(T value, int turns) {
    for (int i = 0; i < turns; i++) {
      await(moment());
    }
    return Future.of(value);
  }

  @Scenario
  @Coroutine
  static Future<Object> wait_list_and_dict(Trace t) {
    t.add(await(List.of(delayed(1, 2), delayed(2, 0), Future.of(3))));
    Map<String, String> map = await(Map.of("x", delayed("X", 1), "y", Future.of("Y")));
    t.add(map.get("x"), map.get("y"), map.size());
    Object nested = await(List.<Object>of(
        delayed(1, 1), List.of(Future.of(2), delayed(3, 2)), Map.of("k", delayed(4, 1))));
    return Future.of(nested);
  }

  @Coroutine
  private static Future<String> careful(Trace t, Object unknown) {
    try {
      await(unknown);
    } catch (BadYieldException e) {
      t.add("caught", Scene.name(e));
    }
    return Future.of("went on");
  }

  @Coroutine
  private static Future<Void> careless(Object unknown) {
    await(moment());
    await(unknown);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> wait_unknown_object(Trace t) {
    t.add(await(careful(t, 42)));
    t.add(await(careful(t, "text")));
    await(careless(new Object()));
    return Future.of(null);
  }
}
