package io.sirocco.testing;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import java.io.IOException;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** Runs tests that must not be green. */
class FailingCasesTest {
  private static final List<String> STEPS = new ArrayList<>();
  private static IOLoop seenLoop;
  private static Pipe pipe;

  @BeforeEach
  void forget() {
    STEPS.clear();
  }

  /** Tests, found by name only: JUnit does not look for classes that are called like this. */
  @LoopTest(timeoutSeconds = 1)
  static class Cases {
    @Test
    @Coroutine
    void failsAfterAnAwait() {
      await(sleep(Duration.ofHours(1)));
      fail("too bad");
    }

    @Test
    @Coroutine
    void failsAtOnce() throws IOException {
      throw new IOException("at once");
    }

    @Test
    @Coroutine
    void failsWithAnError() {
      throw new StackOverflowError("made up");
    }

    @Test
    @Coroutine
    void isAborted() {
      await(sleep(Duration.ofHours(1)));
      Assumptions.abort("not today");
    }

    @Test
    @Coroutine
    void waitsForEver() {
      try {
        await(new CompletableFuture<Void>()); // foreign: who knows
      } catch (CancellationException e) {
        STEPS.add("cancelled");
        throw e;
      } finally {
        await(sleep(Duration.ofHours(1)));
        STEPS.add("cleaned up");
      }
    }

    @Test
    @Coroutine
    void cannotEnd() {
      try {
        await(new Promise<Void>());
      } catch (CancellationException e) {
        STEPS.add("cancelled");
        throw e;
      } finally {
        await(sleep(Duration.ofHours(1)));
        STEPS.add("cleaned up");
      }
    }

    @Test
    @Coroutine
    void sleepsForEver() {
      while (true) {
        await(sleep(Duration.ofHours(1)));
      }
    }

    @Test
    @Coroutine
    void cannotBeCancelled() {
      while (true) {
        try {
          await(new Promise<Void>());
        } catch (CancellationException e) {
          STEPS.add("ignored");
        }
      }
    }

    @Test
    @Coroutine
    void isCancelledByAccident() {
      Promise<Void> promise = new Promise<>();
      IOLoop.current().addCallback(() -> {
        promise.cancel();
      });
      await(promise);
      STEPS.add("not reached");
    }

    @Test
    @Coroutine
    void leavesAFailingChildBehind() {
      child();
    }

    @Coroutine
    private void child() {
      await(sleep(Duration.ofHours(1)));
      throw new IllegalStateException("child");
    }

    @Test
    @Coroutine
    void isWokenByAnotherThread() {
      Promise<Void> promise = new Promise<>();
      new Thread(() -> promise.complete(null)).start();
      await(promise);
    }

    @Test
    @Coroutine
    void dropsAFailingChild() {
      Future<Void> dropped = failing("dropped");
      await(sleep(Duration.ofHours(2)));
      STEPS.add(dropped.isDone() ? "done" : "pending");
    }

    @Coroutine
    private Future<Void> failing(String message) {
      await(sleep(Duration.ofHours(1)));
      throw new IllegalStateException(message);
    }

    @Test
    @Coroutine
    void hasAFailingCallbackAndFails(IOLoop loop) {
      loop.addCallback(() -> {
        throw new IllegalStateException("callback");
      });
      await(sleep(Duration.ofHours(1)));
      fail("test");
    }

    @Test
    void runsTheLoopItself(IOLoop loop) {
      loop.addCallback(() -> {
        throw new IllegalStateException("callback");
      });
      loop.runSync(() -> sleep(Duration.ofHours(1)));
      STEPS.add("went on");
    }

    @Test
    @Coroutine
    void passes(IOLoop loop) throws IOException {
      seenLoop = loop;
      pipe = Pipe.open();
      loop.addHandler(pipe.source(), (channel, ops) -> {}, SelectionKey.OP_READ);
      await(sleep(Duration.ofHours(1)));
    }

