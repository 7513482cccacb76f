package io.sirocco.benchmarks.loop;

import com.sun.management.UnixOperatingSystemMXBean;
import io.sirocco.benchmarks.HeapGrowth;
import io.sirocco.benchmarks.report.BytesFigure;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Measures how many bytes of the heap a pending timer and an idle connection take. */
public final class LoopMemory {
  /** Where many equal things can be. */
  interface Holder {
    /** Adds so many, and returns when all are there; what it returns ends them. */
    AutoCloseable add(int count) throws Exception;
  }

  /** Makes an empty holder. */
  interface Contender {
    Holder open() throws Exception;
  }

  private static final int[] TIMERS = {10_000, 100_000, 1_000_000};
  private static final int[] CONNECTIONS = {1_000, 10_000, 100_000, 1_000_000};
  private static final int OTHER_FILES = 500; // jars, pipes, listening sockets

  private LoopMemory() {}

  /** The contenders that this JDK can run. */
  public static Set<String> contenders(String thing) {
    return all(thing).keySet();
  }

  private static Map<String, Contender> all(String thing) {
    return isTimer(thing) ? TimerHolders.all() : ConnectionHolders.all();
  }

  private static boolean isTimer(String thing) {
    return thing.equals("timer");
  }

  /** Measures one contender with at most so many timers or connections. */
  public static List<BytesFigure> measure(String thing, String name, int largest) throws Exception {
    List<BytesFigure> figures = new ArrayList<>();
    Contender contender = all(thing).get(name);
    if (isTimer(thing)) {
      HeapGrowth.settled(
          () -> growth(contender, Math.min(largest, TIMERS[0])), HeapGrowth.WARM_UPS);
    }
    for (int count : isTimer(thing) ? TIMERS : CONNECTIONS) {
      if (count <= largest && (isTimer(thing) || count + OTHER_FILES <= openFiles())) {
        double bytes =
            (double) HeapGrowth.settled(() -> growth(contender, count), HeapGrowth.RUNS) / count;
        figures.add(
            new BytesFigure(Runtime.version().feature(), thing, name, count, bytes, Double.NaN));
      }
    }
    return figures;
  }

  private static long growth(Contender contender, int count) throws Exception {
    Holder holder = contender.open();
    holder.add(1); // what is made once
    return HeapGrowth.of(() -> holder.add(count));
  }

  /** How many files a process may have open; each connection is one on either side. */
  private static long openFiles() {
    return ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
        ? unix.getMaxFileDescriptorCount()
        : Long.MAX_VALUE;
  }
}
