package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules X. */
class ExecutorTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

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

  @Test
  void cancelled_function_is_let_go_of_although_the_executor_keeps_the_job() throws Exception {
    List<Runnable> submitted = new ArrayList<>();
    WeakReference<Object> held = submitHolding(submitted);

    for (int i = 0; i < 100 && held.get() != null; i++) {
      System.gc();
    }
    assertNull(held.get());
    assertEquals(1, submitted.size());
  }

  private WeakReference<Object> submitHolding(List<Runnable> submitted) {
    Object large = new Object();
    loop.runInExecutor(submitted::add, () -> large).cancel();
    return new WeakReference<>(large);
  }

  @Test
  void outcome_that_is_on_its_way_is_not_cancelled_any_more() {
    Future<Integer> job = loop.runInExecutor(Runnable::run, () -> 42);
    assertFalse(job.isDone());

    assertFalse(job.cancel());

    assertEquals(42, job.result());
    assertEquals(42, loop.<Integer>runSync(() -> job));
  }

  @Test
  void coroutine_that_is_cancelled_when_its_job_is_done_gets_the_result() {
    List<Object> got = new ArrayList<>();
    loop.runSync(() -> Scope.run(scope -> {
      Future<?> child = scope.fork(() -> HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return loop.runInExecutor(Runnable::run, () -> 42);
        }
        got.add(value);
        return self.end(null);
      }));
      child.cancel();
      return Future.of(null);
    }));

    assertEquals(List.of(42), got);
  }

  @Test
  void failure_of_a_function_that_was_cancelled_meanwhile_is_logged() {
    List<Future<?>> jobs = new ArrayList<>();
    Boom boom = new Boom("late");
    List<Runnable> submitted = new ArrayList<>();
    jobs.add(loop.runInExecutor(submitted::add, () -> {
      jobs.get(0).cancel();
      throw boom;
    }));
    submitted.get(0).run();
    loop.runSync(() -> ScopeFixture.sleep(1));

    log.assertLogged("Exception after Future was cancelled [" + boom + "]");
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

  @Test
  void executor_that_throws_something_else_fails_the_future_too() {
    OutOfMemoryError error = new OutOfMemoryError("unable to create native thread");
    Executor broken = task -> {
      throw error;
    };

    assertSame(error, loop.runInExecutor(broken, () -> 1).exception());
  }

  @Test
  void executor_that_throws_behind_a_function_that_it_ran_is_reported() {
    List<Throwable> reported = new ArrayList<>();
    loop.setExceptionHandler(reported::add);
    RejectedExecutionException late = new RejectedExecutionException("late");
    Executor odd = task -> {
      task.run();
      throw late;
    };

    assertEquals(1, loop.<Integer>runSync(() -> loop.runInExecutor(odd, () -> 1)));
    assertEquals(List.of(late), reported);
  }

  /** X2. */
  @Test
  void default_executor_may_be_the_shared_pool_again() {
    loop.setDefaultExecutor(DummyExecutor.INSTANCE);
    loop.setDefaultExecutor(null);

    String name = loop.runSync(() -> loop.runInExecutor(null, () -> currentThreadName()));

    assertTrue(name.startsWith("sirocco-worker-"), name);
  }

  private static String currentThreadName() {
    return Thread.currentThread().getName();
  }

  /** X5. */
  @Test
  void runOnExecutor_uses_the_current_loop() {
    loop.setDefaultExecutor(DummyExecutor.INSTANCE);

    boolean doneAtOnce =
        loop.runSync(() -> Future.of(Coroutines.runOnExecutor(null, () -> 1).isDone()));

    assertFalse(doneAtOnce); // it arrives in an iteration of the loop
    assertEquals(
        1, loop.<Integer>runSync(() -> Coroutines.runOnExecutor(DummyExecutor.INSTANCE, () -> 1)));
  }

  /** X5. */
  @Test
  void runOnExecutor_works_without_a_loop() {
    assertEquals(1, Coroutines.runOnExecutor(DummyExecutor.INSTANCE, () -> 1).result());
    assertTrue(Coroutines.runOnExecutor(null, () -> currentThreadName())
        .join()
        .startsWith("sirocco-worker-"));
  }

  /** X4; the scenario executor_dummy. */
  @Test
  void dummy_executor_runs_at_once_in_this_thread() throws Exception {
    Boom boom = new Boom("dummy");
    Thread[] thread = new Thread[1];

    Future<Integer> done = DummyExecutor.INSTANCE.submit(() -> {
      thread[0] = Thread.currentThread();
      return 2;
    });
    Future<Integer> failed = DummyExecutor.INSTANCE.submit(() -> {
      throw boom;
    });

    assertEquals(2, done.result());
    assertSame(Thread.currentThread(), thread[0]);
    assertSame(boom, failed.exception());
    assertEquals("x", DummyExecutor.INSTANCE.submit(() -> {}, "x").result());
    assertTrue(DummyExecutor.INSTANCE.submit(() -> {}).isDone());
    assertEquals(
        3, DummyExecutor.INSTANCE.<Integer>invokeAll(List.of(() -> 3)).get(0).get());
  }

  /** X4. */
  @Test
  void dummy_executor_cannot_be_shut_down() {
    DummyExecutor.INSTANCE.shutdown();
    DummyExecutor.INSTANCE.close();

    assertEquals(List.of(), DummyExecutor.INSTANCE.shutdownNow());
    assertFalse(DummyExecutor.INSTANCE.isShutdown());
    assertFalse(DummyExecutor.INSTANCE.isTerminated());
    assertFalse(DummyExecutor.INSTANCE.awaitTermination(1, TimeUnit.DAYS));
    assertEquals(1, DummyExecutor.INSTANCE.submit(() -> 1).result());
  }
}
