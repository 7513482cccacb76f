package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class TaskQueueTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final TaskQueue queue = new TaskQueue();
  private final List<Object> ran = new ArrayList<>();
  private final Waiter waiter = new Task() {
    @Override
    void run(Object argument) {
      ran.add(argument);
    }
  };

  private void add(int from, int to) {
    for (int i = from; i < to; i++) {
      queue.add(waiter, i);
    }
  }

  private void run(int times) {
    for (int i = 0; i < times; i++) {
      queue.runNext();
    }
  }

  private static void collect() {
    WeakReference<Object> canary = new WeakReference<>(new Object());
    while (canary.get() != null) {
      System.gc();
    }
  }

  private long bytesToStayYoung() {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    queue.stayYoung();
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** The ring has turned, so that its beginning is not that of the array. */
  @Test
  void waiters_run_in_order_through_growth_and_a_new_array() {
    add(0, 10);
    run(10);
    add(10, 30);
    collect();
    queue.stayYoung();
    add(30, 100);
    run(90);

    assertEquals(100, ran.size());
    for (int i = 0; i < 100; i++) {
      assertEquals(i, ran.get(i));
    }
  }

  @Test
  void there_is_a_new_array_once_after_a_collection() {
    collect();

    assertTrue(bytesToStayYoung() > 32 * Integer.BYTES);
    assertEquals(0, bytesToStayYoung());
  }

  /** An array of a megabyte would be copied at each collection, and be old nevertheless. */
  @Test
  void a_large_array_stays() {
    add(0, 100_000);
    collect();

    assertTrue(bytesToStayYoung() < 1_000);
  }
}
