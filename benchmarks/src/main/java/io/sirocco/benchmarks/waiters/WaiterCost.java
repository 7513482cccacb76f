package io.sirocco.benchmarks.waiters;

import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Prints what it costs that many wait for one future: nanoseconds per waiter, which must not grow with their
 * number.
 */
public final class WaiterCost {
  private static final int[] COUNTS = {1_000, 10_000, 100_000, 1_000_000};
  private static final int WAITERS_PER_FIGURE = 1_000_000; // so that small ones are repeated
  private static final int RUNS = 5;

  /** Something that so many waiters of one future do. */
  private interface Work {
    void run(int waiters);
  }

  private WaiterCost() {}

  public static void main(String[] arguments) {
    System.out.println("| ns per waiter | 1,000 | 10,000 | 100,000 | 1,000,000 |");
    System.out.println("|---|---|---|---|---|");
    print("register, complete", WaiterCost::complete);
    print("limits that expire together", WaiterCost::expire);
    print("limits that are cancelled in order", waiters -> cancel(waiters, false));
    print("limits that are cancelled in random order", waiters -> cancel(waiters, true));
  }

  private static void print(String name, Work work) {
    StringBuilder row = new StringBuilder("| " + name + " |");
    for (int count : COUNTS) {
      row.append(String.format(Locale.ROOT, " %.0f |", best(work, count)));
    }
    System.out.println(row);
  }

  private static double best(Work work, int count) {
    double best = Double.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      for (int done = 0; done < WAITERS_PER_FIGURE; done += count) {
        work.run(count);
      }
      best = Math.min(best, (double) (System.nanoTime() - start) / WAITERS_PER_FIGURE);
    }
    return best;
  }

  private static void complete(int waiters) {
    Promise<Integer> awaited = new Promise<>();
    int[] calls = {0};
    for (int i = 0; i < waiters; i++) {
      awaited.addDoneCallback(done -> calls[0]++);
    }
    awaited.complete(1);
    check(calls[0] == waiters);
  }

  private static void expire(int waiters) {
    Promise<Integer> awaited = new Promise<>();
    int[] expired = {0};
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.runSync(() -> {
        for (int i = 0; i < waiters; i++) {
          Coroutines.withTimeout(Duration.ofSeconds(1), awaited)
              .addDoneCallback(limit -> expired[0] += limit.exception() == null ? 0 : 1);
        }
        return Coroutines.sleep(Duration.ofSeconds(2));
      });
    }
    check(expired[0] == waiters);
  }

  private static void cancel(int waiters, boolean shuffled) {
    Promise<Integer> awaited = new Promise<>();
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.runSync(() -> {
        List<Future<Integer>> limits = new ArrayList<>(waiters);
        for (int i = 0; i < waiters; i++) {
          limits.add(Coroutines.withTimeout(Duration.ofSeconds(1), awaited));
        }
        if (shuffled) {
          Collections.shuffle(limits, new Random(14));
        }
        limits.forEach(Future::cancel);
        return Future.of(null);
      });
    }
    check(!awaited.isDone());
  }

  private static void check(boolean holds) {
    if (!holds) {
      throw new AssertionError("not all waiters were told");
    }
  }
}
