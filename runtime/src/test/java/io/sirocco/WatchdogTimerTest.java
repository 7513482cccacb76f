package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.OutputStream;
import java.io.PrintStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** L14 with the real timer. */
class WatchdogTimerTest {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco");

  private final CompletableFuture<LogRecord> warning = new CompletableFuture<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord entry) {
      if (entry.getLevel() == Level.WARNING) {
        warning.complete(entry);
      }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  /** The callback holds the loop until that is logged. */
  @Test
  void stack_is_that_of_the_callback_that_holds_the_loop() {
    LOGGER.addHandler(handler);
    try (IOLoop loop = new IOLoop()) {
      loop.setBlockingLogThreshold(Duration.ofMillis(50));
      loop.runSync(() -> {
        holdTheLoop();
        return null;
      });
    } finally {
      LOGGER.removeHandler(handler);
    }

    LogRecord logged = warning.join();
    assertTrue(
        logged.getMessage().matches("IOLoop blocked for \\d+\\.\\d+ seconds"), logged::getMessage);
    assertTrue(Arrays.stream(logged.getThrown().getStackTrace())
        .anyMatch(element -> element.getMethodName().equals("holdTheLoop")));
  }

  @Test
  void timer_goes_on_if_a_warning_cannot_be_logged() throws Exception {
    CountDownLatch failed = new CountDownLatch(1);
    Handler broken = new Handler() {
      @Override
      public void publish(LogRecord entry) {
        if (failed.getCount() > 0) {
          failed.countDown();
          throw new OutOfMemoryError("no memory for the log");
        }
        handler.publish(entry);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
    PrintStream err = System.err;
    System.setErr(new PrintStream(OutputStream.nullOutputStream()));
    LOGGER.addHandler(broken);
    try (IOLoop loop = new IOLoop()) {
      loop.setBlockingLogThreshold(Duration.ofMillis(50));
      loop.addCallback(() -> failed.await(60, TimeUnit.SECONDS));
      loop.runSync(() -> Coroutines.sleep(Duration.ofMillis(1)));
      loop.runSync(() -> {
        holdTheLoop();
        return null;
      });
    } finally {
      LOGGER.removeHandler(broken);
      System.setErr(err);
    }

    assertTrue(warning.isDone());
  }

  private void holdTheLoop() throws Exception {
    warning.get(60, TimeUnit.SECONDS);
  }
}
