package io.sirocco.benchmarks;

import java.lang.management.ManagementFactory;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Tells by how much the heap grows when many things come into being. */
public final class HeapGrowth {
  /** Waits until all that was made has come to rest. */
  public interface Rest {
    /** Returns when nothing more happens. */
    void await() throws Exception;
  }

  private HeapGrowth() {}

  /**
   * The growth in bytes, without what was garbage. Exact with {@code -XX:+UseSerialGC
   * -XX:MarkSweepAlwaysCompactCount=1}.
   *
   * @param things makes all things, and returns what keeps them alive
   * @param end gets that when all is measured
   */
  public static <T> long of(Callable<T> things, Rest rest, Consumer<T> end) throws Exception {
    long before = used(rest);
    T kept = things.call();
    long after = used(rest);
    end.accept(kept);
    return after - before;
  }

  private static long used(Rest rest) throws Exception {
    rest.await();
    for (int i = 0; i < 4; i++) { // what is only weakly reachable goes step by step
      System.gc();
    }
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
