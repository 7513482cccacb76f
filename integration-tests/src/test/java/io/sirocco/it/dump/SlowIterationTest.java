package io.sirocco.it.dump;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.SlowIteration;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is told of a coroutine that holds its loop. */
class SlowIterationTest {
  private final IOLoop loop = new IOLoop();
  private final BlockingQueue<SlowIteration> told = new LinkedBlockingQueue<>();
  private final CountDownLatch noticed = new CountDownLatch(1);

  @AfterEach
  void close() {
    loop.close();
  }

  @Coroutine
  private Future<Integer> page() {
    await(moment());
    hold();
    return Future.of(1);
  }

  /** Blocks until the watchdog has noticed. */
  private void hold() {
    try {
      noticed.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void coroutine_that_was_resumed_is_named_as_in_the_source() throws InterruptedException {
    loop.setSlowIterationHandler(Duration.ofMillis(20), slow -> {
      told.add(slow);
      noticed.countDown();
    });

    loop.runSync(this::page);

    SlowIteration first = told.take();
    assertEquals("page", first.coroutine().orElseThrow().getMethodName());
    assertFalse(first.hasEnded());
    List<String> methods = first.stack().stream()
        .filter(line -> line.getClassName().equals(getClass().getName()))
        .map(StackTraceElement::getMethodName)
        .toList();
    assertEquals(List.of("hold", "page"), methods);
    SlowIteration last = told.take();
    assertTrue(last.hasEnded());
    assertTrue(last.duration().compareTo(first.duration()) >= 0);
  }
}
