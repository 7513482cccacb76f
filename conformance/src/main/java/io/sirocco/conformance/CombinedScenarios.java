package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.BadYieldException;
import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import io.sirocco.WaitIterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Futures, and what is made of them. Recorded with the programs in {@code more.py}. */
final class CombinedScenarios {
  private CombinedScenarios() {}

  // ---- callbacks ------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> removed_callback_does_not_run(Trace t) {
    Promise<Integer> promise = new Promise<>();
    Consumer<Future<Integer>> twice = done -> t.add("twice");
    promise.addDoneCallback(done -> t.add("first"));
    promise.addDoneCallback(twice);
    promise.addDoneCallback(done -> t.add("second"));
    promise.addDoneCallback(twice);
    t.add("removed", promise.removeDoneCallback(twice));
    t.add("removed", promise.removeDoneCallback(twice));
    promise.complete(1);
    t.add("after set, removed", promise.removeDoneCallback(twice));
    await(moment());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> callbacks_of_callbacks(Trace t) {
    IOLoop loop = IOLoop.current();
    Promise<Integer> a = new Promise<>();
    Promise<Integer> b = new Promise<>();
    a.addDoneCallback(done -> {
      t.add("a's first");
      b.complete(2);
      a.addDoneCallback(again -> t.add("added to a done one"));
      loop.addCallback(() -> t.add("callback"));
    });
    a.addDoneCallback(done -> t.add("a's second"));
    b.addDoneCallback(done -> t.add("b's"));
    a.complete(1);
    loop.addCallback(() -> t.add("queued by main"));
    for (int i = 0; i < 3; i++) {
      t.add("iteration", i);
      await(moment());
    }
    return Future.of(null);
  }

  @Coroutine
  private static void waiter(Trace t, String who, Object awaited) {
    Object value = await(awaited);
    t.add(who, "got", value);
  }

  @Scenario
  @Coroutine
  static Future<Void> waiters_of_several_kinds(Trace t) {
    Promise<Integer> promise = new Promise<>();
    waiter(t, "plain 1", promise);
    waiter(t, "list", List.of(promise));
    promise.addDoneCallback(done -> t.add("callback"));
    waiter(t, "limited", withTimeout(ms(50), promise));
    waiter(t, "plain 2", promise);
    waiter(t, "nested", List.of(List.of(promise), Map.of("k", promise)));
    promise.complete(7);
    for (int i = 1; i <= 5; i++) {
      await(moment());
      t.add("iteration", i);
    }
    return Future.of(null);
  }

  // ---- multi ----------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> child(Trace t) {
    await(moment());
    t.add("child ends");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_with_a_bad_child(Trace t) {
    try {
      multi((Iterable<?>) List.of(child(t), 42)).detach();
    } catch (BadYieldException e) {
      t.add("multi", name(e));
    }
    try {
      await((Object) List.of(child(t), new Object()));
    } catch (BadYieldException e) {
      t.add("list", name(e));
    }
    await(moment());
    await(moment());
    t.add("end");
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> failing(Trace t, int millis, String text) {
    await(sleep(ms(millis)));
    t.add("ends", millis);
    throw new Boom(text);
  }

  @Scenario
  @Coroutine
  static Future<Void> multi_is_not_a_sequence(Trace t) {
    try {
      await(List.of(failing(t, 120, "first"), failing(t, 40, "second")));
    } catch (Boom e) {
      t.add("multi", e.getMessage());
    }
    List<Future<Void>> children = List.of(failing(t, 80, "first"), failing(t, 160, "second"));
    try {
      for (Future<Void> child : children) {
        await(child);
      }
    } catch (Boom e) {
      t.add("sequence", e.getMessage());
    }
    try {
      await(children.get(1));
    } catch (Boom e) {
      t.add("then", e.getMessage());
    }
    return Future.of(null);
  }

  // ---- iterators ------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> readAll(Trace t, WaitIterator<String> iterator) {
    for (Future<String> next : iterator) {
      String value = await(next);
      t.add("got", value, iterator.currentIndex());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> iteration_after_a_failure(Trace t) {
    List<Promise<String>> inputs =
        List.of(new Promise<>(), new Promise<>(), new Promise<>(), new Promise<>());
    later(40, () -> inputs.get(2).complete("c"));
    later(80, () -> inputs.get(0).fail(new Boom("a")));
    later(120, () -> inputs.get(3).complete("d"));
    later(160, () -> inputs.get(1).complete("b"));
    WaitIterator<String> iterator = WaitIterator.of(inputs);
    try {
      await(readAll(t, iterator));
    } catch (Boom e) {
      t.add("left by", e.getMessage(), iterator.currentIndex(), iterator.isDone());
    }
    await(readAll(t, iterator));
    boolean done = iterator.isDone();
    t.add("done", done, iterator.currentFuture());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> step_survives_a_timeout(Trace t) {
    Promise<String> slow = new Promise<>();
    Promise<String> fast = new Promise<>();
    later(120, () -> slow.complete("slow"));
    later(160, () -> fast.complete("fast"));
    WaitIterator<String> iterator = WaitIterator.of(slow, fast);
    Future<String> step = iterator.next();
    t.add("own", step != slow && step != fast);
    for (int i = 0; i < 2; i++) {
      try {
        await(withTimeout(ms(50), step));
      } catch (TimeoutException e) {
        t.add("not yet");
      }
    }
    t.add(await(step), iterator.currentIndex());
    t.add(await(iterator.next()), iterator.currentIndex(), iterator.isDone());
    return Future.of(null);
  }

  // ---- time limits ----------------------------------------------------------------------------

  private static long millisSince(Deadline start) {
    return (Deadline.now().nanos() - start.nanos()) / 1_000_000;
  }

  @Scenario
  @Coroutine
  static Future<Void> nested_time_limits(Trace t) {
    Deadline start = Deadline.now();
    Promise<String> input = new Promise<>();
    later(200, () -> input.complete("late"));
    int[][] limits = {{40, 80}, {160, 120}};
    for (int[] limit : limits) {
      Future<String> inner = withTimeout(start.plus(ms(limit[0])), input);
      try {
        await(withTimeout(start.plus(ms(limit[1])), inner));
      } catch (TimeoutException e) {
        t.add("timeout", millisSince(start));
      }
    }
    t.add(await(input), millisSince(start));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> cancelled_limit_leaves_the_input(Trace t) {
    Promise<String> input = new Promise<>();
    Future<String> limited = withTimeout(ms(50), input);
    limited.cancel();
    t.add("input done", input.isDone());
    await(sleep(ms(100)));
    input.fail(new Boom("late"));
    await(sleep(ms(40)));
    t.add("limited cancelled", limited.isCancelled());
    return Future.of(null);
  }
}
