package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The hot paths of the loop allocate nothing per callback. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 100_000;

  /** Of the second run of {@code callback}: the first also loads classes and links calls. */
  private long bytesPerCallback(IOLoop loop, Runnable callback) {
    loop.start();
    long bytes = 0;
    for (int run = 0; run < 2; run++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      loop.addCallback(callback);
      loop.start();
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }
    return bytes / TIMES;
  }

  @Test
  void callback_that_adds_itself_allocates_nothing() {
    try (IOLoop loop = new IOLoop()) {
      int[] left = {TIMES};
      Runnable[] self = new Runnable[1];
      self[0] = () -> {
        if (--left[0] == 0) {
          left[0] = TIMES;
          loop.stop();
        } else {
          loop.addCallback(self[0]);
        }
      };
      loop.stop();

      assertTrue(bytesPerCallback(loop, self[0]) == 0);
    }
  }

  @Test
  void suspension_at_moment_allocates_nothing() {
    try (IOLoop loop = new IOLoop()) {
      loop.stop();

      long bytes = bytesPerCallback(
          loop,
          () -> HandCoroutine.call((self, step, value) -> {
            if (step < TIMES) {
              return Coroutines.moment();
            }
            loop.stop();
            return self.end(null);
          }));

      assertTrue(bytes == 0, "bytes: " + bytes);
    }
  }

  /** Not before the JIT compilers have seen it, so it is measured until they have. */
  @Test
  void future_of_a_child_that_ends_at_once_is_optimised_away() {
    long bytes = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 1000 && bytes > 0; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      callChildren();
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    assertEquals(0, bytes);
  }

  private static int callChildren() {
    int sum = 0;
    for (int i = 0; i < TIMES / 10; i++) {
      Future<Integer> child = child(i);
      sum += (Integer) CoroutineFrame.take(child, CoroutineFrame.poll(child));
    }
    return sum;
  }

  private static Future<Integer> child(int number) {
    return CoroutineFrame.returned(Future.of(number & 15)); // a boxed number that exists already
  }
}
