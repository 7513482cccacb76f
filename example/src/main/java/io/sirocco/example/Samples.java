package io.sirocco.example;

import java.time.Duration;
import java.util.Arrays;

/** Measured durations. */
final class Samples {
  private long[] nanos = new long[1024];
  private int count;

  void add(long sampleNanos) {
    if (count == nanos.length) {
      nanos = Arrays.copyOf(nanos, 2 * count);
    }
    nanos[count++] = sampleNanos;
  }

  int count() {
    return count;
  }

  Duration median() {
    return quantile(0.5);
  }

  Duration max() {
    return quantile(1);
  }

  /**
   * The duration that a share of the samples does not exceed.
   *
   * @param share from 0 to 1
   * @return zero if there are no samples
   */
  Duration quantile(double share) {
    if (count == 0) {
      return Duration.ZERO;
    }
    long[] sorted = Arrays.copyOf(nanos, count);
    Arrays.sort(sorted);
    return Duration.ofNanos(sorted[(int) Math.ceil(share * (count - 1))]);
  }
}
