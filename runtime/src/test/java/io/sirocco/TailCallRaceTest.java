package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.RepeatedTest;

/** One thread goes through a chain of tail calls, the others look at the steps, join and cancel them. */
class TailCallRaceTest {
  private static final int STEPS = 200;
  private static final int SHARED = 20; // steps that the other threads know

  private final List<Promise<Integer>> inputs = new ArrayList<>();
  private final List<Future<Integer>> steps = new ArrayList<>();
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  private Future<Integer> step() {
    Promise<Integer> input = new Promise<>();
    inputs.add(input);
    Future<Integer> step = TailCalls.then(input, value -> value > 0 ? step() : Future.of(value));
    steps.add(step);
    return step;
  }

  /** Begins, shares the first steps, and goes on to the end while the others act. */
  private void whileOthers(StepAction... others) throws InterruptedException {
    step();
    for (int i = 0; i < SHARED; i++) {
      inputs.get(i).complete(1);
    }
    List<Future<Integer>> shared = List.copyOf(steps.subList(0, SHARED));
    CyclicBarrier start = new CyclicBarrier(others.length + 1);
    List<Thread> threads = new ArrayList<>();
    for (StepAction other : others) {
      threads.add(new Thread(() -> inThread(start, () -> {
        Random random = new Random();
        for (int i = 0; i < STEPS; i++) {
          other.act(shared.get(random.nextInt(SHARED)));
        }
      })));
    }
    threads.forEach(Thread::start);
    inThread(start, () -> {
      for (int i = SHARED; i < STEPS; i++) {
        inputs.get(i).complete(1);
      }
      inputs.get(STEPS).complete(-7);
    });
    for (Thread thread : threads) {
      thread.join();
    }
    assertNull(failure.get());
  }

  private void inThread(CyclicBarrier start, Runnable work) {
    try {
      start.await();
      work.run();
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private interface StepAction {
    void act(Future<Integer> step);
  }

  @RepeatedTest(100)
  void every_callback_of_a_step_is_called_once_or_removed() throws InterruptedException {
    AtomicInteger added = new AtomicInteger();
    AtomicInteger called = new AtomicInteger();
    AtomicInteger removed = new AtomicInteger();
    StepAction joins = step -> {
      added.incrementAndGet();
      step.addDoneCallback(f -> called.incrementAndGet());
    };
    StepAction leaves = step -> {
      java.util.function.Consumer<Object> callback = f -> called.incrementAndGet();
      added.incrementAndGet();
      step.addDoneCallback(callback);
      removed.addAndGet(step.removeDoneCallback(callback));
    };

    whileOthers(joins, leaves, joins);

    steps.forEach(step -> assertEquals(-7, step.result()));
    assertEquals(added.get(), called.get() + removed.get());
  }

  @RepeatedTest(100)
  void step_that_was_seen_done_stays_done() throws InterruptedException {
    AtomicInteger violations = new AtomicInteger();
    AtomicInteger called = new AtomicInteger();
    StepAction looks = step -> {
      if (step.isDone() && !step.isDone()) {
        violations.incrementAndGet();
      }
    };
    StepAction joins = step -> {
      boolean isDone = step.isDone();
      step.addDoneCallback(f -> called.incrementAndGet());
      if (isDone && !step.isDone()) {
        violations.incrementAndGet();
      }
    };

    whileOthers(looks, joins, looks);

    assertEquals(0, violations.get());
    assertEquals(STEPS, called.get());
  }

  @RepeatedTest(100)
  void cancelled_step_is_cancelled_with_all_before_it_and_no_other_hangs()
      throws InterruptedException {
    AtomicInteger cancellations = new AtomicInteger();
    AtomicInteger called = new AtomicInteger();
    StepAction cancels = step -> {
      if (step.cancel()) {
        cancellations.incrementAndGet();
        assertTrue(step.isCancelled());
      }
    };
    StepAction joins = step -> step.addDoneCallback(f -> called.incrementAndGet());

    whileOthers(cancels, joins, cancels);

    assertEquals(STEPS, called.get());
    boolean isBeforeACancelledOne = false;
    for (int i = STEPS; i >= 0; i--) {
      isBeforeACancelledOne |= steps.get(i).isCancelled();
      assertEquals(isBeforeACancelledOne, steps.get(i).isCancelled(), "step " + i);
      assertTrue(steps.get(i).isCancelled() || steps.get(i).result() == -7);
    }
    assertEquals(cancellations.get() > 0, isBeforeACancelledOne);
  }
}
