package io.sirocco.benchmarks.waiters;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Locale;

/**
 * Prints what it costs that many wait for one thing: nanoseconds and allocated bytes per waiter, neither of
 * which may grow with their number.
 */
public final class WaiterCost {
  private static final int[] COUNTS = {1_000, 10_000, 100_000, 1_000_000};
  private static final int WAITERS_PER_FIGURE = 1_000_000; // so that small ones are repeated
  private static final int RUNS = 3;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** What one waiter takes; the best of some runs. */
  private record Cost(double nanos, double bytes) {
    static final Cost NONE = new Cost(Double.MAX_VALUE, Double.MAX_VALUE);

    Cost least(Cost other) {
      return new Cost(Math.min(nanos, other.nanos), Math.min(bytes, other.bytes));
    }
  }

  private WaiterCost() {}

  /** Argument: how many wait at most; a million without one. */
  public static void main(String[] arguments) {
    int most = arguments.length == 0 ? WAITERS_PER_FIGURE : Integer.parseInt(arguments[0]);
    System.out.println(
        "| ns / bytes per waiter, JDK " + Runtime.version().feature() + header(most));
    for (WaiterRow row : WaiterRow.values()) {
      StringBuilder line = new StringBuilder("| ").append(row.title()).append(" |");
      for (int count : COUNTS) {
        if (count <= most) {
          Cost cost = measure(row, count, most);
          line.append(String.format(Locale.ROOT, " %.0f / %.0f |", cost.nanos, cost.bytes));
        }
      }
      System.out.println(line);
    }
  }

  private static String header(int most) {
    StringBuilder numbers = new StringBuilder(" |");
    StringBuilder rule = new StringBuilder("|---|");
    for (int count : COUNTS) {
      if (count <= most) {
        numbers.append(String.format(Locale.ROOT, " %,d |", count));
        rule.append("--:|");
      }
    }
    return numbers + System.lineSeparator() + rule;
  }

  private static Cost measure(WaiterRow row, int count, int most) {
    Cost least = Cost.NONE;
    for (int run = 0; run < RUNS; run++) {
      least = least.least(measureOnce(row, count, most));
    }
    return least;
  }

  private static Cost measureOnce(WaiterRow row, int count, int most) {
    long bytes = THREADS.getCurrentThreadAllocatedBytes();
    long start = System.nanoTime();
    for (int done = 0; done < most; done += count) {
      if (row.run(count) != count) {
        throw new AssertionError("not all waiters were told: " + row.title());
      }
    }
    double nanos = (double) (System.nanoTime() - start);
    return new Cost(
        nanos / most, (double) (THREADS.getCurrentThreadAllocatedBytes() - bytes) / most);
  }
}
