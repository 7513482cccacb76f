package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.failing;
import static io.sirocco.it.support.Script.later;
import static io.sirocco.it.support.Trace.pass;
import static io.sirocco.it.support.Trace.step;

import io.sirocco.Awaitable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Return;
import io.sirocco.it.support.Script;
import io.sirocco.it.support.Shape;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The five kinds of results, each ready, suspended, failed early and failed late. */
public final class ReturnTypeTarget {
  private ReturnTypeTarget() {}

  @Coroutine
  @Shape(172)
  public static Awaitable<String> lazy() {
    step("started");
    return Future.of("lazy" + await(later(1)));
  }

  @Coroutine
  @Shape({63, 172})
  public static Awaitable<String> lazy_that_fails() {
    step("started", await(later(1)));
    throw new IllegalStateException("lazy");
  }

  @Coroutine
  @Shape(172)
  public static CompletionStage<Integer> stage() {
    int a = await(later(1));
    return CompletableFuture.completedFuture(a + await(later(2)));
  }

  @Coroutine
  @Shape({63, 172})
  public static CompletionStage<Integer> stage_that_fails() throws Exception {
    int a = await(later(1));
    throw new Exception("stage " + a);
  }

  @Coroutine
  @Shape(172)
  public static CompletableFuture<Integer> completable() {
    int a = await(later(1));
    return CompletableFuture.completedFuture(a + await(later(2)));
  }

  @Coroutine
  @Shape({63, 172})
  public static CompletableFuture<Integer> completable_that_fails_before_its_await() {
    if (pass(true)) {
      throw new IllegalStateException("early");
    }
    return CompletableFuture.completedFuture(await(later(1)));
  }

  @Coroutine
  @Shape(172)
  public static CompletableFuture<String> completable_that_returns_a_pending_one() {
    String s = await(later("s"));
    return Script.stage(s + "t");
  }

  @Coroutine
  @Shape(172)
  public static void nothing() {
    step("first", await(later(1)));
    for (int i = 0; i < 2; i++) {
      if (await(later(i)) == 1) {
        step("leaving");
        return;
      }
    }
    step("never");
  }

  @Coroutine
  @Shape({63, 172})
  public static void nothing_but_a_failure() {
    step("first", await(later(1)));
    throw new IllegalStateException("nobody waits");
  }

  @Coroutine
  @Shape({63, 172})
  public static void nothing_but_a_failure_at_once() {
    if (pass(true)) {
      throw new IllegalStateException("nobody waits");
    }
    await(later(1));
  }

  @Coroutine
  @Shape(172)
  public static Future<String> awaiting_all_kinds() {
    await(lazyChild("a"));
    return Future.of(await(lazyChild("b"))
        + await(stage())
        + await(completable())
        + await((Object) lazyChild("c")));
  }

  @Coroutine
  private static Awaitable<String> lazyChild(String name) {
    step("started", name);
    return Future.of(name + await(later(1)));
  }

  @Coroutine
  @Shape(172)
  public static Future<String> lazy_child_starts_when_it_is_awaited() {
    Awaitable<String> child = lazyChild("child");
    step("called", await(later(1)));
    String s = await(child);
    try {
      await(child);
    } catch (IllegalStateException e) {
      step("cannot be awaited twice");
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape(172)
  public static Future<String> null_future_is_a_failure() {
    try {
      await(returnsNull(1));
    } catch (NullPointerException e) {
      step("null");
    }
    try {
      await(returnsNull(0));
    } catch (NullPointerException e) {
      step("null at once");
    }
    return Future.of("end");
  }

  @Coroutine
  private static Future<String> returnsNull(int awaits) {
    for (int i = 0; i < awaits; i++) {
      await(later(i));
    }
    return null;
  }

  @Coroutine
  @Shape(172)
  public static Future<Void> result_without_a_value() {
    step(await(later(1)));
    return Future.of(null);
  }

  @Coroutine
  @Shape(172)
  public static Future<Future<Integer>> future_of_a_future() {
    Future<Integer> inner = await(later(Future.of(5)));
    step(await(inner));
    return Future.of(Future.of(6));
  }

  @Coroutine
  @Shape(64)
  public static Future<String> return_by_exception() {
    try {
      step(await(later(1)));
      throw new Return("returned");
    } finally {
      step("finally", await(later(2)));
    }
  }

  @Coroutine
  @Shape(45)
  public static Future<String> all_kinds_fail_with_the_original_exception() {
    String s = "";
    try {
      s += await(stage_that_fails());
    } catch (Exception e) {
      s += e.getMessage();
    }
    try {
      s += await(lazy_that_fails());
    } catch (IllegalStateException e) {
      s += e.getMessage();
    }
    try {
      s += await(completable_that_fails_before_its_await());
    } catch (IllegalStateException e) {
      s += e.getMessage();
    }
    try {
      s += await(failing(new ArithmeticException("plain")));
    } catch (ArithmeticException e) {
      s += e.getMessage();
    }
    return Future.of(s);
  }
}
