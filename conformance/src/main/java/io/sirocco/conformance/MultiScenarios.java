package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Waiting for many futures at once. */
final class MultiScenarios {
  private MultiScenarios() {}

  // ---- results --------------------------------------------------------------------------------

  @Coroutine
  private static Future<Integer> finishing(Trace t, String label, int millis) {
    await(sleep(ms(millis)));
    t.add(label, millis);
    return Future.of(millis);
  }

  @Coroutine
  private static <T> Future<T> afterOneTurn(T value) {
    await(moment());
    return Future.of(value);
  }

  @Coroutine
  private static <T> Future<T> after(int millis, T value) {
    await(sleep(ms(millis)));
    return Future.of(value);
  }

  @Scenario
  @Coroutine
  static Future<List<Integer>> multi_list_order(Trace t) {
    List<Integer> results = await(multi(List.of(
        finishing(t, "finished", 120),
        finishing(t, "finished", 40),
        Future.of(0),
        finishing(t, "finished", 80))));
    t.add("results", results);
    return Future.of(results);
  }

  @Scenario
  @Coroutine
  static Future<List<String>> multi_dict(Trace t) {
    Map<String, Future<?>> inputs = new LinkedHashMap<>();
    inputs.put("slow", after(80, 80));
    inputs.put("fast", after(40, 40));
    inputs.put("now", Future.of("v"));
    Map<String, Object> results = await(multi(inputs));
    t.add(results);
    return Future.of(new ArrayList<>(results.keySet()));
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_all_ready(Trace t) {
    Future<List<Integer>> all = multi(List.of(Future.of(1), Future.of(2), Future.of(3)));
    t.add("done", all.isDone());
    IOLoop.current().addCallback(() -> t.add("callback"));
    t.add("results", await(all));
    await(moment());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_empty(Trace t) {
    Future<List<Object>> list = multi(List.of());
    Future<Map<String, Object>> map = multi(Map.of());
    t.add(list.isDone(), map.isDone());
    IOLoop.current().addCallback(() -> t.add("callback"));
    t.add(await(list), await(map), await(List.of()), await(Map.of()));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_duplicates(Trace t) {
    Future<String> f = afterOneTurn("f");
    List<String> list = await(multi(List.of(f, afterOneTurn("g"), f, f)));
    Map<String, Future<String>> inputs = new LinkedHashMap<>();
    inputs.put("x", f);
    inputs.put("y", f);
    t.add(list, await(multi(inputs)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Object> multi_nested(Trace t) {
    Map<String, Object> inputs = new LinkedHashMap<>();
    inputs.put("list", List.of(afterOneTurn(1), Future.of(2)));
    inputs.put("dict", Map.of("k", afterOneTurn(3)));
    inputs.put("null", null);
    inputs.put("moment", moment());
    inputs.put("deep", List.of(List.of(afterOneTurn(4)), List.of(), Map.of()));
    return Future.of(await((Object) inputs));
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_hops(Trace t) {
    Promise<Integer> a = new Promise<>();
    Promise<Integer> b = new Promise<>();
    Future<List<Integer>> both = multi(List.of(a, b));
    IOLoop.current().addCallback(() -> {
      a.complete(1);
      b.complete(2);
      t.add("fired, multi done", both.isDone());
      t.addInEachIteration(4, "tick");
    });
    t.add("resumed", await(both));
    await(sleep(ms(40)));
    return Future.of(null);
  }

  // ---- failures -------------------------------------------------------------------------------

  @Coroutine
  private static Future<Integer> failing(Trace t, int millis, String label, RuntimeException e) {
    await(sleep(ms(millis)));
    t.add(label);
    throw e;
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_error_waits_for_all(Trace t) {
    try {
      await(multi(List.of(
          finishing(t, "ok finished", 120),
          failing(t, 40, "bad fails 40", new Boom("bad")),
          finishing(t, "ok finished", 80))));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_first_error_in_input_order(Trace t) {
    try {
      await(List.of(
          failing(t, 120, "fails A", new Boom("A")),
          failing(t, 40, "fails B", new Bang("B")),
          failing(t, 80, "fails C", new Boom("C"))));
    } catch (Boom | Bang e) {
      t.add("caught", name(e));
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<Object> failingAfterOneTurn(RuntimeException exception) {
    await(moment());
    throw exception;
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_quiet_exceptions(Trace t) {
    List<Future<Object>> inputs = List.of(
        failingAfterOneTurn(new Boom("1")),
        failingAfterOneTurn(new Boom("2")),
        failingAfterOneTurn(new BigBoom("3")));
    try {
      await(multi(inputs, Boom.class));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  // ---- cancelling -----------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> multi_cancel_keeps_children(Trace t) {
    Future<Integer> a = finishing(t, "child finished", 40);
    Future<Integer> b = finishing(t, "child finished", 80);
    Future<List<Integer>> both = multi(List.of(a, b));
    t.add("cancel", both.cancel());
    List<Integer> results = List.of(await(a), await(b));
    t.add("children", results, "multi cancelled", both.isCancelled());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_child_cancelled(Trace t) {
    Promise<Integer> a = new Promise<>();
    Promise<Integer> b = new Promise<>();
    Future<List<Integer>> both = multi(List.of(a, b));
    a.cancel();
    b.complete(1);
    await(sleep(ms(40)));
    t.add("multi done", both.isDone());
    return Future.of(null);
  }
}
