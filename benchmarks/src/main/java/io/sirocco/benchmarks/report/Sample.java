package io.sirocco.benchmarks.report;

import java.util.List;

/**
 * What was measured of one contender in one row on one JDK, in all processes.
 *
 * @param jdk the feature number
 * @param parameter what the row was run with, such as a number of connections; empty if there is nothing
 * @param times nanoseconds per operation, one figure per process, the shortest first; not empty
 * @param bytes allocated per operation; NaN if that was not measured
 */
record Sample(
    int jdk, String row, String contender, String parameter, List<Double> times, double bytes) {

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

  /** The contender and the parameter. */
  String label() {
    return parameter.isEmpty() ? contender : contender + ", " + parameter;
  }
}
