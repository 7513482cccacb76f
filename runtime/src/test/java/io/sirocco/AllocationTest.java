package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The hot paths of the loop allocate nothing per callback. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 100_000;

  private long bytesPerCallback(IOLoop loop, Runnable callback) {
    loop.start();
    long before = THREADS.getCurrentThreadAllocatedBytes();
    loop.addCallback(callback);
    loop.start();
    return (THREADS.getCurrentThreadAllocatedBytes() - before) / TIMES;
  }

  @Test
  void callback_that_adds_itself_allocates_nothing() {
    try (IOLoop loop = new IOLoop()) {
      int[] left = {TIMES};
      Runnable[] self = new Runnable[1];
      self[0] = () -> {
        if (--left[0] == 0) {
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
}
