package io.sirocco.example;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import java.lang.management.ManagementFactory;

/** Measures the heap. */
final class Heap {
  private static final long NOISE_BYTES = 10_000;
  private static final int MOST_COLLECTIONS = 10;

  private Heap() {}

  /**
   * Bytes in use when garbage collections find nothing more. They run in another thread, because the
   * call blocks; that all threads stand still meanwhile cannot be helped.
   */
  static Future<Long> usedBytes() {
    return IOLoop.current().runInExecutor(null, Heap::collect);
  }

  /** One collection is not enough: what it clears may have kept other things alive. */
  private static long collect() throws InterruptedException {
    long used = Long.MAX_VALUE;
    for (int collections = 0; collections < MOST_COLLECTIONS; collections++) {
      System.gc();
      long before = used;
      used = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
      if (before - used < NOISE_BYTES) {
        break;
      }
      Thread.sleep(20); // the JDK cleans up in threads of its own
    }
    return used;
  }
}
