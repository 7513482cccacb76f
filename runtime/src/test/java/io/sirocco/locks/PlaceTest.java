package io.sirocco.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.queues.Queue;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Locks and queues belong to one loop while it runs, and to everybody otherwise. */
@Timeout(60)
class PlaceTest {
  private final IOLoop loop = new IOLoop();

  @AfterEach
  void close() {
    loop.close();
  }

  /** One way to use something, and what its kind is called. */
  record Use(String kind, String name, Runnable action) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Use> uses() {
    Semaphore semaphore = new Semaphore(1);
    BoundedSemaphore bounded = new BoundedSemaphore(1);
    Lock lock = new Lock();
    Condition condition = new Condition();
    Event event = new Event();
    Queue<String> queue = new Queue<>(3);
    return Stream.of(
        new Use("semaphore", "acquire", semaphore::acquire),
        new Use("semaphore", "release", semaphore::release),
        new Use("semaphore", "bounded acquire", bounded::acquire),
        new Use("lock", "lock", lock::acquire),
        new Use("condition", "wait for signal", condition::waitForSignal),
        new Use("condition", "signal", condition::signal),
        new Use("condition", "signal all", condition::signalAll),
        new Use("event", "wait until set", event::waitUntilSet),
        new Use("event", "set", event::set),
        new Use("event", "clear", event::clear),
        new Use("event", "is set", event::isSet),
        new Use("queue", "get", queue::get),
        new Use("queue", "put", () -> queue.put("x")),
        new Use("queue", "put now", () -> queue.putNow("x")),
        new Use("queue", "get now", queue::getNow),
        new Use("queue", "join", queue::join),
        new Use("queue", "task done", queue::taskDone),
        new Use("queue", "size", queue::size),
        new Use("queue", "is empty", queue::isEmpty),
        new Use("queue", "is full", queue::isFull));
  }

  private static <T> T inThread(String name, Callable<T> action) throws Exception {
    FutureTask<T> task = new FutureTask<>(action);
    new Thread(task, name).start();
    return task.get();
  }

  private static IllegalStateException refusal(Runnable action) {
    return assertThrows(IllegalStateException.class, action::run);
  }

  private static String here() {
    return "IOLoop[running in " + Thread.currentThread().getName() + "]";
  }

  /** Each kind of use makes it the loop's. What cannot be done twice is done by the loop. */
  @ParameterizedTest
  @MethodSource("uses")
  void use_in_another_thread_while_the_loop_runs_is_refused_and_names_both_places(Use use) {
    String message = loop.runSync(() -> {
      try {
        use.action().run();
      } catch (IllegalStateException | io.sirocco.queues.QueueEmptyException e) {
        assertFalse(e.getMessage().contains("belongs"), e.getMessage());
      }
      return Future.of(inThread("worker", () -> refusal(use.action()).getMessage()));
    });

    assertEquals(
        "this " + use.kind() + " belongs to " + here() + " and was used in thread worker"
            + ": let its loop do that, with addCallback",
        message);
  }

  @Test
  void permit_is_given_back_where_its_semaphore_belongs() {
    Semaphore semaphore = new Semaphore(1);
    loop.runSync(() -> {
      Permit permit = semaphore.acquire().result();
      String message = inThread("worker", () -> refusal(permit::close).getMessage());
      assertEquals(
          "this semaphore belongs to " + here() + " and was used in thread worker"
              + ": let its loop do that, with addCallback",
          message);
      permit.close();
      return Future.of(null);
    });

    assertEquals("Semaphore[free=1, waiting=0]", semaphore.toString());
  }

  @Test
  void use_on_another_running_loop_is_refused() {
    Queue<Integer> queue = new Queue<>();
    String message = loop.runSync(() -> {
      queue.putNow(1);
      return Future.of(inThread("worker", () -> {
        try (IOLoop other = new IOLoop()) {
          return other.runSync(() -> Future.of(refusal(queue::getNow).getMessage()));
        }
      }));
    });

    assertEquals(
        "this queue belongs to " + here() + " and was used on IOLoop[running in worker]"
            + ": let its loop do that, with addCallback",
        message);
  }

  @Test
  void what_was_refused_has_changed_nothing() {
    Queue<Integer> queue = new Queue<>();
    loop.runSync(() -> {
      Future<Integer> got = queue.get();
      inThread("worker", () -> refusal(() -> queue.putNow(1)));
      assertFalse(got.isDone());
      queue.putNow(2);
      assertEquals(2, got.result());
      return Future.of(null);
    });

    assertEquals("Queue[size=0, maxSize=0, getting=0, putting=0, unfinished=1]", queue.toString());
  }

  @Test
  void the_loop_does_it_for_another_thread() throws Exception {
    Queue<Integer> queue = new Queue<>();
    int got = loop.runSync(() -> {
      Future<Integer> next = queue.get();
      inThread("worker", () -> {
        loop.addCallback(() -> queue.putNow(1));
        return null;
      });
      return next;
    });

    assertEquals(1, got);
  }

