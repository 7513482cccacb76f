package io.sirocco.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.IntConsumer;

/**
 * Counts the bytes that this thread allocates, to the byte: 12 of each object are its header, and sizes
 * are multiples of 8. C2 does not run in the tests of this module, so nothing is optimised away.
 */
final class Allocated {
  static final int PROMISE = 16; // its header, and its word
  static final int FUTURE = 16; // the same

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 2_000;
  private static final int RUNS = 4;

  private Allocated() {}

  /** Asserts that doing something twice as often takes {@code expected} bytes more for each time. */
  static void assertBytesPerTime(long expected, IntConsumer manyTimes) {
    assertEquals(TIMES * expected, moreBytes(manyTimes), () -> "for " + TIMES + " times");
  }

  /** As {@link #assertBytesPerTime}, by how much {@code manyTimes} exceeds {@code base}. */
  static void assertBytesPerTimeAbove(IntConsumer base, long expected, IntConsumer manyTimes) {
    assertEquals(
        TIMES * expected, moreBytes(manyTimes) - moreBytes(base), () -> "for " + TIMES + " times");
  }

  private static long moreBytes(IntConsumer manyTimes) {
    manyTimes.accept(TIMES); // may leave something to be done to the next, as each of those does
    return bytes(manyTimes, 2 * TIMES) - bytes(manyTimes, TIMES);
  }

  /** The least of some runs: in the others the JVM loads classes and links calls, and queues grow. */
  private static long bytes(IntConsumer manyTimes, int times) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      manyTimes.accept(times);
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