    @Test
    @LoopTest(realTime = true)
    void asksForAClockThatItHasNot(ManualTimeSource clock) {
      STEPS.add("not reached");
    }
  }

  /** The limit of the configuration. */
  @LoopTest
  static class Configured {
    @Test
    @Coroutine
    void waitsForEver() {
      await(new CompletableFuture<Void>());
    }
  }

  /** Its first method is for all tests. */
  @LoopTest
  static class PreparedForAll {
    @BeforeAll
    @Coroutine
    static void prepare() {
      await(sleep(Duration.ofHours(1)));
      fail("nobody sees this");
    }

    @Test
    void isPrepared() {}
  }

  /** Its last method is for all tests. */
  @LoopTest
  static class CleanedUpForAll {
    @Test
    void passes() {}

    @AfterAll
    @Coroutine
    static void cleanUp() {
      await(sleep(Duration.ofHours(1)));
      fail("nobody sees this");
    }
  }

  private static TestExecutionResult run(Class<?> cases, String method, String... seconds) {
    return seconds.length == 0
        ? Launch.of(cases, method)
        : Launch.of(cases, method, Map.of("sirocco.testing.timeoutSeconds", seconds[0]));
  }

  private static Throwable failureOf(String method) {
    TestExecutionResult result = run(Cases.class, method);
    assertEquals(Status.FAILED, result.getStatus(), method);
    return result.getThrowable().orElseThrow();
  }

  @Test
  void failure_after_an_await_fails_the_test() {
    assertEquals("too bad", failureOf("failsAfterAnAwait").getMessage());
  }

  @Test
  void exception_before_the_first_await_fails_the_test() {
    Throwable failure = failureOf("failsAtOnce");

    assertEquals(IOException.class, failure.getClass());
    assertEquals("at once", failure.getMessage());
  }

  /** C9: coroutines keep what Tornado lets fly out of the call. */
  @Test
  void error_of_any_kind_fails_the_test() {
    assertEquals("made up", failureOf("failsWithAnError").getMessage());
  }

  @Test
  void assumption_that_does_not_hold_aborts_the_test() {
    assertEquals(Status.ABORTED, run(Cases.class, "isAborted").getStatus());
  }

  /** U2: the time limit arrives in the body. */
  @Test
  void test_that_waits_for_ever_is_cancelled_and_fails() {
    Throwable failure = failureOf("waitsForEver");

    assertEquals(TimeoutException.class, failure.getClass());
    assertEquals(
        "the test has not ended after 1 seconds; it waits for\n"
            + "  FailingCasesTest$Cases.waitsForEver(FailingCasesTest.java:LINE),"
            + " waits for StageFuture[pending]",
        withoutLine(failure));
    assertEquals(CancellationException.class, failure.getSuppressed()[0].getClass());
    String dump = failure.getSuppressed()[1].toString();
    assertTrue(
        dump.contains(
            "\n  foreign stage\n    1 x io.sirocco.testing.FailingCasesTest$Cases.waitsForEver("),
        dump);
    assertEquals(List.of("cancelled", "cleaned up"), STEPS);
  }

  @Test
  void test_whose_loop_nothing_can_wake_fails_at_once() {
    Throwable failure = failureOf("cannotEnd");

    assertEquals(
        "the test cannot end: no callback, timer, job, channel or foreign stage is left that could"
            + " wake its loop; it waits for\n"
            + "  FailingCasesTest$Cases.cannotEnd(FailingCasesTest.java:LINE),"
            + " waits for Promise[pending]\n"
            + "If a thread works for it that Sirocco does not know of, let it have"
            + " @LoopTest(realTime = true)",
        withoutLine(failure));
    assertEquals(List.of("cancelled", "cleaned up"), STEPS);
  }

  private static String withoutLine(Throwable failure) {
    return failure.getMessage().replaceAll("[.]java:\\d+", ".java:LINE");
  }

  @Test
  void other_thread_may_wake_the_loop_a_little_later() {
    assertEquals(Status.SUCCESSFUL, run(Cases.class, "isWokenByAnotherThread").getStatus());
  }

