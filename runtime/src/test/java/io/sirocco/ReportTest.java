package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Issue 14: a report that fails ends nothing, and what was to be reported is not lost. */
class ReportTest {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco");

  private final PrintStream err = System.err;
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private Handler handler; // null: the ordinary log

  @AfterEach
  void restore() {
    System.setErr(err);
    if (handler != null) {
      LOGGER.removeHandler(handler);
      LOGGER.setUseParentHandlers(true);
    }
  }

  private void print() {
    System.setErr(new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  private String printed() {
    return printed.toString(StandardCharsets.UTF_8);
  }

  /** Logs to {@code publish} only. */
  private void logTo(Consumer<LogRecord> publish) {
    handler = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        publish.accept(entry);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  private void breakLog(Throwable failure) {
    logTo(entry -> {
      throw Sneaky.rethrow(failure);
    });
  }

  /** Runs a callback that throws, and another one; returns how often the other one ran. */
  private static int runBehind(IOLoop loop, Throwable failure) {
    AtomicInteger ran = new AtomicInteger();
    loop.addCallback(() -> {
      throw Sneaky.rethrow(failure);
    });
    loop.addCallback(ran::incrementAndGet);
    loop.runSync(() -> Coroutines.sleep(Duration.ofDays(1)));
    return ran.get();
  }

  private static IOLoop newLoop() {
    return new IOLoop(new ManualTimeSource());
  }

  // ---- exception handlers -----------------------------------------------------------------------

  @Test
  void handler_may_throw_what_it_was_given() {
    StringBuilder logged = new StringBuilder();
    logTo(entry -> logged.append(entry.getMessage()).append(' ').append(entry.getThrown()));
    IOLoop loop = newLoop();
    loop.setExceptionHandler(exception -> {
      throw Sneaky.rethrow(exception);
    });

    assertEquals(1, runBehind(loop, new Boom("first")));

    assertEquals("Exception in callback Boom first", logged.toString());
  }

  static Stream<Throwable> failures() {
    return Stream.of(
        new IllegalStateException("the disk is full"),
        new AssertionError("wrong"),
        new OutOfMemoryError("heap"),
        new StackOverflowError(),
        new Unprintable());
  }

  @ParameterizedTest
  @MethodSource("failures")
  void loop_goes_on_if_handler_and_log_fail(Throwable failure) {
    breakLog(failure);
    print();
    IOLoop loop = newLoop();
    loop.setExceptionHandler(exception -> {
      throw Sneaky.rethrow(failure);
    });

    assertEquals(1, runBehind(loop, new Boom("first")));

    assertTrue(printed().startsWith("io.sirocco: Exception in callback\nBoom first\n"), printed());
    assertTrue(printed().contains("\tat io.sirocco.ReportTest."), printed());
    assertTrue(printed().contains("io.sirocco: Exception in exception handler\n"), printed());
  }

  @Test
  void series_of_calls_goes_on_if_the_handler_fails() {
    logTo(entry -> {});
    AtomicInteger calls = new AtomicInteger();
    IOLoop loop = newLoop();
    loop.setExceptionHandler(exception -> {
      throw Sneaky.rethrow(exception);
    });

    loop.runSync(() -> {
      PeriodicCallback series = new PeriodicCallback(
          () -> {
            calls.incrementAndGet();
            throw new Boom("again");
          },
          Duration.ofSeconds(1));
      series.start();
      return Coroutines.sleep(Duration.ofMillis(3500));
    });

    assertEquals(3, calls.get());
  }

  // ---- the log ----------------------------------------------------------------------------------

  @Test
  void what_cannot_be_logged_is_printed_with_the_reason() {
    breakLog(new IllegalStateException("the disk is full"));
    print();

    Log.error("Something has happened", null);

    String[] lines = printed().split("\n");
    assertEquals("io.sirocco: Something has happened", lines[0]);
    assertEquals(
        "It could not be logged: java.lang.IllegalStateException: the disk is full", lines[1]);
  }

  static Stream<Arguments> unreportable() {
    return Map.<String, RuntimeException>of(
            "toString", new Unprintable(),
            "getMessage",
                new RuntimeException() {
                  @Override
                  public String getMessage() {
                    throw new IllegalStateException("no message");
                  }
                },
            "getStackTrace",
                new RuntimeException() {
                  @Override
                  public StackTraceElement[] getStackTrace() {
                    throw new OutOfMemoryError("no stack");
                  }
                },
            "printStackTrace",
                new RuntimeException() {
                  @Override
                  public void printStackTrace(java.io.PrintWriter target) {
                    throw new IllegalStateException("not for printing");
                  }
                },
            "getCause",
                new RuntimeException() {
                  @Override
                  public synchronized Throwable getCause() {
                    throw new IllegalStateException("no cause");
                  }
                })
        .entrySet()
        .stream()
        .map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
  }

  @ParameterizedTest
  @MethodSource("unreportable")
  void loop_goes_on_if_an_exception_cannot_be_logged(String method, RuntimeException exception) {
    logTo(new SimpleFormatter()::format);
    print();

    assertEquals(1, runBehind(newLoop(), exception));
  }

  @Test
  void exception_that_cannot_be_printed_is_named() {
    breakLog(new Boom("log"));
    print();

    Log.error("Exception in callback", new Unprintable());

    assertTrue(printed().startsWith("""
            io.sirocco: Exception in callback
            io.sirocco.ReportTest$Unprintable (printing it failed with java.lang.StackOverflowError)
            """), printed());
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void loop_goes_on_without_any_output(boolean isError) {
    breakLog(new Boom("log"));
    System.setErr(new PrintStream(OutputStream.nullOutputStream()) {
      @Override
      public void print(String text) {
        throw Sneaky.rethrow(isError ? new OutOfMemoryError("err") : new Boom("err"));
      }

      @Override
      public void println(String text) {
        print(text);
      }
    });

    assertEquals(1, runBehind(newLoop(), new Boom("first")));
  }

  @Test
  void loop_goes_on_if_there_are_no_loggers(@TempDir Path folder) throws Exception {
    Path service = folder.resolve("META-INF/services/java.lang.System$LoggerFinder");
    Files.createDirectories(service.getParent());
    Files.writeString(service, NoLoggers.class.getName());
    Path errors = folder.resolve("err");

    Process program = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            folder + File.pathSeparator + System.getProperty("java.class.path"),
            NoLoggers.class.getName())
        .redirectError(errors.toFile())
        .start();

    assertEquals("ran", new String(program.getInputStream().readAllBytes()));
    assertTrue(
        Files.readString(errors).startsWith("io.sirocco: Exception in callback\nBoom first\n"),
        Files.readString(errors));
  }

  // ---- without a loop ---------------------------------------------------------------------------

  @Test
  void completing_call_returns_and_others_are_called_if_a_callback_cannot_be_reported() {
    breakLog(new StackOverflowError());
    print();
    Promise<Integer> promise = new Promise<>();
    AtomicInteger called = new AtomicInteger();
    promise.addDoneCallback(done -> {
      throw new Unprintable();
    });
    promise.addDoneCallback(done -> called.incrementAndGet());

    promise.complete(1);

    assertEquals(1, called.get());
    assertTrue(printed().startsWith("io.sirocco: Exception in callback\n"), printed());
  }

  @Test
  void timers_go_on_if_one_cannot_be_reported() {
    breakLog(new Boom("log"));
    print();
    Coroutines.sleep(Duration.ZERO).addDoneCallback(done -> {
      throw new Unprintable();
    });

    assertEquals(null, Coroutines.sleep(Duration.ofMillis(1)).join());
  }

  private static final class Unprintable extends RuntimeException {
    private static final long serialVersionUID = 1L;

    @Override
    public String toString() {
      throw new StackOverflowError();
    }
  }
}
