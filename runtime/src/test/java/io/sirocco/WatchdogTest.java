package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** L14: a loop that is held is logged. Most tests look at the loop in place of the timer. */
class WatchdogTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoop loop = new IOLoop();
  private final Watchdog watchdog = new Watchdog(loop, ms(100));

  @AfterEach
  void close() {
    loop.close();
  }

  private static long ms(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private static String blockedFor(String seconds) {
    return "IOLoop blocked for " + seconds + " seconds [stack of the thread "
        + Thread.currentThread().getName() + "]";
  }

  /** Runs each callback in an iteration of its own; a hand in place of the loop counts them. */
  private void runIterations(Runnable... callbacks) {
    loop.runSync(() -> HandCoroutine.call((self, step, value) -> {
      if (step == callbacks.length) {
        return self.end(null);
      }
      watchdog.tick();
      callbacks[step].run();
      return Coroutines.moment();
    }));
  }

  @Test
  void iteration_that_reaches_the_threshold_is_logged_once() {
    runIterations(() -> {
      watchdog.look(ms(1000));
      watchdog.look(ms(1099));
      log.assertLogged();
      watchdog.look(ms(1100));
      log.assertLogged(blockedFor("0.1"));
      watchdog.look(ms(5000));
    });

    log.assertLogged();
  }

  @Test
  void each_iteration_has_its_own_time() {
    runIterations(() -> watchdog.look(ms(1000)), () -> watchdog.look(ms(1100)), () -> {
      watchdog.look(ms(1200));
      watchdog.look(ms(1350));
    });

    log.assertLogged(blockedFor("0.15"));
  }

  @Test
  void loop_that_does_not_run_is_not_blocked() {
    watchdog.look(ms(1000));
    watchdog.look(ms(2000));

    log.assertLogged();
  }

  @Test
  void loop_that_waits_for_work_is_not_blocked() throws Exception {
    Thread other = new Thread(() -> {
      while (!loop.isAsleep()) {
        Thread.onSpinWait();
      }
      watchdog.look(ms(1000));
      watchdog.look(ms(2000));
      loop.addCallback(loop::stop);
    });
    other.start();
    loop.start();
    other.join();

    log.assertLogged();
  }

  /** Nothing may keep a loop alive, or the timer busy, when the loop does not run. */
  @Test
  void timer_looks_only_while_the_loop_runs() {
    loop.setWatchdog(watchdog);
    assertFalse(watchdog.isStarted());

    loop.runSync(() -> {
      assertTrue(watchdog.isStarted());
      return null;
    });

    assertFalse(watchdog.isStarted());
  }

  @Test
  void threshold_can_be_set_and_taken_away_while_the_loop_runs() {
    loop.runSync(() -> {
      loop.setWatchdog(watchdog);
      assertTrue(watchdog.isStarted());
      loop.setBlockingLogThreshold(null);
      assertFalse(watchdog.isStarted());
      return null;
    });
  }

  @Test
  void threshold_must_be_positive() {
    assertEquals(
        "threshold must be positive: PT0S",
        assertThrows(
                IllegalArgumentException.class, () -> loop.setBlockingLogThreshold(Duration.ZERO))
            .getMessage());
  }

  // ---- a handler in place of the log ------------------------------------------------------------

  private final List<SlowIteration> told = new ArrayList<>();
  private final Watchdog telling = new Watchdog(loop, ms(100), told::add);

  /** As {@link #runIterations}, with the watchdog that tells a handler. */
  private void runTold(Runnable... callbacks) {
    loop.runSync(() -> HandCoroutine.call((self, step, value) -> {
      if (step == callbacks.length) {
        return self.end(null);
      }
      telling.tick();
      callbacks[step].run();
      return Coroutines.moment();
    }));
  }

  @Test
  void handler_is_told_when_it_is_noticed_and_when_it_ends() {
    runTold(
        () -> {
          telling.look(ms(1000));
          telling.look(ms(1150));
          telling.look(ms(1900));
        },
        () -> telling.look(ms(2000)),
        () -> telling.look(ms(2010)));

    assertEquals(
        List.of("PT0.15S false", "PT1S true"),
        told.stream().map(slow -> slow.duration() + " " + slow.hasEnded()).toList());
    assertEquals(told.get(0).stack(), told.get(1).stack());
    assertEquals(Thread.currentThread(), told.get(0).thread());
    log.assertLogged();
  }

  @Test
  void stack_goes_from_the_callback_to_the_loop() {
    runTold(() -> {
      telling.look(ms(1000));
      telling.look(ms(1150));
    });

    List<StackTraceElement> stack = told.get(0).stack();
    assertTrue(
        stack.stream().anyMatch(line -> line.getClassName().equals(getClass().getName())),
        stack.toString());
    assertTrue(
        stack.stream().noneMatch(line -> line.getClassName().equals(TaskQueue.class.getName())),
        stack.toString());
  }

  @Test
  void iteration_that_is_the_last_one_ends_when_the_loop_stops() throws InterruptedException {
    BlockingQueue<SlowIteration> heard = new LinkedBlockingQueue<>();
    long hour = Duration.ofHours(1).toNanos(); // the timer itself must not come in between
    Watchdog listened = new Watchdog(loop, hour, heard::add);
    loop.setWatchdog(listened);

    loop.runSync(() -> {
      listened.look(0);
      listened.look(hour);
      return null;
    });

    assertFalse(heard.take().hasEnded());
    assertTrue(heard.take().hasEnded());
  }

  @Test
  void handler_and_threshold_are_checked() {
    assertEquals(
        "threshold must be positive: PT-1S",
        assertThrows(
                IllegalArgumentException.class,
                () -> loop.setSlowIterationHandler(Duration.ofSeconds(-1), told::add))
            .getMessage());
    assertThrows(
        NullPointerException.class,
        () -> loop.setSlowIterationHandler(Duration.ofSeconds(1), null));
  }

  @Test
  void debugger_is_known_by_the_arguments_of_the_jvm() {
    assertTrue(Debugger.isAmong(List.of("-Xmx1g", "-agentlib:jdwp=transport=dt_socket,server=y")));
    assertTrue(Debugger.isAmong(List.of("-Xrunjdwp:server=y")));
    assertFalse(Debugger.isAmong(List.of("-javaagent:jdwp.jar", "-agentlib:other")));
  }
}
