package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.locks.Condition;
import io.sirocco.locks.Event;
import io.sirocco.locks.Lock;
import io.sirocco.locks.Semaphore;
import io.sirocco.queues.Queue;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Who gives up waiting for a lock or a queue leaves nothing behind: no place in line, no timer, no item. */
class GivenUpWaitTest extends ScopeFixture {
  /** What can be waited for, in a state in which it has to be; its text says how many wait. */
  record Wait(String name, Object object, Function<Duration, Future<?>> begin) {
    String waiting() {
      return object.toString().replaceAll(".*(waiting|putting|getting)=(?!0)(\\d+).*", "$1 $2");
    }

    boolean isOver(String before) {
      return before.equals(object.toString());
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Wait> waits() {
    Semaphore semaphore = new Semaphore(0);
    Lock lock = new Lock();
    lock.acquire();
    Condition condition = new Condition();
    Event event = new Event();
    Queue<Integer> empty = new Queue<>();
    Queue<Integer> full = new Queue<>(1);
    full.putNow(1);
    Queue<Integer> unfinished = new Queue<>();
    unfinished.putNow(1);
    return Stream.of(
        new Wait("semaphore", semaphore, semaphore::acquire),
        new Wait("lock", lock, lock::acquire),
        new Wait("condition", condition, condition::waitForSignal),
        new Wait("event", event, event::waitUntilSet),
        new Wait("get", empty, empty::get),
        new Wait("put", full, limit -> full.put(2, limit)),
        new Wait("join", unfinished, unfinished::join));
  }

  @ParameterizedTest
  @MethodSource("waits")
  void cancelled_wait_leaves_its_line_and_its_timer_at_once(Wait wait) {
    String before = wait.object().toString();
    loop.runSync(() -> {
      for (Duration limit : new Duration[] {null, Duration.ofHours(1)}) {
        Future<?> given = wait.begin().apply(limit);
        assertEquals(limit == null ? 0 : 1, loop.queuedTimers());

        assertTrue(given.cancel());

        assertTrue(wait.isOver(before), wait::waiting);
        assertEquals(0, loop.queuedTimers());
        assertTrue(given.isCancelled());
      }
      return Future.of(null);
    });
  }

  /** A coroutine that is cancelled gives up what it awaits, as nobody else waits for it. */
  @ParameterizedTest
  @MethodSource("waits")
  void cancelled_scope_leaves_the_line_and_the_timer_at_once(Wait wait) {
    String before = wait.object().toString();
    loop.runSync(() -> {
      for (Duration limit : new Duration[] {null, Duration.ofHours(1)}) {
        Future<?> scope =
            Scope.run(inside -> HandCoroutine.awaiting(wait.begin().apply(limit)));

        scope.cancel();

        assertTrue(wait.isOver(before), wait::waiting);
        assertEquals(0, loop.queuedTimers());
      }
      return sleep(1);
    });
  }

  @ParameterizedTest
  @MethodSource("waits")
  void expired_wait_leaves_its_line(Wait wait) {
    String before = wait.object().toString();
    loop.runSync(() -> {
      wait.begin().apply(Duration.ofMillis(1)).addDoneCallback(done -> seen(done));
      return sleep(2);
    });

    assertTrue(wait.isOver(before), wait::waiting);
  }

  private static void seen(Future<?> done) {
    done.exception();
  }

  /** The loop learns of it; until then nobody is harmed. */
  @ParameterizedTest
  @MethodSource("waits")
  void wait_that_another_thread_cancels_leaves_in_the_next_iteration(Wait wait) {
    String before = wait.object().toString();
    loop.runSync(() -> {
      Future<?> given = wait.begin().apply(Duration.ofHours(1));
      Thread other = new Thread(given::cancel);
      other.start();
      join(other);
      return Coroutines.moment();
    });

    assertTrue(wait.isOver(before), wait::waiting);
    assertEquals(0, loop.queuedTimers());
  }

  @ParameterizedTest
  @MethodSource("waits")
  void wait_without_a_loop_leaves_whoever_cancels_it(Wait wait) throws InterruptedException {
    String before = wait.object().toString();
    Future<?> given = wait.begin().apply(Duration.ofHours(1));
    Thread other = new Thread(given::cancel);

    other.start();
    other.join();

    assertTrue(wait.isOver(before), wait::waiting);
    assertEquals(true, given.isCancelled());
  }

  @Test
  void null_is_no_time_limit() {
    waits()
        .forEach(wait -> loop.runSync(() -> {
          Future<?> waiting = wait.begin().apply(null);
          return sleep(1000 * 1000)
              .thenRun(() -> assertEquals(true, waiting.cancel(), wait.name()));
        }));
  }

  @Test
  void item_of_a_given_up_put_is_let_go_at_once() throws InterruptedException {
    Queue<Object> queue = new Queue<>(1);
    queue.putNow("full");
    List<Future<Void>> puts = new ArrayList<>();
    List<WeakReference<Object>> items = new ArrayList<>();
    loop.runSync(() -> {
      for (int i = 0; i < 3; i++) {
        Object item = new Object();
        items.add(new WeakReference<>(item));
        puts.add(queue.put(item, Duration.ofMillis(i == 0 ? 1 : 1000)));
      }
      puts.get(0).addDoneCallback(GivenUpWaitTest::seen);
      return sleep(2);
    });
    puts.get(1).cancel();
    queue.getNow();
    queue.getNow(); // the third one; its future is kept, as the others are

    for (WeakReference<Object> item : items) {
      assertCollected(item);
    }
    assertEquals(3, puts.size());
  }

  private static void assertCollected(WeakReference<?> reference) {
    for (int i = 0; i < 100 && reference.get() != null; i++) {
      System.gc();
    }
    assertEquals(null, reference.get());
  }

  /** Takes minutes if each step looks at all who wait. */
  @Test
  void waits_that_are_cancelled_in_any_order_take_a_step_each() {
    Semaphore semaphore = new Semaphore(0);
    int count = 200_000;
    List<Future<?>> waiting = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      waiting.add(semaphore.acquire());
    }

    for (int i = count - 1; i > 0; i--) {
      waiting.get(i).cancel();
      assertEquals(i, waitingOf(semaphore));
    }

    semaphore.release();
    assertTrue(waiting.get(0).isDone());
  }

  private static int waitingOf(Semaphore semaphore) {
    String text = semaphore.toString();
    return Integer.parseInt(text.substring(text.lastIndexOf('=') + 1, text.length() - 1));
  }

  private static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
