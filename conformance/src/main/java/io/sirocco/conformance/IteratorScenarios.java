package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.WaitIterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results one by one, in the order in which they arrive. */
final class IteratorScenarios {
  private IteratorScenarios() {}

  @Coroutine
  private static <T> Future<T> after(int millis, T value) {
    await(sleep(ms(millis)));
    return Future.of(value);
  }

  @Coroutine
  private static Future<Integer> failingAfter(int millis) {
    await(sleep(ms(millis)));
    throw new Boom("at " + millis);
  }

  @Scenario
  @Coroutine
  static Future<Void> iterator_completion_order(Trace t) {
    List<Future<String>> inputs =
        List.of(after(120, "after 120"), after(40, "after 40"), after(80, "after 80"));
    WaitIterator<String> results = WaitIterator.of(inputs);
    for (Future<String> next : results) {
      String result = await(next);
      int index = results.currentIndex();
      t.add(result, "index", index, results.currentFuture() == inputs.get(index));
    }
    t.add("end", indexOrNull(results), results.currentFuture());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> iterator_buffers_while_busy(Trace t) {
    WaitIterator<Integer> results =
        WaitIterator.of(after(50, 50), after(150, 150), after(100, 100), after(200, 200));
    while (!results.isDone()) {
      int result = await(results.next());
      t.add("begin", result, "index", results.currentIndex());
      if (result == 50) {
        await(sleep(ms(250)));
      }
      t.add("end", result, "index", results.currentIndex());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> iterator_ready_inputs(Trace t) {
    WaitIterator<String> results =
        WaitIterator.of(Future.of("a"), new Promise<>(), Future.of("c"), Future.of("d"));
    IOLoop.current().addCallback(() -> t.add("callback"));
    for (int i = 0; i < 3; i++) {
      Future<String> next = results.next();
      t.add("done", next.isDone(), "index", results.currentIndex());
      t.add(await(next));
    }
    t.add("iterator done", results.isDone());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> iterator_errors_continue(Trace t) {
    WaitIterator<Integer> results =
        WaitIterator.of(after(40, 40), failingAfter(80), after(120, 120));
    for (Future<Integer> next : results) {
      try {
        t.add("result", await(next), "from", results.currentIndex());
      } catch (Boom e) {
        t.add("error", e.getMessage(), "from", results.currentIndex());
      }
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> iterator_names(Trace t) {
    Map<String, Future<Integer>> inputs = new LinkedHashMap<>();
    inputs.put("slow", after(80, 80));
    inputs.put("fast", after(40, 40));
    inputs.put("now", Future.of(0));
    WaitIterator<Integer> results = WaitIterator.named(inputs);
    for (Future<Integer> next : results) {
      int result = await(next);
      t.add(results.currentName(), result);
    }
    return Future.of(null);
  }

  @Scenario
  static void iterator_empty_and_misuse(Trace t) {
    WaitIterator<Object> nothing = WaitIterator.of();
    t.add("done", nothing.isDone(), indexOrNull(nothing), nothing.currentFuture());
    // there is no way to give an iterator inputs of both kinds, with names and without
  }

  private static Integer indexOrNull(WaitIterator<?> results) {
    return results.currentIndex() < 0 ? null : results.currentIndex();
  }
}
