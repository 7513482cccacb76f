package io.sirocco.example;

import java.time.Duration;
import java.util.Collection;

/**
 * What waiting for several things at once has saved.
 *
 * @param parts how many things
 * @param wall from the first start to the last end
 * @param sum of the times that each of them took: what doing one after the other would cost
 */
record Overlap(int parts, Duration wall, Duration sum) {
  static Overlap of(Collection<Web.Page> pages, long startNanos) {
    return ofTimes(pages.stream().map(Web.Page::took).toList(), startNanos);
  }

  static Overlap ofTimes(Collection<Duration> times, long startNanos) {
    Duration sum = times.stream().reduce(Duration.ZERO, Duration::plus);
    return new Overlap(times.size(), Duration.ofNanos(System.nanoTime() - startNanos), sum);
  }
}
