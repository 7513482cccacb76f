package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Everything that can be awaited: one await for each overload. */
public final class AwaitedKindTarget {
  private AwaitedKindTarget() {}

  @Coroutine
  @Shape(1)
  public static Future<String> stages_of_the_jdk() {
    CompletionStage<Integer> stage = Script.stage(1);
    CompletableFuture<Integer> completable = Script.stage(2);
    java.util.concurrent.Future<Integer> plain = CompletableFuture.completedFuture(3);
    Object any = Script.stage(4);
    int below = 100;
    return Future.of(
        below + await(stage) + " " + (below - await(completable)) + await(plain) + await(any));
  }

  @Coroutine
  @Shape(45)
  public static Future<String> failing_stages() {
    String s = "";
    try {
      s += await(Script.<String>failingStage(new IllegalStateException("completable")));
    } catch (IllegalStateException e) {
      s += e.getMessage();
    }
    try {
      s += await((CompletionStage<String>)
          Script.<String>failingStage(new IllegalArgumentException("stage")));
    } catch (IllegalArgumentException e) {
      s += e.getMessage();
    }
    try {
      s += await(Script.<Integer>stage(1).thenApply(n -> n / (n - 1)));
    } catch (ArithmeticException e) {
      s += "unwrapped";
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(1)
  public static Future<String> lists_and_maps() {
    List<Future<String>> list = Arrays.asList(later("a"), later("b"), later("c"));
    Map<String, Future<Integer>> map = new LinkedHashMap<>();
    map.put("one", later(1));
    map.put("two", later(2));
    String s = "below ";
    s += await(list) + "" + await(map);
    return Future.of(s + list.size());
  }

  @Coroutine
  @Shape({12, 296})
  public static Future<String> null_of_each_kind() {
    int failures = 0;
    try {
      await((Future<String>) null);
    } catch (NullPointerException e) {
      failures++;
    }
    try {
      await((CompletionStage<String>) null);
    } catch (NullPointerException e) {
      failures++;
    }
    try {
      await((Awaitable<String>) null);
    } catch (NullPointerException e) {
      failures++;
    }
    return Future.of("failures " + failures + await(later("")));
  }

  @Coroutine
  @Shape({12, 1})
  public static Future<String> conversions_below_other_operands() {
    long l = 5;
    double d = 0.25;
    return Future.of(join(
        l, await((Object) later("x")), d, await(Script.<Integer>stage(7)), await((Awaitable<String>)
            later("y"))));
  }

  private static String join(long l, Object a, double d, int n, String s) {
    return l + " " + a + " " + d + " " + n + " " + s;
  }
}
