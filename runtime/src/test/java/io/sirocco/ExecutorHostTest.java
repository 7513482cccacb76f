package io.sirocco;

import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Guests of an executor of the JDK. */
@Timeout(60)
class ExecutorHostTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final String name = "host of " + hashCode();
  private final ScheduledExecutorService executor =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, name));
  private final IOLoop loop = IOLoop.guestOf(executor);

  @AfterEach
  void close() {
    loop.close();
    executor.shutdownNow();
  }

  private Thread thread() throws Exception {
    return executor.submit(Thread::currentThread).get();
  }

  @Test
  void coroutine_runs_on_the_executors_thread_before_and_after_a_sleep_and_a_job()
      throws Exception {
    Thread expected = thread();

    Object ranThere = loop.runSync(() -> HandCoroutine.call((self, step, value) -> {
      assertSame(expected, Thread.currentThread());
      return switch (step) {
        case 0 -> sleep(Duration.ofMillis(1));
        case 1 -> loop.runInExecutor(null, () -> "job");
        default -> self.end(value);
      };
    }));

    assertEquals("job", ranThere);
  }

  @Test
  void loop_is_current_for_the_other_work_of_the_executor() throws Exception {
    loop.runSync(() -> null);

    assertSame(loop, executor.submit(IOLoop::currentOrNull).get());
    assertSame(loop, IOLoop.guestOf(executor));
  }

  @Test
  void earlier_timer_does_not_wait_for_a_later_one() {
    loop.callLater(Duration.ofHours(1), () -> {});

    assertEquals(
        "early",
        loop.<String>runSync(() -> sleep(Duration.ofMillis(5)).thenApply(nothing -> "early")));
  }

  @Test
  void executor_of_many_threads_is_refused() {
    ScheduledExecutorService pool = Executors.newScheduledThreadPool(2);
    try {
      IllegalArgumentException refused =
          assertThrows(IllegalArgumentException.class, () -> IOLoop.guestOf(pool));

      assertEquals(
          "a loop is the guest of one thread, and the executor has 2: "
              + "use Executors.newSingleThreadScheduledExecutor()",
          refused.getMessage());
    } finally {
      pool.shutdownNow();
    }
  }

  @Test
  void executor_that_is_shut_down_ends_who_waits_in_run_sync() {
    IllegalStateException ended = assertThrows(
        IllegalStateException.class,
        () -> loop.runSync(() -> {
          executor.shutdownNow();
          return new Promise<String>();
        }));

    assertEquals("the host of the loop has ended before the future was done", ended.getMessage());
    assertEquals("IOLoop[closed]", loop.toString());
    log.assertLogged("The host rejects the turns of IOLoop[guest of the executor of "
        + name
        + "]: the loop is closed, and what waits there does not go on "
        + "[java.lang.IllegalStateException: the host has ended: the executor of " + name + "]");
  }

  @Test
  void callback_for_an_executor_that_is_shut_down_is_dropped_and_logged() throws Exception {
    loop.runSync(() -> null);
    executor.shutdown();
    assertTrue(executor.awaitTermination(1, TimeUnit.MINUTES)); // the turn has ended, too

    loop.addCallback(() -> {});

    assertEquals("IOLoop[closed]", loop.toString());
    log.assertLoggedStart("The host rejects the turns of IOLoop[guest of the executor of " + name
        + "]: the loop is closed, and what waits there does not go on "
        + "[java.util.concurrent.RejectedExecutionException: ");
  }
}
