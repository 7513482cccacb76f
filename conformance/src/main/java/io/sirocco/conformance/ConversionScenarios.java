package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.convertYielded;
import static io.sirocco.Coroutines.isCoroutineFunction;
import static io.sirocco.Coroutines.maybeFuture;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.registerConversion;
import static io.sirocco.Coroutines.withTimeout;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.BadYieldException;
import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.Promise;
import io.sirocco.SuppressDiagnostics;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** What can be awaited besides futures. */
final class ConversionScenarios {
  private ConversionScenarios() {}

  @Scenario
  @Coroutine
  static Future<Void> convert_yielded_kinds(Trace t) {
    Future<Integer> future = Future.of(1);
    t.add("same future", Coroutines.<Integer>convertYielded(future) == future);
    t.add("null is moment", Coroutines.<Void>convertYielded(null) == moment());
    List<Integer> list = await(convertYielded(List.of(future, Future.of(2))));
    Map<String, Integer> map = await(convertYielded(Map.of("k", future)));
    t.add("list", list);
    t.add("dict", map);
    for (Object unknown : List.of(42, "text", Set.of(future))) {
      try {
        convertYielded(unknown);
      } catch (BadYieldException e) {
        t.add(name(e));
      }
    }
    return Future.of(null);
  }

  /** Somebody else's idea of a future. */
  private static final class Deferred {
    private Consumer<? super String> callback = value -> {};

    void onFire(Consumer<? super String> newCallback) {
      callback = newCallback;
    }

    void fire(String value) {
      callback.accept(value);
    }
  }

  private static Future<String> future(Deferred deferred) {
    Promise<String> promise = new Promise<>();
    deferred.onFire(promise::complete);
    return promise;
  }

  @Scenario
  @Coroutine
  @SuppressDiagnostics("NO_CONVERSION") // it is registered in the first line
  static Future<Void> convert_registry(Trace t) {
    registerConversion(Deferred.class, ConversionScenarios::future);
    Deferred a = new Deferred();
    Deferred b = new Deferred();
    Deferred c = new Deferred();
    later(40, () -> a.fire("A"));
    later(80, () -> b.fire("B"));
    later(120, () -> c.fire("C"));
    t.add(await((Object) a));
    Object both = await(List.of(b, Future.of("x")));
    t.add(both);
    t.add(await(withTimeout(ms(1_000), (Object) c)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> maybe_future(Trace t) {
    Promise<Object> pending = new Promise<>();
    t.add("same", maybeFuture(pending) == pending);
    for (Object value : Arrays.asList(42, null, List.of(1, 2))) {
      Future<Object> future = maybeFuture(value);
      t.add("done", future.isDone(), future.result());
    }
    String text = await(maybeFuture("text"));
    t.add(text);
    return Future.of(null);
  }

  private static Future<Void> plain() {
    return moment();
  }

  @Coroutine
  private static Future<Void> decorated() {
    return Future.of(await(moment()));
  }

  private static Method method(String name) throws NoSuchMethodException {
    return ConversionScenarios.class.getDeclaredMethod(name);
  }

  @Scenario
  @Coroutine
  static Future<Void> is_coroutine_function(Trace t) throws NoSuchMethodException {
    t.add("plain", isCoroutineFunction(method("plain")));
    t.add("decorated", isCoroutineFunction(method("decorated")));
    // isCoroutineFunction(decorated()) does not compile: a future is no method
    t.add("null", isCoroutineFunction(null));
    await(List.of(plain(), decorated()));
    return Future.of(null);
  }
}
