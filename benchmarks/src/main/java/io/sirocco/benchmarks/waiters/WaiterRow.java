package io.sirocco.benchmarks.waiters;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;

import io.sirocco.AsyncCallable;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Lock;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;

/** What many who wait for one thing do. */
enum WaiterRow {
  COMPLETE("callbacks of a future that is completed") {
    @Override
    int run(int waiters) {
      Promise<Integer> awaited = new Promise<>();
      int[] called = {0};
      for (int i = 0; i < waiters; i++) {
        awaited.addDoneCallback(done -> called[0]++);
      }
      awaited.complete(1);
      return called[0];
    }
  },

  EXPIRE("limits that expire together") {
    @Override
    int run(int waiters) {
      Promise<Integer> awaited = new Promise<>();
      return expireAll(waiters, () -> withTimeout(LIMIT, awaited));
    }
  },

  CANCEL_IN_ORDER("limits that are cancelled in order") {
    @Override
    int run(int waiters) {
      return cancelLimits(waiters, false);
    }
  },

  CANCEL_SHUFFLED("limits that are cancelled in random order") {
    @Override
    int run(int waiters) {
      return cancelLimits(waiters, true);
    }
  },

  CHILDREN("children of a cancelled scope that await one future") {
    @Override
    int run(int waiters) {
      Promise<Integer> awaited = new Promise<>();
      int[] told = {0};
      onLoop(() -> {
        Future<Void> scope = Scope.run(inner -> {
          for (int i = 0; i < waiters; i++) {
            inner.fork(() -> child(awaited, told));
          }
          return sleep(LIMIT);
        });
        scope.cancel();
        return sleep(LIMIT);
      });
      return told[0];
    }
  },

  LOCK("waiters of a lock that are cancelled in random order") {
    @Override
    int run(int waiters) {
      Lock lock = new Lock();
      List<Future<?>> waits = new ArrayList<>(waiters);
      onLoop(() -> {
        lock.acquire().result();
        for (int i = 0; i < waiters; i++) {
          waits.add(lock.acquire());
        }
        Collections.shuffle(waits, new Random(14));
        waits.forEach(Future::cancel);
        return sleep(LIMIT);
      });
      return cancelled(waits);
    }
  },

  QUEUE("gets of a queue that expire together") {
    @Override
    int run(int waiters) {
      Queue<Integer> queue = new Queue<>();
      return expireAll(waiters, () -> queue.get(LIMIT));
    }
  };

  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final String title;

  WaiterRow(String title) {
    this.title = title;
  }

  /** What the row is about, for the table. */
  String title() {
    return title;
  }

  /**
   * Has so many wait, and tells them all that it is over.
   *
   * @return how many were told: all of them
   */
  abstract int run(int waiters);

  private static int expireAll(int waiters, AsyncCallable<Integer> wait) {
    int[] expired = {0};
    onLoop(() -> {
      for (int i = 0; i < waiters; i++) {
        Future.from(wait.call())
            .addDoneCallback(
                done -> expired[0] += done.exception() instanceof TimeoutException ? 1 : 0);
      }
      return sleep(LIMIT.multipliedBy(2));
    });
    return expired[0];
  }

  private static int cancelLimits(int waiters, boolean shuffled) {
    Promise<Integer> awaited = new Promise<>();
    List<Future<?>> limits = new ArrayList<>(waiters);
    onLoop(() -> {
      for (int i = 0; i < waiters; i++) {
        limits.add(withTimeout(LIMIT, awaited));
      }
      if (shuffled) {
        Collections.shuffle(limits, new Random(14));
      }
      limits.forEach(Future::cancel);
      return Future.of(null);
    });
    return cancelled(limits);
  }

  private static int cancelled(List<Future<?>> waits) {
    return (int) waits.stream().filter(Future::isCancelled).count();
  }

  @Coroutine
  private static Future<Void> child(Promise<Integer> awaited, int[] told) {
    try {
      await(awaited);
    } catch (CancellationException e) {
      told[0]++;
      throw e;
    }
    return Future.of(null);
  }

  private static void onLoop(AsyncCallable<Void> body) {
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.runSync(body);
    }
  }
}
