package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.Promise;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import java.util.concurrent.CancellationException;

/** Coroutines of scopes where Tornado has tasks of asyncio. Recorded with the programs in {@code more.py}. */
final class CancelScenarios {
  private CancelScenarios() {}

  @Coroutine
  private static Future<Void> stopped(Trace t, String who, int millis) {
    try {
      t.add(who, "begins");
      await(sleep(ms(millis)));
      t.add(who, "ends");
      return Future.of(null);
    } catch (CancellationException e) {
      t.add(who, "is cancelled");
      throw e;
    } finally {
      await(sleep(ms(20)));
      t.add(who, "has cleaned up");
    }
  }

  @Scenario
  static Future<Void> cancelled_task(Trace t) {
    return Scope.run(scope -> {
      Future<Void> task = scope.fork(() -> stopped(t, "task", 200));
      await(sleep(ms(40)));
      task.cancel();
      t.add("done", task.isDone());
      try {
        await(task);
      } catch (CancellationException e) {
        t.add("caught", task.isCancelled());
      }
      return Future.of(null);
    });
  }

  @Coroutine
  private static Future<String> stubborn(Trace t) {
    try {
      await(sleep(ms(200)));
    } catch (CancellationException e) {
      t.add("refused");
    }
    await(sleep(ms(20)));
    return Future.of("result");
  }

  @Scenario
  static Future<Void> cancelled_task_refuses(Trace t) {
    return Scope.run(scope -> {
      Future<String> task = scope.fork(() -> stubborn(t));
      await(sleep(ms(40)));
      task.cancel();
      t.add(await(task), task.isCancelled());
      return Future.of(null);
    });
  }

  @Coroutine
  private static Future<Void> outer(Trace t) {
    Future<Void> inner = stopped(t, "inner", 200);
    try {
      await(inner);
    } catch (CancellationException e) {
      t.add("outer is cancelled", inner.isCancelled());
      throw e;
    }
    return Future.of(null);
  }

  @Scenario
  static Future<Void> cancellation_goes_inwards(Trace t) {
    return Scope.run(scope -> {
      Future<Void> task = scope.fork(() -> outer(t));
      await(sleep(ms(40)));
      task.cancel();
      try {
        await(task);
      } catch (CancellationException e) {
        t.add("caught");
      }
      return Future.of(null);
    });
  }

  @Coroutine
  private static Future<Void> waiter(Trace t, String who, Future<String> awaited) {
    try {
      t.add(who, "got", await(awaited));
    } catch (CancellationException e) {
      t.add(who, "is cancelled");
    }
    return Future.of(null);
  }

  @Scenario
  static Future<Void> cancelled_while_others_wait(Trace t) {
    return Scope.run(scope -> {
      Promise<String> promise = new Promise<>();
      Future<Void> one = scope.fork(() -> waiter(t, "one", promise));
      Future<Void> two = scope.fork(() -> waiter(t, "two", promise));
      await(sleep(ms(20)));
      one.cancel();
      await(sleep(ms(20)));
      promise.tryComplete("value");
      await(two);
      t.add("future cancelled", promise.isCancelled());
      return Future.of(null);
    });
  }

  @Coroutine
  private static Future<Void> twoWaits(Trace t, Future<String> first) {
    try {
      t.add("got", await(first));
      await(sleep(ms(20)));
      t.add("not reached");
    } catch (CancellationException e) {
      t.add("cancelled");
    }
    return Future.of(null);
  }

  @Scenario
  static Future<Void> cancelled_when_the_value_is_there(Trace t) {
    return Scope.run(scope -> {
      Promise<String> promise = new Promise<>();
      Future<Void> task = scope.fork(() -> twoWaits(t, promise));
      await(sleep(ms(20)));
      promise.complete("value");
      task.cancel();
      await(task);
      t.add("end");
      return Future.of(null);
    });
  }

  @Coroutine
  private static Future<Void> fails() {
    await(sleep(ms(40)));
    throw new Boom("first");
  }

  @Scenario
  @Coroutine
  static Future<Void> group_fails_together(Trace t) {
    try {
      await(Scope.run(scope -> {
        scope.fork(() -> stopped(t, "a", 200));
        scope.fork(() -> fails());
        scope.fork(() -> stopped(t, "b", 20));
        await(moment());
        return stopped(t, "body", 400);
      }));
    } catch (Boom e) {
      t.add("failed", e.getMessage());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> limit_cancels_the_body(Trace t) {
    try {
      await(Scope.run(ms(50), scope -> stopped(t, "body", 200)));
    } catch (TimeoutException e) {
      t.add(name(e));
    }
    await(Scope.run(ms(50), scope -> stopped(t, "quick", 10)));
    t.add("end");
    return Future.of(null);
  }
}
