package io.sirocco.locks;

import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.HandCoroutine;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.TimeoutException;
import io.sirocco.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SemaphoreTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private Future<Object> worker(Semaphore semaphore, int name, long millis) {
    return HandCoroutine.call((self, step, value) -> {
      switch (step) {
        case 0:
          return semaphore.acquire();
        case 1:
          trace.add(name + " in");
          return sleep(ms(millis));
        default:
          trace.add(name + " out");
          semaphore.release();
          return self.end(null);
      }
    });
  }

  /** K5; the scenario semaphore_limits. */
  @Test
  void no_more_than_the_permits_are_inside_and_the_longest_waiting_is_next() {
    Semaphore semaphore = new Semaphore(2);

    loop.runSync(() -> multi(List.of(
        worker(semaphore, 0, 40),
        worker(semaphore, 1, 100),
        worker(semaphore, 2, 100),
        worker(semaphore, 3, 120))));

    trace.assertEvents("0 in", "1 in", "0 out", "2 in", "1 out", "3 in", "2 out", "3 out");
  }

  /** K5; the scenario semaphore_release_hands_over. */
  @Test
  void release_hands_the_permit_over_at_once() {
    Semaphore semaphore = new Semaphore(1);
    Future<Permit> a = semaphore.acquire();
    Future<Permit> b = semaphore.acquire();
    Future<Permit> c = semaphore.acquire();
    trace.add(a.isDone() + " " + b.isDone() + " " + c.isDone());
    semaphore.release();
    trace.add(a.isDone() + " " + b.isDone() + " " + c.isDone());
    Future<Permit> d = semaphore.acquire();
    semaphore.release();
    trace.add(c.isDone() + " " + d.isDone());
    semaphore.release();
    semaphore.release();
    trace.add(d.isDone() + " " + semaphore.acquire().isDone() + " "
        + semaphore.acquire().isDone());

    trace.assertEvents("true false false", "true true false", "true false", "true true false");
  }

  /** K6; the scenario semaphore_timeout. */
  @Test
  void running_out_of_time_throws_and_takes_no_permit() {
    Semaphore semaphore = new Semaphore(0);

    assertThrows(TimeoutException.class, () -> loop.runSync(() -> semaphore.acquire(ms(40))));
    semaphore.release();
    assertTrue(semaphore.acquire().isDone());

    loop.callLater(ms(40), semaphore::release);
    loop.runSync(() -> semaphore.acquire(ms(1000)));
    assertEquals(ms(80).toNanos(), loop.time());
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> semaphore.acquire(Deadline.after(ms(10)))));
  }

  /** K6. */
  @Test
  void expired_and_cancelled_waiters_are_passed_by() {
    Semaphore semaphore = new Semaphore(0);
    List<Future<Permit>> waiting = new ArrayList<>();
    loop.runSync(() -> {
      waiting.add(semaphore.acquire(ms(10)));
      waiting.add(semaphore.acquire());
      waiting.add(semaphore.acquire());
      return sleep(ms(20));
    });
    waiting.get(1).cancel();

    semaphore.release();

    assertTrue(waiting.get(0).exception() instanceof TimeoutException);
    assertTrue(waiting.get(2).isDone());
    assertEquals("Semaphore[free=0, waiting=0]", semaphore.toString());
  }

  /** A permit that was handed over is not lost by a cancellation that comes too late. */
  @Test
  void served_waiter_cannot_be_cancelled() {
    Semaphore semaphore = new Semaphore(0);
    Future<Permit> served = semaphore.acquire();
    semaphore.release();

    assertFalse(served.cancel());
  }

  /** K10, advice. */
  @Test
  void zero_time_takes_what_is_free_and_does_not_wait() {
    Semaphore semaphore = new Semaphore(1);

    assertTrue(semaphore.acquire(Duration.ZERO).isDone());
    assertThrows(
        TimeoutException.class, () -> loop.runSync(() -> semaphore.acquire(Duration.ZERO)));
  }

  /** K7; the scenario semaphore_context. */
  @Test
  void permit_releases_when_closed() {
    Semaphore semaphore = new Semaphore(1);

    try (Permit permit = semaphore.acquire().result()) {
      assertEquals("Semaphore[free=0, waiting=0]", semaphore.toString(), () -> "" + permit);
    }

    assertEquals("Semaphore[free=1, waiting=0]", semaphore.toString());
  }

  @Test
  void permit_releases_once() {
    Semaphore semaphore = new Semaphore(1);
    Permit permit = semaphore.acquire().result();

    permit.close();
    permit.close();

    assertEquals("Semaphore[free=1, waiting=0]", semaphore.toString());
  }

  /** K8; the scenario bounded_semaphore. */
  @Test
  void plain_semaphore_may_get_more_permits_than_at_the_beginning() {
    Semaphore semaphore = new Semaphore(0);

    semaphore.release();
    semaphore.release();

    assertTrue(semaphore.acquire().isDone());
    assertTrue(semaphore.acquire().isDone());
    assertFalse(semaphore.acquire().isDone());
  }

  /** K8; the scenario bounded_semaphore. */
  @Test
  void bounded_semaphore_refuses_a_release_too_many() {
    BoundedSemaphore semaphore = new BoundedSemaphore(1);
    semaphore.acquire();
    semaphore.release();

    assertEquals(
        "semaphore released too many times",
        assertThrows(IllegalStateException.class, semaphore::release).getMessage());
    assertEquals("BoundedSemaphore[free=1, waiting=0]", semaphore.toString());
  }

  /** K8. */
  @Test
  void negative_number_of_permits_is_refused() {
    assertEquals(
        "permits must not be negative: -1",
        assertThrows(IllegalArgumentException.class, () -> new Semaphore(-1)).getMessage());
  }

  @Test
  void without_a_loop_a_thread_of_the_jdk_keeps_the_time() {
    assertThrows(TimeoutException.class, () -> new Semaphore(0).acquire(ms(1)).join());
  }

  @Test
  void null_is_no_time_limit() {
    Semaphore semaphore = new Semaphore(0);

    loop.runSync(() -> {
      Future<Permit> first = semaphore.acquire((Deadline) null);
      Future<Permit> second = semaphore.acquire((Duration) null);
      loop.callLater(Duration.ofDays(1), () -> {
        semaphore.release();
        semaphore.release();
      });
      return multi(List.of(first, second));
    });

    assertEquals("Semaphore[free=0, waiting=0]", semaphore.toString());
  }
}
