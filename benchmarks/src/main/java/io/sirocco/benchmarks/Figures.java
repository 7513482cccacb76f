package io.sirocco.benchmarks;

import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** What was measured of one contender in one row, in all processes. */
final class Figures {
  private final List<Double> times = new ArrayList<>(); // one per process
  private double bytes = Double.NaN;

  void add(RunResult result) {
    for (BenchmarkResult process : result.getBenchmarkResults()) {
      times.add(lowerDecile(process));
      Result<?> allocated = process.getSecondaryResults().get("gc.alloc.rate.norm");
      if (allocated == null) { // the label that other releases of JMH use
        allocated = process.getSecondaryResults().get("·gc.alloc.rate.norm");
      }
      bytes = allocated == null ? Double.NaN : allocated.getScore();
    }
    times.sort(null);
  }

  private static double lowerDecile(BenchmarkResult process) {
    double[] times = process.getIterationResults().stream()
        .map(IterationResult::getPrimaryResult)
        .mapToDouble(Result::getScore)
        .sorted()
        .toArray();
    return times[times.length / 10];
  }

  /** Nanoseconds per operation: the median of the processes. */
  double time() {
    return times.get(times.size() / 2);
  }

  double best() {
    return times.get(0);
  }

  double worst() {
    return times.get(times.size() - 1);
  }

  /** Bytes allocated per operation. */
  double bytes() {
    return bytes;
  }
}
