package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.DummyExecutor;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.SuppressDiagnostics;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Work that blocks a thread, but not the loop's. */
final class ExecutorScenarios {
  private ExecutorScenarios() {}

  private static List<Object> twice(int x, Thread loopThread) {
    if (x < 0) {
      throw new Boom("blocking");
    }
    return List.of(x * 2, Thread.currentThread() == loopThread);
  }

  @Scenario
  @Coroutine
  static Future<Void> executor_result_and_error(Trace t) {
    Thread loopThread = Thread.currentThread();
    IOLoop loop = IOLoop.current();
    List<Object> result = await(loop.runInExecutor(null, () -> twice(21, loopThread)));
    t.add("result", result.get(0), "ran on loop thread", result.get(1));
    t.add("resumed on loop thread", Thread.currentThread() == loopThread);
    try {
      await(loop.runInExecutor(null, () -> twice(-1, loopThread)));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> executor_loop_stays_alive(Trace t) {
    CountDownLatch enough = new CountDownLatch(1);
    Future<String> blocked = IOLoop.current().runInExecutor(null, () -> {
      enough.await();
      return "blocked";
    });
    for (int i = 0; i < 2; i++) {
      await(sleep(ms(40)));
      t.add("loop alive", i, blocked.isDone());
    }
    enough.countDown();
    t.add(await(blocked));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> executor_cancel_keeps_thread(Trace t) {
    IOLoop loop = IOLoop.current();
    Promise<Void> started = new Promise<>();
    Promise<Void> finished = new Promise<>();
    CountDownLatch cancelled = new CountDownLatch(1);
    Future<String> blocked = loop.runInExecutor(null, () -> {
      started.complete(null);
      cancelled.await();
      finished.complete(null);
      return "dropped";
    });
    await(started);
    t.add("cancel", blocked.cancel());
    cancelled.countDown();
    await(finished);
    t.add("function finished", finished.isDone(), "future cancelled", blocked.isCancelled());
    return Future.of(null);
  }

  @Scenario(realTime = true) // a simulated clock would not wait for the pool
  @Coroutine
  @SuppressDiagnostics("THREAD_PER_WAIT") // that is what is shown
  static Future<Void> executor_submit_awaited(Trace t) {
    Callable<String> slow = () -> "slow";
    Callable<String> bad = () -> {
      throw new Boom("in pool");
    };
    ExecutorService pool = Executors.newFixedThreadPool(2);
    try {
      t.add(await(pool.submit(() -> 42)));
      t.add(await(pool.submit(slow)));
      t.add(await(withTimeout(ms(60_000), (Object) pool.submit(slow))));
      await(pool.submit(bad));
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    } finally {
      pool.shutdown();
    }
    return Future.of(null);
  }

  private static int successor(Trace t, int x) {
    t.add("work", x);
    if (x < 0) {
      throw new Boom("dummy");
    }
    return x + 1;
  }

  @Scenario
  static void executor_dummy(Trace t) {
    Future<Integer> good = DummyExecutor.INSTANCE.submit(() -> successor(t, 1));
    t.add("submitted", good.isDone(), good.result());
    Future<Integer> bad = DummyExecutor.INSTANCE.submit(() -> successor(t, -1));
    t.add("failed", name(bad.exception()));
  }
}
