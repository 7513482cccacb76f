package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.convertYielded;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.util.List;
import java.util.concurrent.CancellationException;

/** Lazy coroutines, which correspond to Python's native ones. */
final class LazyScenarios {
  private LazyScenarios() {}

  @Coroutine
  private static Awaitable<String> child(Trace t, String who) {
    t.add(who, "runs");
    await(sleep(ms(1)));
    return Future.of(who);
  }

  @Scenario
  @Coroutine
  static Future<Void> native_is_lazy(Trace t) {
    Awaitable<String> first = child(t, "first");
    t.add("called");
    t.add("awaited", await(first));
    Future<String> second = convertYielded(child(t, "second"));
    t.add("converted");
    await(convertYielded(child(t, "third")));
    t.add("second done", second.isDone(), await(second));
    return Future.of(null);
  }

  @Coroutine
  private static Future<Integer> eager(int x) {
    await(moment());
    if (x < 0) {
      throw new Boom("decorated");
    }
    return Future.of(x + 1);
  }

  @Coroutine
  private static Awaitable<Integer> lazy(int x) {
    return Future.of(10 * await(eager(x)));
  }

  @Scenario
  @Coroutine
  static Future<Void> native_awaits_decorated(Trace t) {
    t.add(await(lazy(1)));
    Object both = await(List.<Awaitable<Integer>>of(lazy(2), eager(3)));
    t.add(both);
    try {
      await(lazy(-1));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  @Coroutine
  private static Awaitable<String> surviving(Trace t, Future<?> input) {
    try {
      await(input);
    } catch (CancellationException e) {
      t.add("await threw", name(e));
    }
    return Future.of("went on");
  }

  @Scenario
  @Coroutine
  static Future<Void> cancelled_future_wakes_native(Trace t) {
    Promise<Object> input = new Promise<>();
    Future<String> waiter = convertYielded(surviving(t, input));
    await(sleep(ms(1)));
    input.cancel();
    t.add("cancelled");
    t.add(await(waiter));
    return Future.of(null);
  }
}
