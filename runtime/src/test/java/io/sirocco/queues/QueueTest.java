package io.sirocco.queues;

import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutines;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.HandCoroutine;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import io.sirocco.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class QueueTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private static String done(List<? extends Future<?>> futures) {
    return futures.stream().map(Future::isDone).toList().toString();
  }

  private static List<Future<Void>> puts(Queue<Integer> queue, int count) {
    List<Future<Void>> puts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      puts.add(queue.put(i));
    }
    return puts;
  }

  /** Q1. */
  @Test
  void items_leave_in_the_order_in_which_they_came() {
    Queue<String> queue = new Queue<>();
    queue.put("a");
    queue.put("b");
    queue.put(null);
    assertEquals(3, queue.size());
    assertFalse(queue.isEmpty());
    assertFalse(queue.isFull());

    assertEquals("a", queue.get().result());
    assertEquals("b", queue.getNow());
    assertNull(queue.getNow());
    assertTrue(queue.isEmpty());
  }

  /** Q3; the scenario queue_order. */
  @Test
  void longest_waiting_get_receives_the_next_item() {
    Queue<String> queue = new Queue<>();
    List<Future<?>> getters = new ArrayList<>();
    loop.runSync(() -> {
      for (String who : List.of("first", "second")) {
        getters.add(HandCoroutine.call((self, step, value) -> {
          if (step == 0) {
            return queue.get();
          }
          trace.add(who + " got " + value);
          return self.end(null);
        }));
      }
      queue.putNow("x");
      queue.putNow("y");
      trace.add("put both, size " + queue.size());
      return Coroutines.multi(getters);
    });

    trace.assertEvents("put both, size 0", "first got x", "second got y");
  }

  /** Q2; the scenario queue_bounded. */
  @Test
  void full_queue_makes_put_wait_and_get_lets_the_longest_waiting_in() {
    Queue<Integer> queue = new Queue<>(2);
    List<Future<Void>> puts = puts(queue, 4);

    trace.add(done(puts) + " full " + queue.isFull() + " size " + queue.size());
    trace.add(queue.getNow() + " " + done(puts) + " size " + queue.size());
    trace.add(queue.getNow() + " " + done(puts) + " size " + queue.size());
    trace.add(queue.getNow() + " " + queue.getNow() + " empty " + queue.isEmpty());

    trace.assertEvents(
        "[true, true, false, false] full true size 2",
        "0 [true, true, true, false] size 2",
        "1 [true, true, true, true] size 2",
        "2 3 empty true");
  }

  /** Q2, Q3, W14; the scenario queue_producer_consumer. */
  @Test
  void producer_and_consumer_take_turns() {
    Queue<Integer> queue = new Queue<>(2);
    loop.runSync(() -> {
      HandCoroutine.call((self, step, value) -> {
        if (step % 2 == 0) {
          return queue.get();
        }
        trace.add("got " + value);
        queue.taskDone();
        return Coroutines.moment();
      });
      Future<?> producer = HandCoroutine.call((self, step, value) -> {
        if (step > 0) {
          trace.add("put " + (step - 1));
        }
        return step < 5 ? queue.put(step) : self.end(null);
      });
      return HandCoroutine.call((self, step, value) -> {
        if (step < 2) {
          return step == 0 ? producer : queue.join();
        }
        trace.add("joined");
        return self.end(null);
      });
    });

    trace.assertEvents(
        "put 0", "put 1", "put 2", "got 0", "got 1", "put 3", "got 2", "put 4", "got 3", "got 4",
        "joined");
  }

  /** Q4; the scenario queue_nowait. */
  @Test
  void now_means_now_or_an_exception() {
    Queue<String> queue = new Queue<>(1);

    assertEquals(
        "the queue is empty",
        assertThrows(QueueEmptyException.class, queue::getNow).getMessage());
    queue.putNow("x");
    assertEquals(
        "the queue is full",
        assertThrows(QueueFullException.class, () -> queue.putNow("y")).getMessage());
    assertEquals("x", queue.getNow());
  }

  /** Q1, Q4. */
  @Test
  void negative_size_is_refused_and_zero_means_no_bound() {
    assertEquals(
        "maxSize must not be negative: -1",
        assertThrows(IllegalArgumentException.class, () -> new Queue<>(-1)).getMessage());
    assertEquals(0, new Queue<>().maxSize());
    assertEquals(7, new LifoQueue<>(7).maxSize());
  }

  /** Q5; the scenario queue_priority_and_lifo. */
  @Test
  void priority_queue_gives_the_least_and_lifo_queue_the_newest() {
    Queue<Integer> least = new PriorityQueue<>();
    Queue<Integer> newest = new LifoQueue<>();
    for (int item : new int[] {5, 1, 4, 2, 3}) {
      least.putNow(item);
      newest.putNow(item);
    }
    StringBuilder leastFirst = new StringBuilder();
    StringBuilder newestFirst = new StringBuilder();
    while (!least.isEmpty()) {
      leastFirst.append(least.get().result());
      newestFirst.append(newest.getNow());
    }

    assertEquals("12345 32415", leastFirst + " " + newestFirst);
  }

  @Test
  void equal_priorities_leave_in_the_order_in_which_they_came() {
    Queue<String> queue = new PriorityQueue<>(Comparator.comparing(String::length));
    List.of("bb", "a", "cc", "aa", "c").forEach(queue::putNow);

    List<String> order = new ArrayList<>();
    while (!queue.isEmpty()) {
      order.add(queue.getNow());
    }

    assertEquals(List.of("a", "c", "bb", "cc", "aa"), order);
  }

  /** Q5. */
  @Test
  void waiting_put_is_let_in_before_the_next_item_is_chosen() {
    Queue<Integer> queue = new PriorityQueue<>(1);
    queue.put(5);
    queue.put(1);

    assertEquals(1, queue.getNow());
    assertEquals(5, queue.getNow());
  }

  @Test
  void item_that_cannot_be_compared_fails_its_put_and_nothing_else() {
    Queue<Object> queue = new PriorityQueue<>(2);
    queue.put(2);
    queue.put(1);
    Future<Void> refused = queue.put("text");
    Future<Void> fits = queue.put(3);

    assertEquals(1, queue.getNow());
    assertEquals(2, queue.getNow());

    assertTrue(refused.exception() instanceof ClassCastException);
    assertTrue(fits.isDone());
    assertThrows(ClassCastException.class, () -> queue.put("text")); // there is room: compared now
    assertEquals(1, queue.size());
  }

  /** Also with what no comparator should throw. */
  @Test
  void items_that_are_refused_while_one_gets_fail_their_puts_when_the_queue_is_in_order() {
    AssertionError broken = new AssertionError("broken");
    Queue<Integer> queue = new PriorityQueue<>(
        (a, b) -> {
          if (a < 0 || b < 0) {
            throw broken;
          }
          return a - b;
        },
        2);
    puts(queue, 2);
    Future<Void> refused = queue.put(-1);
    Future<Void> refusedToo = queue.put(-2);
    Future<Void> fits = queue.put(7);
    refused.handle((ignored, e) -> {
      trace.add("size " + queue.size() + ", next " + queue.getNow());
      return null;
    });

    trace.add("got " + queue.getNow());

    trace.assertEvents("size 2, next 1", "got 0");
    assertEquals(broken, refused.exception());
    assertEquals(broken, refusedToo.exception());
    assertTrue(fits.isDone());
    assertEquals(7, queue.getNow());
  }

  /** The item is in the queue, so the put has not been given up. */
  @Test
  void put_that_is_cancelled_while_its_item_is_compared_ends_well() {
    List<Future<?>> scopes = new ArrayList<>();
    Queue<Integer> queue = new PriorityQueue<>(
        (a, b) -> {
          if (a == 7) {
            scopes.get(0).cancel();
          }
          return a - b;
        },
        2);
    puts(queue, 2);

    loop.runSync(() -> {
      scopes.add(Scope.run(scope -> HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return queue.put(7);
        }
        trace.add("has put");
        return self.end(null);
      })));
      trace.add("got " + queue.getNow());
      return sleep(ms(1));
    });

    trace.assertEvents("got 0", "has put");
    assertEquals(2, queue.size());
  }

  @Test
  void comparator_that_fails_when_an_item_is_taken_leaves_no_put_waiting() {
    boolean[] isBroken = {false};
    Queue<Integer> queue = new PriorityQueue<>(
        (a, b) -> {
          if (isBroken[0]) {
            throw new IllegalStateException("broken");
          }
          isBroken[0] = a == 9;
          return a - b;
        },
        3);
    puts(queue, 3);
    Future<Void> waiting = queue.put(9);

    assertThrows(IllegalStateException.class, queue::getNow);

    assertTrue(waiting.isDone());
  }

  /** Q6; the scenario queue_join. */
  @Test
  void join_waits_for_the_work_and_not_for_the_queue_to_be_empty() {
    Queue<Integer> queue = new Queue<>();
    assertTrue(queue.join().isDone());
    queue.putNow(1);
    queue.putNow(2);
    Future<Void> joined = queue.join();
    queue.getNow();
    queue.getNow();
    assertFalse(joined.isDone());

    queue.taskDone();
    assertFalse(joined.isDone());
    queue.taskDone();

    assertTrue(joined.isDone());
    assertEquals(
        "taskDone() called too many times",
        assertThrows(IllegalStateException.class, queue::taskDone).getMessage());
  }

  /** Q6: also for items that never lie in the queue. */
  @Test
  void join_waits_for_items_that_were_handed_to_a_waiting_get() {
    Queue<Integer> queue = new Queue<>();
    Future<Integer> got = queue.get();
    queue.put(1);

    assertEquals(1, got.result());
    assertFalse(queue.join().isDone());
    queue.taskDone();
    assertTrue(queue.join().isDone());
  }

  /** Q7; the scenario queue_timeouts. */
  @Test
  void get_put_and_join_take_time_limits() {
    Queue<String> queue = new Queue<>(1);
    assertTimesOut(40, () -> queue.get(ms(40)));
    assertTimesOut(40, () -> queue.get(Deadline.after(ms(40))));
    queue.putNow("kept");
    assertTimesOut(40, () -> queue.put("lost", ms(40)));
    assertTimesOut(40, () -> queue.put("lost", Deadline.after(ms(40))));
    assertTimesOut(40, () -> queue.join(ms(40)));
    assertTimesOut(40, () -> queue.join(Deadline.after(ms(40))));

    assertEquals("kept", queue.getNow());
    assertTrue(queue.isEmpty());
  }

  private void assertTimesOut(long millis, java.util.function.Supplier<Future<?>> waiting) {
    long before = loop.time();
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> {
          Future<?> future = waiting.get();
          return future;
        }));
    assertEquals(ms(millis).toNanos(), loop.time() - before);
  }

  /** Q8, advice. */
  @Test
  void zero_time_takes_what_is_there_and_does_not_wait() {
    Queue<String> queue = new Queue<>(1);
    assertTrue(queue.put("x", Duration.ZERO).isDone());
    assertTimesOut(0, () -> queue.put("y", Duration.ZERO));
    assertEquals("x", queue.get(Duration.ZERO).result());
    assertTimesOut(0, () -> queue.get(Duration.ZERO));
  }

  /** Q7. */
  @Test
  void expired_or_cancelled_get_swallows_no_item() {
    Queue<String> queue = new Queue<>();
    List<Future<String>> gets = new ArrayList<>();
    loop.runSync(() -> {
      gets.add(queue.get(ms(10)));
      gets.add(queue.get());
      gets.add(queue.get());
      return sleep(ms(20));
    });
    gets.get(1).cancel();

    queue.putNow("x");
    queue.putNow("y");

    assertTrue(gets.get(0).exception() instanceof TimeoutException);
    assertEquals("x", gets.get(2).result());
    assertEquals("y", queue.getNow());
  }

  /** Q7. */
  @Test
  void cancelled_put_delivers_nothing_and_leaves_its_place_to_the_next() {
    Queue<Integer> queue = new Queue<>(1);
    List<Future<Void>> puts = puts(queue, 3);
    puts.get(1).cancel();

    assertEquals(0, queue.getNow());
    assertTrue(puts.get(2).isDone());
    assertEquals(2, queue.getNow());
    assertTrue(queue.isEmpty());
  }

  /** Q9. */
  @Test
  void each_step_of_an_iteration_is_a_get() {
    Queue<String> queue = new Queue<>();
    queue.putNow("a");
    Iterator<Future<String>> items = queue.iterator();

    assertTrue(items.hasNext());
    assertEquals("a", items.next().result());
    Future<String> next = items.next();
    assertFalse(next.isDone());
    queue.putNow("b");
    assertEquals("b", next.result());
    assertTrue(items.hasNext());
  }

  /** Without a loop, those who wait go on inside the call that serves them. */
  @Test
  void queue_is_in_order_when_a_waiter_goes_on_inside_the_call() {
    Queue<Integer> queue = new Queue<>(1);
    puts(queue, 1);
    queue.put(1).toCompletableFuture().thenRun(() -> {
      trace.add("size " + queue.size() + ", next " + queue.getNow());
    });

    trace.add("got " + queue.getNow());

    trace.assertEvents("size 1, next 1", "got 0");
    assertTrue(queue.isEmpty());
  }

  /** K12. */
  @Test
  void text_says_the_state_and_how_many_wait() {
    Queue<Integer> queue = new Queue<>(1);
    puts(queue, 3).get(1).cancel();

    assertEquals("Queue[size=1, maxSize=1, getting=0, putting=1, unfinished=1]", queue.toString());
    assertEquals(
        "LifoQueue[size=0, maxSize=0, getting=0, putting=0, unfinished=0]",
        new LifoQueue<>().toString());
  }
}
