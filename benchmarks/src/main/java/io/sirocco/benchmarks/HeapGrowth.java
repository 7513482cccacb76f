package io.sirocco.benchmarks;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.concurrent.Callable;

/** Tells by how much the heap grows when many things come into being. */
public final class HeapGrowth {
  /**
   * The options with which the readings are exact. The collector leaves no garbage, and what a thread has
   * reserved for objects to come does not count: with a large heap that is some hundred kilobytes.
   */
  static final String[] JVM_OPTIONS = {
    "-XX:+UseSerialGC", "-XX:MarkSweepAlwaysCompactCount=1", "-XX:-UseTLAB"
  };

  /** Enough for {@link #settled} to begin with. */
  public static final int WARM_UPS = 20;

  /** Enough for {@link #settled} after that. */
  public static final int RUNS = 4;

  private static final MemoryMXBean HEAP = ManagementFactory.getMemoryMXBean();

  private HeapGrowth() {}

  /**
   * The growth in bytes, without what was garbage.
   *
   * @param things makes all things, and returns what keeps them alive when they have come to rest
   */
  public static <T extends AutoCloseable> long of(Callable<T> things) throws Exception {
    long before = used();
    try (T kept = things.call()) {
      return used() - before;
    }
  }

  /**
   * The growth once two runs agree: what is made once is there then, and compiled, which makes the stacks
   * of virtual threads smaller.
   *
   * @param atMost so many runs; then the last counts
   */
  public static long settled(Callable<Long> growth, int atMost) throws Exception {
    long last = growth.call();
    long now = growth.call();
    for (int runs = 2; now != last && runs < atMost; runs++) {
      last = now;
      now = growth.call();
    }
    return now;
  }

  /** Collects until twice the same is left: what is only weakly reachable goes step by step. */
  private static long used() {
    long last;
    long now = Long.MAX_VALUE;
    int readings = 0;
    do {
      last = now;
      System.gc();
      now = HEAP.getHeapMemoryUsage().getUsed();
    } while (now != last && ++readings < 20); // else something goes on all the time
    return now;
  }
}
