package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules X. */
class ExecutorTest {
  private final IOLoop loop = new IOLoop();

  @AfterEach
  void close() {
    loop.close();
  }

  /** X1, X2. */
  @Test
  void function_runs_on_another_thread_and_its_result_arrives_on_the_loop() {
    List<Thread> threads = new ArrayList<>();

    int value = loop.runSync(() -> {
      Future<Integer> job = loop.runInExecutor(null, () -> {
        threads.add(Thread.currentThread());
        return 42;
      });
      return HandCoroutine.call((self, step, result) -> {
        if (step == 0) {
          return job;
        }
        threads.add(Thread.currentThread());
        return self.end(result);
      });
    });

    assertEquals(42, value);
    assertTrue(threads.get(0).isDaemon());
    assertTrue(threads.get(0).getName().startsWith("sirocco-worker-"));
    assertSame(Thread.currentThread(), threads.get(1));
  }

  /** X1. */
  @Test
  void exception_of_the_function_arrives_as_it_is() {
    Boom boom = new Boom("blocking");

    Boom caught = assertThrows(
        Boom.class,
        () -> loop.runSync(() -> loop.runInExecutor(null, () -> {
          throw boom;
        })));

    assertSame(boom, caught);
  }

  /** X1: the future changes between two callbacks, not while one runs. */
  @Test
  void future_is_pending_until_the_loop_has_seen_the_result() {
    Executor inline = Runnable::run;

    boolean doneAtOnce =
        loop.runSync(() -> Future.of(loop.runInExecutor(inline, () -> 1).isDone()));

    assertFalse(doneAtOnce);
    assertEquals(1, loop.<Integer>runSync(() -> loop.runInExecutor(inline, () -> 1)));
  }

  /** X2. */
  @Test
  void default_executor_can_be_replaced() {
    List<Runnable> submitted = new ArrayList<>();
    loop.setDefaultExecutor(submitted::add);

    Future<Integer> job = loop.runInExecutor(null, () -> 1);
    assertEquals(1, submitted.size()); // at once
    loop.addCallback(submitted.get(0));

    assertEquals(1, loop.<Integer>runSync(() -> job));
  }

  /** X6. */
  @Test
  void cancelling_drops_the_outcome_of_a_running_function() throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    CountDownLatch finish = new CountDownLatch(1);
    CompletableFuture<String> finished = new CompletableFuture<>();

    loop.runSync(() -> {
      Future<Integer> job = loop.runInExecutor(null, () -> {
        running.countDown();
        finish.await();
        finished.complete("finished");
        return 1;
      });
      running.await();
      assertTrue(job.cancel());
      finish.countDown();
      return finished;
    });

    assertEquals("finished", finished.join());
  }

  /** X6. */
  @Test
  void cancelled_function_that_has_not_begun_does_not_begin() {
    List<Runnable> submitted = new ArrayList<>();
    Future<Integer> job = loop.runInExecutor(submitted::add, () -> failure("begun"));

    job.cancel();
    submitted.get(0).run();

    assertTrue(job.isCancelled());
  }

  private static <T> T failure(String message) {
    throw new AssertionError(message);
  }

  @Test
  void rejection_fails_the_future() {
    RejectedExecutionException rejection = new RejectedExecutionException("full");
    Executor full = task -> {
      throw rejection;
    };

    assertSame(rejection, loop.runInExecutor(full, () -> 1).exception());
  }
}
