package io.sirocco.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * How many bytes something may take.
 *
 * @param row of the benchmarks, for what one operation allocates; null for a suspended coroutine
 * @param limit whole bytes; the share of what a run allocates once is rounded away
 */
record BytesGoal(String row, String contender, int limit) {

  /** What this project wants to reach: nothing beyond the result or the future that is awaited. */
  static final List<BytesGoal> ALL = List.of(
      new BytesGoal("Ready", "sirocco", 0),
      new BytesGoal("Call", "sirocco", 0),
      new BytesGoal("Fib", "sirocco", 16),
      new BytesGoal("Suspend", "sirocco", 16),
      new BytesGoal(null, "siroccoStatic", 56),
      new BytesGoal(null, "siroccoInstance", 56));

  /** Of suspended coroutines those in the greatest number count. */
  Optional<Double> bytes(Samples samples, List<BytesFigure> figures, int jdk) {
    return row != null
        ? samples.find(jdk, row, contender, "").map(Sample::bytes)
        : figures.stream()
            .filter(figure -> figure.thing().equals("coroutine")
                && figure.contender().equals(contender)
                && figure.jdk() == jdk)
            .max(Comparator.comparingInt(BytesFigure::count))
            .map(BytesFigure::heap);
  }

  boolean isMetBy(double bytes) {
    return Math.round(bytes) <= limit;
  }

  @Override
  public String toString() {
    return (row != null ? row + " | bytes of " : "memory | bytes of ") + contender + " | ≤ "
        + limit;
  }
}
