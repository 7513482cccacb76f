package io.sirocco.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * How many bytes the hot paths allocate, to the byte: 12 of each object are its header, and sizes are
 * multiples of 8.
 */
class WovenAllocationTest {
  private static final WovenTarget TARGET = new WovenTarget("AllocationTarget");
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 10_000;

  private static final int PROMISE = 16; // its header, and its word

  private Promise<Integer> pending;

  private Future<Integer> next() {
    pending = new Promise<>();
    return pending;
  }

  @Test
  void await_of_a_done_future_allocates_nothing() {
    Future<Integer> done = Future.of(1);

    assertEquals(0, bytes(() -> TARGET.call("await_done", done, TIMES)));
  }

  @Test
  void suspension_without_a_loop_allocates_nothing_but_the_awaited_future() {
    TARGET.call("suspend_for_ever", (Supplier<?>) this::next);

    assertEquals(PROMISE, bytes(() -> {
      for (int i = 0; i < TIMES; i++) {
        pending.complete(1);
      }
    }));
  }

  @Test
  void suspension_on_a_loop_allocates_nothing_but_the_awaited_future() {
    try (IOLoop loop = new IOLoop()) {
      loop.makeCurrent();
      TARGET.call("suspend_for_ever", (Supplier<?>) this::next);

      assertEquals(PROMISE, bytes(() -> completeOn(loop)));
    }
  }

  private void completeOn(IOLoop loop) {
    int[] left = {TIMES};
    loop.addCallback(new Runnable() {
      @Override
      public void run() {
        pending.complete(1);
        if (--left[0] == 0) {
          loop.stop();
        } else {
          loop.addCallback(this);
        }
      }
    });
    loop.start();
  }

  @Test
  void frame_without_values_is_a_future_with_a_home_and_a_state() {
    assertEquals(24, bytesPerCoroutine("start_many_that_keep_nothing"));
  }

  /** The coroutine and the future that it awaits are 56 bytes. */
  @Test
  void frame_holds_an_int_a_long_and_a_reference_and_no_byte_more() {
    assertEquals(40, bytesPerCoroutine("start_many_that_keep_int_long_and_reference"));
  }

  @Test
  void frame_that_keeps_its_receiver_takes_the_next_multiple_of_eight() {
    assertEquals(48, bytesPerCoroutine("start_many_that_keep_this_too"));
  }

  /** All wait for one future, which takes 24 bytes for each but the first. */
  private static long bytesPerCoroutine(String method) {
    int chainOfWaiters = 24;
    return bytes(() -> TARGET.call(method, new Promise<Integer>(), TIMES)) - chainOfWaiters;
  }

  /** Per time, of the second run: the first also loads classes and links calls. */
  private static long bytes(Runnable manyTimes) {
    manyTimes.run();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    manyTimes.run();
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / TIMES;
  }
}
