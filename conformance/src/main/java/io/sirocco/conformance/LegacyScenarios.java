package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.task;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Arguments;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.legacy.Callback;
import io.sirocco.legacy.KeyReuseException;
import io.sirocco.legacy.Legacy;
import io.sirocco.legacy.Runner;
import io.sirocco.legacy.UnknownKeyException;
import io.sirocco.legacy.Wait;
import io.sirocco.legacy.WaitAll;
import io.sirocco.legacy.YieldPoint;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The callback interface of Tornado 4. */
final class LegacyScenarios {
  private LegacyScenarios() {}

  // ---- functions that call back ---------------------------------------------------------------

  private static void callBack(String how, Consumer<Object> callback) {
    IOLoop loop = IOLoop.current();
    switch (how) {
      case "none" -> loop.addCallback(() -> callback.accept(null));
      case "one" -> callback.accept(42);
      case "two" -> loop.addCallback(() -> callback.accept(Arguments.of(1, 2)));
      case "named" -> callback.accept(Arguments.of(1).with("error", "bad"));
      default -> throw new Boom(how);
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> legacy_task(Trace t) {
    for (String how : List.of("none", "one", "two", "named")) {
      Object result = await(task(callback -> callBack(how, callback)));
      if (result instanceof Arguments arguments) {
        t.add(how, "args", arguments.args(), "kwargs", arguments.named());
      } else {
        t.add(how, result);
      }
    }
    try {
      await(task(callback -> callBack("fails", callback)));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  private static void add(Trace t, int a, int b, Consumer<Integer> callback) {
    Legacy.engine(() -> {
      t.add("engine body");
      await(task(resume -> IOLoop.current().addCallback(() -> resume.accept(null))));
      callback.accept(a + b);
      return Future.of(null);
    });
  }

  @Scenario
  @Coroutine
  static Future<Void> legacy_engine(Trace t) {
    add(t, 1, 2, sum -> t.add("callback", sum));
    t.add("returned", (Object) null); // an engine is a void method
    int sum = await(task(callback -> add(t, 3, 4, callback)));
    t.add("via Task", sum);
    return Future.of(null);
  }

  @Coroutine
  private static Future<Integer> successor(int x) {
    if (x < 0) {
      throw new Boom("negative");
    }
    return Future.of(x + 1);
  }

  @Scenario
  @Coroutine
  static Future<Void> legacy_callback_argument(Trace t) {
    Future<Integer> future = Legacy.onResult(successor(1), value -> t.add("callback", value));
    t.add("future", await(future));
    Legacy.onResult(successor(-1), value -> t.add("never"));
    await(sleep(ms(40)));
    t.add("end");
    return Future.of(null);
  }

  // ---- callbacks with keys --------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> legacy_callback_wait(Trace t) {
    try (Runner runner = new Runner()) {
      Consumer<Object> first = await(runner.start(new Callback("k1")));
      Consumer<Object> second = await(runner.start(new Callback("k2")));
      Consumer<Object> third = await(runner.start(new Callback("k3")));
      first.accept("called before the wait");
      later(80, () -> third.accept("three"));
      later(40, () -> second.accept(null));
      t.add(await(runner.start(new Wait("k3"))));
      t.add(await(runner.start(new Wait("k2"))));
      t.add(await(runner.start(new Wait("k1"))));
      Consumer<Object> again = await(runner.start(new Callback("k1")));
      again.accept(Arguments.of(1, 2));
      Arguments arguments = (Arguments) await(runner.start(new Wait("k1")));
      t.add("arguments", arguments.args());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> legacy_wait_all(Trace t) {
    try (Runner runner = new Runner()) {
      Consumer<Object> a = await(runner.start(new Callback("a")));
      Consumer<Object> b = await(runner.start(new Callback("b")));
      later(80, () -> a.accept("A"));
      later(40, () -> b.accept("B"));
      t.add(await(runner.start(new WaitAll(List.of("a", "b")))));

      Consumer<Object> c = await(runner.start(new Callback("c")));
      Consumer<Object> d = await(runner.start(new Callback("d")));
      later(40, () -> c.accept("C"));
      later(40, () -> d.accept("D"));
      t.add(await(List.of(
          runner.start(new Wait("d")),
          sleep(ms(60)),
          runner.start(new Wait("c")),
          Future.of("f"))));

      Consumer<Object> e = await(runner.start(new Callback("e")));
      e.accept("E");
      Map<String, Future<Object>> map = new LinkedHashMap<>();
      map.put("e", runner.start(new Wait("e")));
      map.put("g", Future.of("G"));
      t.add(await(map));
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> legacy_key_errors(Trace t) {
    try (Runner runner = new Runner()) {
      Consumer<Object> first = await(runner.start(new Callback("k")));
      List<YieldPoint<?>> mistakes =
          List.of(new Callback("k"), new Wait("other"), new WaitAll(List.of("other", "k")));
      for (YieldPoint<?> mistake : mistakes) {
        try {
          await(runner.start(mistake));
        } catch (KeyReuseException | UnknownKeyException e) {
          t.add(name(e));
        }
      }
      first.accept("x");
      t.add(await(runner.start(new Wait("k"))));
    }
    return Future.of(null);
  }
}
