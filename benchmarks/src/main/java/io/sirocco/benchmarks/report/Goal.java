package io.sirocco.benchmarks.report;

import java.util.List;
import java.util.Optional;

/**
 * How one contender should stand to another one.
 *
 * @param parameter of the row; empty if it has none
 * @param limit the ratio of the times, {@code numerator} to {@code denominator}
 * @param atLeast whether the limit is the smallest ratio and not the largest one
 */
record Goal(
    String row,
    String parameter,
    String numerator,
    String denominator,
    double limit,
    boolean atLeast) {

  /** What this project wants to reach. */
  static final List<Goal> ALL = List.of(
      atMost("Ready", "sirocco", "hand", 1.2),
      atMost("Ready", "sirocco", "eaAsync", 1),
      atMost("Call", "sirocco", "hand", 1.2),
      atMost("Call", "sirocco", "eaAsync", 1),
      atMost("Fib", "sirocco", "hand", 1.2),
      atMost("Fib", "sirocco", "eaAsync", 1),
      atMost("Suspend", "sirocco", "hand", 1.2),
      atMost("Suspend", "sirocco", "bare", 1.5),
      atMost("Suspend", "sirocco", "bareAtomic", 1.5),
      atMost("Suspend", "siroccoNoLoop", "bareNoLoop", 1.5),
      atMost("Suspend", "siroccoNoLoop", "bareAtomicNoLoop", 1.5),
      atLeast("Suspend", "eaAsync", "sirocco", 10),
      atLeast("Suspend", "eaAsync", "siroccoNoLoop", 10),
      atLeast("Suspend", "kotlinx", "sirocco", 10),
      atLeast("Suspend", "virtualThread", "sirocco", 25),
      atLeast("Foreign", "eaAsync", "sirocco", 2),
      atLeast("Foreign", "eaAsync", "siroccoNoLoop", 2),
      atMost("Spawn", "sirocco", "hand", 1.3),
      atLeast("Spawn", "eaAsync", "sirocco", 3),
      atLeast("Spawn", "eaAsync", "siroccoNoLoop", 3),
      atLeast("Spawn", "kotlinx", "sirocco", 5),
      atLeast("Spawn", "virtualThread", "sirocco", 5),
      atMost("Deep", "sirocco", "hand", 1.5),
      atMost("LoopBefore", "siroccoScalar", "plainScalar", 1.2),
      atMost("LoopBefore", "resumedScalar", "plainScalar", 1.2),
      atMost("LoopBefore", "siroccoVector", "plainVector", 1.2),
      atMost("LoopBefore", "resumedVector", "plainVector", 1.2),
      atMost("LoopAfter", "siroccoScalar", "plainScalar", 1.2),
      atMost("LoopAfter", "resumedScalar", "plainScalar", 1.2),
      atMost("LoopAfter", "siroccoVector", "plainVector", 1.2),
      atMost("LoopAfter", "resumedVector", "plainVector", 1.2),
      atMost("LoopAround", "siroccoScalar", "plainScalar", 1.2),
      atMost("LoopAround", "resumedScalar", "plainScalar", 1.2),
      atMost("LoopAround", "siroccoVector", "plainVector", 1.2),
      atMost("LoopAround", "resumedVector", "plainVector", 1.2),
      atMost("LoopBlocks", "siroccoScalar", "plainScalar", 1.2),
      atMost("LoopBlocks", "resumedScalar", "plainScalar", 1.2),
      atMost("LoopBlocks", "siroccoVector", "plainVector", 1.2),
      atMost("LoopBlocks", "resumedVector", "plainVector", 1.2),
      atMost("PostBurst", "sirocco", "netty", 1).with("0 channels"),
      atMost("PostBurst", "sirocco", "netty", 1).with("1 channels"),
      atMost("PostChain", "sirocco", "netty", 1).with("0 channels"),
      atMost("PostChain", "sirocco", "netty", 1).with("1 channels"),
      atMost("PostAcross", "sirocco", "netty", 1).with("0 channels"),
      atMost("PostAcross", "sirocco", "netty", 1).with("1 channels"),
      atMost("WakeUp", "sirocco", "netty", 1).with("0 channels"),
      atMost("WakeUp", "sirocco", "netty", 1).with("1 channels"),
      atMost("TimerCancel", "sirocco", "netty", 1).with("1000 pending"),
      atMost("TimerCancel", "sirocco", "netty", 1).with("1000000 pending"),
      atMost("TimerFire", "sirocco", "netty", 1).with("1000 pending"),
      atMost("TimerFire", "sirocco", "netty", 1).with("1000000 pending"),
      // Requests per second are one through the time.
      atLeast("Echo", "netty", "sirocco", 0.95).with("1 connections"),
      atLeast("Echo", "netty", "sirocco", 0.95).with("100 connections"),
      atLeast("Echo", "netty", "sirocco", 0.95).with("10000 connections"));

  private static Goal atMost(String row, String numerator, String denominator, double limit) {
    return new Goal(row, "", numerator, denominator, limit, false);
  }

  private static Goal atLeast(String row, String numerator, String denominator, double limit) {
    return new Goal(row, "", numerator, denominator, limit, true);
  }

  private Goal with(String parameter) {
    return new Goal(row, parameter, numerator, denominator, limit, atLeast);
  }

  Optional<Double> ratio(Samples samples, int jdk) {
    return samples
        .find(jdk, row, numerator, parameter)
        .flatMap(above -> samples
            .find(jdk, row, denominator, parameter)
            .map(below -> above.time() / below.time()));
  }

  boolean isMetBy(double ratio) {
    return atLeast ? ratio >= limit : ratio <= limit;
  }

  /** Whether neither is ahead: some process of the one was faster than one of the other, and vice versa. */
  boolean isDraw(Samples samples, int jdk) {
    Optional<Sample> above = samples.find(jdk, row, numerator, parameter);
    Optional<Sample> below = samples.find(jdk, row, denominator, parameter);
    return limit == 1
        && above.isPresent()
        && below.isPresent()
        && above.get().best() <= below.get().worst()
        && below.get().best() <= above.get().worst();
  }

  @Override
  public String toString() {
    return (parameter.isEmpty() ? row : row + ", " + parameter)
        + " | "
        + numerator
        + " / "
        + denominator
        + " | "
        + (atLeast ? "≥ " : "≤ ")
        + (limit == (int) limit ? String.valueOf((int) limit) : String.valueOf(limit));
  }
}
