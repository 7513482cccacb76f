package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;

/** What a guest refuses, and how it ends: by its user or by its host. */
class GuestLifeTest {
  private static final String REJECTED = "The host rejects the turns of IOLoop[guest of the test]: "
      + "the loop is closed, and what waits there does not go on ";

  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final HandHost host = new HandHost();
  private final IOLoop loop = IOLoop.guestOf(host);

  @AfterEach
  void close() {
    loop.close();
    IOLoop.clearCurrent();
  }

  private static void assertRefused(
      Class<? extends RuntimeException> type, String message, Executable call) {
    assertEquals(message, assertThrows(type, call).getMessage());
  }

  // ---- what is refused ------------------------------------------------------------------------

  @Test
  void start_is_refused() {
    assertRefused(
        UnsupportedOperationException.class,
        "the loop is a guest, and its host runs it: do not start it, use addCallback or runSync",
        loop::start);
  }

  @Test
  void stop_is_refused() {
    assertRefused(
        UnsupportedOperationException.class,
        "the loop is a guest, and its host goes on: end the loop with close()",
        loop::stop);
  }

  @Test
  void channels_are_refused() throws Exception {
    String refusal = "the loop is a guest, and its host has the channels: use those of the host, "
        + "or the ready() of a loop that is started";
    Pipe pipe = Pipe.open();
    try (Pipe.SourceChannel source = pipe.source();
        Pipe.SinkChannel sink = pipe.sink()) {
      assertRefused(
          UnsupportedOperationException.class,
          refusal,
          () -> loop.ready(source, SelectionKey.OP_READ));
      assertRefused(
          UnsupportedOperationException.class,
          refusal,
          () -> loop.addHandler(sink, (channel, ops) -> {}, SelectionKey.OP_WRITE));
      assertRefused(
          UnsupportedOperationException.class,
          refusal,
          () -> loop.updateHandler(sink, SelectionKey.OP_WRITE));
      assertRefused(UnsupportedOperationException.class, refusal, () -> loop.removeHandler(source));
    }
  }

  @Test
  void closing_the_channels_is_refused() {
    assertRefused(
        UnsupportedOperationException.class,
        "a guest has no channels, they are its host's: call close()",
        () -> loop.close(true));
  }

  @Test
  void run_sync_on_the_hosts_thread_is_refused() {
    String refusal = "this thread is that of the loop's host, which would wait for itself: "
        + "await in a coroutine, or start one with addCallback";
    assertRefused(
        IllegalStateException.class, refusal, () -> loop.runSync(() -> Future.of("never")));

    loop.addCallback(() -> assertRefused(
        IllegalStateException.class, refusal, () -> loop.runSync(() -> Future.of("never"))));
    host.turn();
  }

  // ---- runSync from another thread
  // ----------------------------------------------------------------

  /** Runs a body from another thread; the test's thread is the host until it returns. */
  private CompletableFuture<Object> runSync(AsyncCallable<?> body, Duration timeout) {
    CompletableFuture<Object> result = new CompletableFuture<>();
    Thread caller = new Thread(() -> {
      try {
        result.complete(timeout == null ? loop.runSync(body) : loop.runSync(body, timeout));
      } catch (Throwable exception) {
        result.completeExceptionally(exception);
      }
    });
    caller.setDaemon(true);
    caller.start();
    return result;
  }

  private void drive(CompletableFuture<?> result) {
    while (!result.isDone()) {
      if (host.asked() > 0) {
        host.turn();
      } else if (host.delayNanos() >= 0) {
        host.timer();
      }
      Thread.onSpinWait();
    }
  }

  private static Throwable failure(CompletableFuture<?> result) {
    return assertThrows(java.util.concurrent.ExecutionException.class, result::get)
        .getCause();
  }

  @Test
  void run_sync_blocks_another_thread_until_the_host_has_run_the_body() throws Exception {
    Promise<String> answer = new Promise<>();
    CompletableFuture<Object> result = runSync(
        () -> {
          trace.add(loop.isRunningHere());
          loop.callLater(Duration.ofMillis(1), () -> answer.complete("answer"));
          return HandCoroutine.awaiting(answer);
        },
        null);

    drive(result);

    assertEquals("answer", result.get());
    trace.assertEvents(true);
  }

  @Test
  void run_sync_throws_what_the_body_throws() {
    IllegalArgumentException thrown = new IllegalArgumentException("bad");
    CompletableFuture<Object> result = runSync(
        () -> {
          throw thrown;
        },
        null);

    drive(result);

    assertEquals(thrown, failure(result));
  }

  @Test
  void run_sync_gives_up_after_its_time() {
    CompletableFuture<Object> result = runSync(Promise<String>::new, Duration.ofMillis(1));

    drive(result);

    assertEquals("Operation timed out after 0.001 seconds", failure(result).getMessage());
  }

  // ---- closed by its user
  // -------------------------------------------------------------------------

  @Test
  void callback_that_closes_the_loop_is_the_last() {
    loop.addCallback(() -> {
      trace.add("closes");
      loop.close();
    });
    loop.addCallback(trace.adding("dropped"));
    loop.callLater(Duration.ZERO, trace.adding("dropped timer"));

    host.turns();
    loop.addCallback(trace.adding("too late"));

    trace.assertEvents("closes");
    assertEquals(0, host.asked());
    assertEquals(0, loop.queuedTimers());
    assertEquals("IOLoop[closed]", loop.toString());
  }