  @Test
  void text_may_be_asked_for_anywhere() {
    Queue<Integer> queue = new Queue<>();
    loop.runSync(() -> {
      queue.putNow(1);
      assertEquals(
          "Queue[size=1, maxSize=0, getting=0, putting=0, unfinished=1]",
          inThread("worker", queue::toString));
      return Future.of(null);
    });
  }

  @Test
  void what_was_set_up_before_the_loop_and_is_looked_at_behind_it_works() {
    Queue<Integer> queue = new Queue<>(1);
    queue.putNow(1);
    Future<Void> waiting = queue.put(2);

    int got = loop.runSync(queue::get);

    assertEquals(1, got);
    assertTrue(waiting.isDone());
    assertEquals(2, queue.getNow());
  }

  @Test
  void the_next_loop_takes_over_from_one_that_is_closed_or_stopped() throws Exception {
    Queue<Integer> queue = new Queue<>();
    int got = 0;
    for (int i = 0; i < 3; i++) {
      IOLoop next = new IOLoop();
      queue.putNow(1);
      got += next.runSync(queue::get);
      got += inThread("worker", () -> {
        try (IOLoop other = new IOLoop()) {
          return other.runSync(() -> {
            queue.putNow(1);
            return queue.get();
          });
        }
      });
      if (i == 1) {
        next.close();
      }
    }

    assertEquals(6, got);
  }

  @Test
  void a_loop_that_goes_on_in_another_thread_is_the_same_place() throws Exception {
    Queue<Integer> queue = new Queue<>();
    loop.runSync(() -> queue.put(1));

    int got = inThread("worker", () -> loop.runSync(queue::get));

    assertEquals(1, got);
  }

  /** A waiter is completed by whoever serves it, on whatever loop it waits. */
  @Test
  void who_waits_on_a_stopped_loop_is_served_by_the_next_one() {
    Semaphore semaphore = new Semaphore(0);
    List<Future<Permit>> waiting = new ArrayList<>();
    loop.runSync(() -> {
      waiting.add(semaphore.acquire());
      return Future.of(null);
    });

    try (IOLoop other = new IOLoop()) {
      other.runSync(() -> {
        semaphore.release();
        return Future.of(null);
      });
    }

    assertTrue(waiting.get(0).isDone());
  }

  // ---- without a loop ---------------------------------------------------------------------------

  @Test
  void threads_without_a_loop_share_a_semaphore() throws Exception {
    int threads = 8;
    int rounds = 200;
    Semaphore semaphore = new Semaphore(2);
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();

    together(threads, () -> {
      for (int i = 0; i < rounds; i++) {
        try (Permit permit = semaphore.acquire().join()) {
          assertTrue(permit != null);
          most.accumulateAndGet(inside.incrementAndGet(), Math::max);
          Thread.yield();
          inside.decrementAndGet();
        }
      }
    });

    assertTrue(most.get() <= 2, () -> most + " inside");
    assertEquals("Semaphore[free=2, waiting=0]", semaphore.toString());
  }

  @Test
  void threads_without_a_loop_share_a_queue() throws Exception {
    int pairs = 4;
    int items = 500;
    Queue<Integer> queue = new Queue<>(3);
    AtomicInteger sum = new AtomicInteger();
    AtomicInteger turn = new AtomicInteger();

    together(2 * pairs, () -> {
      boolean puts = turn.getAndIncrement() % 2 == 0;
      for (int i = 1; i <= items; i++) {
        if (puts) {
          queue.put(i).join();
        } else {
          sum.addAndGet(queue.get().join());
          queue.taskDone();
        }
      }
    });
    queue.join().join();

    assertEquals(pairs * items * (items + 1) / 2, sum.get());
    assertEquals("Queue[size=0, maxSize=3, getting=0, putting=0, unfinished=0]", queue.toString());
  }

  @Test
  void permit_that_two_threads_close_is_released_once() throws Exception {
    Semaphore semaphore = new Semaphore(100);
    for (int i = 0; i < 1000; i++) {
      Permit permit = semaphore.acquire().result();
      together(2, permit::close);
      assertEquals("Semaphore[free=100, waiting=0]", semaphore.toString());
    }
  }

  /** Starts threads that run something at the same time, and waits for them. */
  private static void together(int threads, Runnable body) throws Exception {
    CountDownLatch begin = new CountDownLatch(1);
    List<FutureTask<Void>> tasks = new ArrayList<>();
    for (int i = 0; i < threads; i++) {
      FutureTask<Void> task = new FutureTask<>(() -> {
        begin.await();
        body.run();
        return null;
      });
      tasks.add(task);
      new Thread(task).start();
    }
    begin.countDown();
    for (FutureTask<Void> task : tasks) {
      task.get();
    }
  }
}
