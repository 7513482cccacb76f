package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

/** Many threads at one future. */
class FutureRaceTest {
  private static final int THREADS = 4;
  private static final int WAITERS = 200;

  /** Runs a body in several threads at once and passes on the first failure. */
  private static void inThreads(ThreadBody body) throws Exception {
    CyclicBarrier start = new CyclicBarrier(THREADS);
    AtomicReference<Throwable> failure = new AtomicReference<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < THREADS; i++) {
      int number = i;
      Thread thread = new Thread(() -> {
        try {
          start.await();
          body.run(number);
        } catch (Throwable e) {
          failure.compareAndSet(null, e);
        }
      });
      threads.add(thread);
      thread.start();
    }
    for (Thread thread : threads) {
      thread.join();
    }
    if (failure.get() != null) {
      throw new AssertionError(failure.get());
    }
  }

  private interface ThreadBody {
    void run(int number) throws Exception;
  }

  @RepeatedTest(50)
  void one_completion_wins_and_every_waiter_is_woken_exactly_once() throws Exception {
    Promise<Integer> promise = new Promise<>();
    AtomicInteger winners = new AtomicInteger();
    AtomicInteger[] calls = new AtomicInteger[THREADS * WAITERS];
    for (int i = 0; i < calls.length; i++) {
      calls[i] = new AtomicInteger();
    }

    inThreads(number -> {
      for (int i = 0; i < WAITERS; i++) {
        AtomicInteger calledHere = calls[number * WAITERS + i];
        promise.addDoneCallback(f -> calledHere.incrementAndGet());
        if (i == WAITERS / 2 && promise.tryComplete(number)) {
          winners.incrementAndGet();
        }
      }
    });

    assertEquals(1, winners.get());
    for (AtomicInteger called : calls) {
      assertEquals(1, called.get());
    }
  }

  @RepeatedTest(50)
  void waiter_is_either_removed_or_woken() throws Exception {
    Promise<Integer> promise = new Promise<>();
    AtomicInteger removed = new AtomicInteger();
    AtomicInteger woken = new AtomicInteger();

    inThreads(number -> {
      for (int i = 0; i < WAITERS; i++) {
        java.util.function.Consumer<Object> callback = f -> woken.incrementAndGet();
        promise.addDoneCallback(callback);
        removed.addAndGet(promise.removeDoneCallback(callback));
      }
      promise.tryComplete(number);
    });

    assertEquals(THREADS * WAITERS, removed.get() + woken.get());
  }

  /** A crowd that dissolves to one, and grows again, while it is taken apart. */
  @RepeatedTest(50)
  void waiter_of_many_is_either_removed_or_woken_and_those_who_stay_are_woken() throws Exception {
    Promise<Integer> promise = new Promise<>();
    AtomicInteger removed = new AtomicInteger();
    AtomicInteger woken = new AtomicInteger();

    inThreads(number -> {
      for (int round = 0; round < 10; round++) {
        List<Waiter> waiters = new ArrayList<>();
        for (int i = 0; i < WAITERS / 10; i++) {
          Waiter waiter = new Counting(woken);
          waiters.add(waiter);
          promise.registerOrWake(waiter);
        }
        Collections.shuffle(waiters, new Random(number));
        for (Waiter waiter : waiters) {
          if (promise.unregister(waiter)) {
            removed.incrementAndGet();
          }
        }
      }
      promise.registerOrWake(new Counting(woken)); // stays
      promise.tryComplete(number);
    });

    assertEquals(THREADS * (WAITERS + 1), removed.get() + woken.get());
    assertTrue(woken.get() >= THREADS);
  }

  private static final class Counting extends Waiter {
    private final AtomicInteger woken;

    Counting(AtomicInteger woken) {
      this.woken = woken;
    }

    @Override
    void wake(Object outcome) {
      woken.incrementAndGet();
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("it is never scheduled");
    }
  }

  @RepeatedTest(50)
  void multi_over_promises_of_other_threads_ends_exactly_once_on_the_loop() throws Exception {
    List<Promise<Integer>> children = new ArrayList<>();
    for (int i = 0; i < THREADS * WAITERS; i++) {
      children.add(new Promise<>());
    }
    try (IOLoop loop = new IOLoop()) {
      Thread completers = new Thread(() -> completeAll(children));
      completers.start();

      List<Integer> values = loop.runSync(() -> Coroutines.multi(children));

      completers.join();
      assertEquals(children.size(), values.size());
      assertTrue(values.stream().allMatch(v -> v == 1));
    }
  }

  private static void completeAll(List<Promise<Integer>> promises) {
    try {
      inThreads(number -> {
        for (int i = number; i < promises.size(); i += THREADS) {
          promises.get(i).complete(1);
        }
      });
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void waiters_are_woken_in_the_order_in_which_they_came() {
    Promise<String> promise = new Promise<>();
    List<Integer> order = new ArrayList<>();
    List<Integer> expected = new ArrayList<>();
    for (int i = 0; i < 10_000; i++) {
      int number = i;
      promise.addDoneCallback(f -> order.add(number));
      expected.add(i);
    }

    promise.complete("v");

    assertEquals(expected, order);
  }
}