  @Test
  void loop_that_another_thread_closes_leaves_the_hosts_thread_in_a_last_turn() throws Exception {
    host.turns();
    loop.addCallback(trace.adding("dropped"));
    Thread other = new Thread(loop::close);
    other.start();
    other.join();

    host.turns();

    trace.assertEvents();
    assertNull(IOLoop.currentOrNull());
  }

  @Test
  void run_sync_ends_when_the_loop_is_closed() {
    CompletableFuture<Object> result = runSync(Promise<String>::new, null);
    while (host.asked() == 0) {
      Thread.onSpinWait();
    }
    host.turns();

    loop.close();

    assertEquals(
        "the loop was closed before the future was done", failure(result).getMessage());
  }

  @Test
  void run_sync_of_a_closed_guest_is_refused() {
    loop.close();

    assertEquals(
        "the loop is closed", failure(runSync(Promise<String>::new, null)).getMessage());
  }

  // ---- ended by its host
  // --------------------------------------------------------------------------

  @Test
  void host_that_rejects_a_turn_closes_the_loop_and_is_logged_once() {
    host.turns();
    host.shutDown();

    loop.addCallback(trace.adding("never"));
    loop.addCallback(trace.adding("never"));

    log.assertLogged(REJECTED + "[java.util.concurrent.RejectedExecutionException: shut down]");
    assertEquals("IOLoop[closed]", loop.toString());
    trace.assertEvents();
  }

  @Test
  void host_that_rejects_a_timer_closes_the_loop() {
    host.turns();
    loop.addCallback(host::shutDown);
    loop.callLater(Duration.ofHours(1), trace.adding("never"));

    host.turns();

    log.assertLogged(REJECTED + "[java.util.concurrent.RejectedExecutionException: shut down]");
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void run_sync_ends_when_the_host_rejects_a_turn() {
    CompletableFuture<Object> result = runSync(Promise<String>::new, null);
    while (host.asked() == 0) {
      Thread.onSpinWait();
    }
    host.turns();
    host.shutDown();

    loop.addCallback(trace.adding("never"));

    Throwable failure = failure(result);
    assertEquals("the host of the loop has ended before the future was done", failure.getMessage());
    assertEquals(RejectedExecutionException.class, failure.getCause().getClass());
    log.assertLogged(REJECTED + "[java.util.concurrent.RejectedExecutionException: shut down]");
  }

  @Test
  void run_sync_ends_when_the_host_has_ended_without_a_word() {
    CompletableFuture<Object> result = runSync(Promise<String>::new, null);
    while (host.asked() == 0) {
      Thread.onSpinWait();
    }
    host.turns();

    host.terminate();

    Throwable failure = failure(result);
    assertEquals("the host of the loop has ended before the future was done", failure.getMessage());
    log.assertLogged(REJECTED + "[java.lang.IllegalStateException: the host has ended: the test]");
  }

  @Test
  void guest_of_a_host_that_has_ended_leaves_when_another_comes() {
    loop.callLater(Duration.ofHours(1), trace.adding("never"));
    host.turns();
    host.terminate();

    IOLoop.guestOf(new HandHost()).close();

    log.assertLogged(REJECTED + "[java.lang.IllegalStateException: the host has ended: the test]");
    assertEquals("IOLoop[closed]", loop.toString());
  }

  @Test
  void idle_guest_of_a_host_that_has_ended_says_so_only_to_a_later_callback() {
    host.turns();
    host.terminate();
    IOLoop.guestOf(new HandHost()).close();
    log.assertLogged();

    loop.addCallback(trace.adding("never"));

    log.assertLogged(REJECTED + "[java.util.concurrent.RejectedExecutionException: shut down]");
  }

  // ---- hosts that break the rules
  // -----------------------------------------------------------------

  /** Runs turns where it is called. */
  private record Inline() implements LoopHost {
    @Override
    public void execute(Runnable turn) {
      turn.run();
    }

    @Override
    public void schedule(Runnable turn, long delayNanos) {
      turn.run();
    }

    @Override
    public boolean isHostThread() {
      return false;
    }
  }

  @Test
  void host_that_runs_a_turn_inside_the_call_closes_the_loop() {
    IOLoop guest = IOLoop.guestOf(new Inline());

    guest.addCallback(trace.adding("never"));

    trace.assertEvents();
    log.assertLogged("The host rejects the turns of IOLoop[guest of Inline[]]: the loop is closed, "
        + "and what waits there does not go on [java.lang.IllegalStateException: "
        + "the host ran a turn inside execute or schedule: Inline[]]");
  }

  @Test
  void host_that_runs_two_turns_at_the_same_time_closes_the_loop() {
    loop.addCallback(() -> {
      Thread other = new Thread(() -> assertRefused(
          IllegalStateException.class,
          "the host runs two turns at the same time: the test",
          host::turnInside));
      other.start();
      assertTrue(ended(other));
      loop.addCallback(trace.adding("never"));
    });

    host.turns();

    trace.assertEvents();
    log.assertLogged(REJECTED
        + "[java.lang.IllegalStateException: the host runs two turns at the same time: the test]");
  }

  private static boolean ended(Thread thread) {
    try {
      thread.join();
      return true;
    } catch (InterruptedException e) {
      return false;
    }
  }
}