  @Test
  void failure_that_nobody_has_asked_for_fails_the_test() {
    Throwable failure = failureOf("dropsAFailingChild");

    assertEquals(
        "a future has failed, and nobody has asked for its exception:"
            + " java.lang.IllegalStateException: dropped",
        failure.getMessage());
    assertEquals("dropped", failure.getCause().getMessage());
  }

  @Test
  void time_limit_counts_real_time() {
    assertEquals(TimeoutException.class, failureOf("sleepsForEver").getClass());
  }

  @Test
  void test_that_ignores_its_cancellation_fails() {
    assertEquals(
        "the test cannot end: no callback, timer, job, channel or foreign stage is left that could"
            + " wake its loop; it did not end when it was cancelled either; it waits for\n"
            + "  FailingCasesTest$Cases.cannotBeCancelled(FailingCasesTest.java:LINE),"
            + " waits for Promise[pending]\n"
            + "If a thread works for it that Sirocco does not know of, let it have"
            + " @LoopTest(realTime = true)",
        withoutLine(failureOf("cannotBeCancelled")));
    assertEquals(List.of("ignored"), STEPS);
  }

  @Test
  void time_limit_can_be_configured() {
    Throwable failure =
        run(Configured.class, "waitsForEver", "2").getThrowable().orElseThrow();

    assertTrue(
        failure.getMessage().startsWith("the test has not ended after 2 seconds; it waits for"),
        failure.getMessage());
  }

  @Test
  void cancellation_that_the_test_does_not_catch_is_a_failure() {
    assertEquals(CancellationException.class, failureOf("isCancelledByAccident").getClass());
    assertEquals(List.of(), STEPS);
  }

  @Test
  void test_is_over_when_its_children_are() {
    assertEquals("child", failureOf("leavesAFailingChildBehind").getMessage());
  }

  @Test
  void failures_after_the_first_one_are_suppressed() {
    Throwable failure = failureOf("hasAFailingCallbackAndFails");

    assertEquals("callback", failure.getMessage());
    assertEquals("test", failure.getSuppressed()[0].getMessage());
  }

  @Test
  void failing_callback_fails_a_plain_test_at_its_end() {
    assertEquals("callback", failureOf("runsTheLoopItself").getMessage());
    assertEquals(List.of("went on"), STEPS);
  }

  @Test
  void loop_is_closed_with_its_channels_and_the_thread_has_the_loop_that_it_had()
      throws IOException {
    IOLoop outer = IOLoop.current();
    try {
      assertEquals(Status.SUCCESSFUL, run(Cases.class, "passes").getStatus());

      assertEquals("IOLoop[closed]", seenLoop.toString());
      assertFalse(pipe.source().isOpen());
      assertSame(outer, IOLoop.currentOrNull());
    } finally {
      pipe.sink().close();
      IOLoop.clearCurrent();
    }
    run(Cases.class, "passes");
    assertNull(IOLoop.currentOrNull());
    pipe.sink().close();
  }

  @Test
  void coroutine_that_belongs_to_all_tests_is_refused() {
    assertRefused(PreparedForAll.class, "isPrepared", "prepare()");
    assertRefused(CleanedUpForAll.class, "passes", "cleanUp()");
  }

  private static void assertRefused(Class<?> cases, String test, String method) {
    Throwable failure = run(cases, test).getThrowable().orElseThrow();

    assertEquals(
        "static void " + cases.getName() + "." + method
            + " must not be a coroutine: each test has its"
            + " own loop, and there is none for all of them. Call runSync on a loop made for it",
        failure.getMessage());
  }

  @Test
  void real_time_has_no_manual_clock() {
    String message = failureOf("asksForAClockThatItHasNot").getMessage();

    assertTrue(message.contains("@LoopTest(realTime = true) has no manual clock"), message);
    assertEquals(List.of(), STEPS);
  }
}
