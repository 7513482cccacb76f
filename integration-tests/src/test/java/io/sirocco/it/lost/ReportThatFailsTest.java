package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A failure whose report fails, by fault of the handler, the log or the exception: the loop goes on, and says so. */
class ReportThatFailsTest {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco"); // held: loggers are weak

  /** An exception that cannot be printed. */
  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1;

    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }

  /** What is logged; may have to fail. */
  private static final class Log extends Handler {
    private final List<String> messages = new ArrayList<>();
    private boolean fails;

    @Override
    public void publish(LogRecord entry) {
      if (fails) {
        throw new IllegalStateException("the disk is full");
      }
      messages.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  }

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Log log = new Log();
  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final List<String> ran = new ArrayList<>();

  @BeforeEach
  void listen() {
    LOGGER.setUseParentHandlers(false);
    LOGGER.addHandler(log);
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @AfterEach
  void close() {
    System.setErr(err);
    LOGGER.removeHandler(log);
    LOGGER.setUseParentHandlers(true);
    loop.close();
  }

  @Coroutine
  private void background(RuntimeException failure) {
    await(sleep(Duration.ofMillis(1)));
    throw failure;
  }

  /** A callback and a coroutine fail; others come behind them. */
  @Coroutine
  private Future<Void> program(RuntimeException failure) {
    loop.addCallback(() -> {
      throw failure;
    });
    loop.addCallback(() -> ran.add("callback"));
    background(failure);
    loop.callLater(Duration.ofMillis(1), () -> ran.add("timer"));
    await(sleep(Duration.ofMillis(10)));
    ran.add("coroutine");
    return Future.of(null);
  }

  private void assertGoesOnAfter(RuntimeException failure) {
    loop.runSync(() -> program(failure));

    assertEquals(List.of("callback", "timer", "coroutine"), ran);
  }

  @Test
  void loop_outlives_a_handler_that_throws_what_it_was_given() {
    loop.setExceptionHandler(exception -> {
      throw (RuntimeException) exception;
    });

    assertGoesOnAfter(new IllegalStateException("thrown again"));
    assertEquals(2, log.messages.size(), log.messages::toString);
  }

  @Test
  void loop_outlives_an_exception_that_cannot_be_printed() {
    assertGoesOnAfter(new Unprintable());
  }

  @Test
  void loop_outlives_a_log_that_throws_and_the_failure_is_printed() {
    log.fails = true;

    assertGoesOnAfter(new RuntimeException("an ordinary one"));
    String text = printed.toString(StandardCharsets.UTF_8);
    assertTrue(text.contains("RuntimeException: an ordinary one"), text);
    assertTrue(
        text.contains("It could not be logged: java.lang.IllegalStateException: the disk is full"),
        text);
  }
}
