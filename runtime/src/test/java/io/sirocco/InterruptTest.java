package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Issue 14: an interrupt of the loop's thread ends the loop as stop does, and is given back. */
class InterruptTest {
  @RegisterExtension
  final LogCapture log = new LogCapture(); // expects nothing

  private final ExecutorService executor = Executors.newSingleThreadExecutor();

  @AfterEach
  void shutDown() {
    Thread.interrupted();
    executor.shutdownNow();
  }

  /** Runs a loop in the executor, which is shut down when the loop runs; returns what it ends with. */
  private Object shutDownWhile(IOLoop loop, Runnable busy) throws Exception {
    CountDownLatch running = new CountDownLatch(1);
    loop.addCallback(running::countDown);
    loop.addCallback(busy);
    java.util.concurrent.Future<Boolean> ended = executor.submit(() -> {
      loop.start();
      return Thread.currentThread().isInterrupted();
    });
    running.await();
    executor.shutdownNow();
    return ended.get(60, TimeUnit.SECONDS);
  }

  @Test
  void loop_that_sleeps_ends() throws Exception {
    assertEquals(true, shutDownWhile(new IOLoop(), () -> {}));
  }

  @Test
  void loop_that_sleeps_until_a_timer_ends() throws Exception {
    IOLoop loop = new IOLoop();
    loop.callLater(Duration.ofDays(1), () -> {});

    assertEquals(true, shutDownWhile(loop, () -> {}));
  }

  @Test
  void loop_that_waits_for_a_channel_ends_and_the_channel_stays_open() throws Exception {
    Pipe pipe = Pipe.open();
    try (IOLoop loop = new IOLoop();
        Pipe.SinkChannel sink = pipe.sink();
        Pipe.SourceChannel source = pipe.source()) {
      loop.addHandler(source, (channel, ops) -> {}, SelectionKey.OP_READ);

      assertEquals(true, shutDownWhile(loop, () -> {}));

      assertTrue(source.isOpen() && sink.isOpen());
    }
  }

  @Test
  void loop_that_is_busy_ends() throws Exception {
    IOLoop loop = new IOLoop();

    assertEquals(true, shutDownWhile(loop, new Runnable() {
      @Override
      public void run() {
        loop.addCallback(this);
      }
    }));
  }

  @Test
  void loop_with_a_simulated_clock_ends() throws Exception {
    IOLoop loop = new IOLoop(new ManualTimeSource());

    assertEquals(true, shutDownWhile(loop, new Runnable() {
      @Override
      public void run() {
        loop.callLater(Duration.ofDays(1), this);
      }
    }));
  }

  @Test
  void main_function_ends_with_an_exception_and_goes_on_with_the_next_run() throws Exception {
    IOLoop loop = new IOLoop();
    Promise<String> answer = new Promise<>();

    Thread.currentThread().interrupt();
    InterruptedException interrupt =
        assertThrows(InterruptedException.class, () -> loop.runSync(() -> answer));

    assertEquals("Event loop interrupted before Future completed.", interrupt.getMessage());
    assertFalse(Thread.currentThread().isInterrupted());
    answer.complete("late");
    assertEquals("late", loop.runSync(() -> answer));
  }

  @Test
  void main_function_that_is_done_gives_its_value_and_the_interrupt_back() {
    Thread.currentThread().interrupt();

    assertEquals(1, (int) new IOLoop().runSync(() -> Future.of(1)));

    assertTrue(Thread.interrupted());
  }

  @Test
  void task_of_an_executor_that_runs_a_main_function_fails() throws Exception {
    IOLoop loop = new IOLoop();
    CountDownLatch running = new CountDownLatch(1);
    loop.addCallback(running::countDown);
    java.util.concurrent.Future<Object> ended =
        executor.submit(() -> loop.runSync(() -> new Promise<>()));

    running.await();
    executor.shutdownNow();

    assertEquals(
        InterruptedException.class,
        assertThrows(ExecutionException.class, () -> ended.get(60, TimeUnit.SECONDS))
            .getCause()
            .getClass());
  }

  /** A channel of the JDK that is used with the flag set is closed. */
  @Test
  void callbacks_of_the_last_iteration_do_not_see_the_interrupt() throws IOException {
    IOLoop loop = new IOLoop();
    boolean[] seen = new boolean[1];
    loop.addCallback(() -> {
      seen[0] = Thread.currentThread().isInterrupted();
    });
    Thread.currentThread().interrupt();

    loop.start();

    assertFalse(seen[0]);
    assertTrue(Thread.interrupted());
  }
}
