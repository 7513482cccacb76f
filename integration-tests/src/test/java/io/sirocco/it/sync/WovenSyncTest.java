package io.sirocco.it.sync;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.task;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Arguments;
import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.PeriodicCallback;
import io.sirocco.WaitIterator;
import io.sirocco.locks.Condition;
import io.sirocco.locks.Lock;
import io.sirocco.locks.Permit;
import io.sirocco.locks.Semaphore;
import io.sirocco.queues.Queue;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What the runtime offers to coroutines reads well in woven code: for loops, try-with-resources. */
class WovenSyncTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final List<Object> trace = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  @Coroutine
  private static Future<Integer> after(int millis) throws IOException {
    await(sleep(Duration.ofMillis(millis)));
    if (millis == 80) {
      throw new IOException("at 80");
    }
    return Future.of(millis);
  }

  @Coroutine
  private Future<Void> iterate() throws IOException {
    WaitIterator<Integer> iterator = WaitIterator.of(after(120), after(40), after(80));
    for (Future<Integer> next : iterator) {
      try {
        int millis = await(next);
        trace.add(millis + " from " + iterator.currentIndex());
      } catch (Exception e) {
        trace.add(e.getMessage() + " from " + iterator.currentIndex());
      }
    }
    return Future.of(null);
  }

  /** The rules I2, I3, I5, I9. */
  @Test
  void for_loop_over_futures_in_the_order_of_completion() {
    loop.runSync(this::iterate);

    assertEquals(List.of("40 from 1", "at 80 from 2", "120 from 0"), trace);
  }

  @Coroutine
  private void consume(Queue<Integer> queue) {
    for (Future<Integer> next : queue) {
      trace.add("got " + await(next));
      queue.taskDone();
      await(moment());
    }
  }

  @Coroutine
  private Future<Void> produce(Queue<Integer> queue) {
    consume(queue);
    for (int i = 0; i < 5; i++) {
      await(queue.put(i));
      trace.add("put " + i);
    }
    await(queue.join());
    trace.add("joined");
    return Future.of(null);
  }

  /** The rules Q2, Q3, Q9, W14; the scenario queue_producer_consumer. */
  @Test
  void for_loop_over_the_items_of_a_queue() {
    loop.runSync(() -> produce(new Queue<>(2)));

    assertEquals(
        List.of(
            "put 0", "put 1", "put 2", "got 0", "got 1", "put 3", "got 2", "put 4", "got 3",
            "got 4", "joined"),
        trace);
  }

  @Coroutine
  private Future<Void> enter(Lock lock, int name) {
    try (Permit permit = await(lock.acquire())) {
      trace.add(name + " enters");
      await(moment());
      trace.add(name + " leaves" + (permit == null ? " without a permit" : ""));
    }
    return Future.of(null);
  }

  /** The rules K7, K9; the scenario lock_fifo. */
  @Test
  void lock_in_a_try_statement() {
    Lock lock = new Lock();
    loop.runSync(() -> multi(List.of(enter(lock, 0), enter(lock, 1), enter(lock, 2))));

    assertEquals(
        List.of("0 enters", "0 leaves", "1 enters", "1 leaves", "2 enters", "2 leaves"), trace);
    assertEquals("Lock[unlocked, waiting=0]", lock.toString());
  }

  @Coroutine
  private Future<String> failInside(Semaphore semaphore) {
    try (Permit permit = await(semaphore.acquire())) {
      await(moment());
      throw new IllegalStateException("inside, " + (permit != null));
    } catch (IllegalStateException e) {
      return Future.of(e.getMessage() + ", free " + semaphore.acquire().isDone());
    }
  }

  /** The rule K7; the scenario semaphore_context. */
  @Test
  void permit_is_released_by_an_exception() {
    String result = loop.runSync(() -> failInside(new Semaphore(1)));

    assertEquals("inside, true, free true", result);
  }

  @Coroutine
  private Future<Void> waitForSignals(Condition condition) {
    while (await(condition.waitForSignal(Duration.ofMillis(50)))) {
      trace.add("signal at " + Duration.ofNanos(loop.time()).toMillis());
    }
    trace.add("over at " + Duration.ofNanos(loop.time()).toMillis());
    return Future.of(null);
  }

  /** The rules K2, P1, P8: both ways of waiting in loops. */
  @Test
  void condition_in_a_while_loop_and_a_periodic_coroutine() {
    Condition condition = new Condition();
    int[] calls = {0};
    loop.runSync(() -> {
      PeriodicCallback periodic = new PeriodicCallback(
          () -> {
            await(sleep(Duration.ofMillis(10)));
            condition.signal();
            return Future.of(++calls[0]);
          },
          Duration.ofMillis(30));
      periodic.start();
      loop.callLater(Duration.ofMillis(65), periodic::stop);
      return waitForSignals(condition);
    });

    assertEquals(List.of("signal at 40", "signal at 70", "over at 120"), trace);
  }

  @Coroutine
  private static Future<String> readRange() {
    Arguments range = await(Coroutines.<Arguments>task(callback ->
        IOLoop.current().addCallback(() -> callback.accept(Arguments.of(1, 2).with("unit", "m")))));
    String name = await(task(callback -> callback.accept("length")));
    return Future.of(name + " " + range.args() + " " + range.named());
  }

  /** The rules Y2, Y3. */
  @Test
  void functions_that_call_back_can_be_awaited() {
    assertEquals("length [1, 2] {unit=m}", loop.runSync(WovenSyncTest::readRange));
  }

  /** The rule V4, after weaving. */
  @Test
  void woven_method_is_still_a_coroutine_function() throws Exception {
    Class<?> test = WovenSyncTest.class;

    assertTrue(Coroutines.isCoroutineFunction(test.getDeclaredMethod("readRange")));
    assertFalse(Coroutines.isCoroutineFunction(test.getDeclaredMethod("close")));
  }
}
