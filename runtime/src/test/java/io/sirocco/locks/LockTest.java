package io.sirocco.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sirocco.Coroutines;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.HandCoroutine;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.TimeoutException;
import io.sirocco.Trace;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LockTest {
  private final Lock lock = new Lock();
  private final Trace trace = new Trace();

  private Future<Object> worker(int name) {
    Permit[] permit = new Permit[1];
    return HandCoroutine.call((self, step, value) -> {
      switch (step) {
        case 0:
          return lock.acquire();
        case 1:
          permit[0] = (Permit) value;
          trace.add(name + " enters");
          return Coroutines.moment();
        default:
          trace.add(name + " leaves");
          permit[0].close();
          return self.end(null);
      }
    });
  }

  /** K9; the scenario lock_fifo. */
  @Test
  void one_at_a_time_enters_in_the_order_of_the_requests() {
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.runSync(() -> Coroutines.multi(List.of(worker(0), worker(1), worker(2))));
    }

    trace.assertEvents("0 enters", "0 leaves", "1 enters", "1 leaves", "2 enters", "2 leaves");
  }

  /** K9; the scenario lock_fifo. */
  @Test
  void releasing_an_unlocked_lock_is_an_error() {
    assertEquals(
        "release unlocked lock",
        assertThrows(IllegalStateException.class, lock::release).getMessage());
  }

  /** K6 for locks. */
  @Test
  void acquiring_takes_a_time_limit() {
    lock.acquire();
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      Duration second = Duration.ofSeconds(1);
      assertThrows(TimeoutException.class, () -> loop.runSync(() -> lock.acquire(second)));
      assertThrows(
          TimeoutException.class, () -> loop.runSync(() -> lock.acquire(Deadline.after(second))));
      assertEquals(2 * second.toNanos(), loop.time());
    }
  }

  /** K9, K12. */
  @Test
  void lock_is_not_reentrant_and_has_no_owner() {
    lock.acquire();
    lock.acquire();
    assertEquals("Lock[locked, waiting=1]", lock.toString());

    lock.release();
    lock.release();

    assertEquals("Lock[unlocked, waiting=0]", lock.toString());
  }
}
