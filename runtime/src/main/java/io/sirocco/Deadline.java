package io.sirocco;

import java.time.Duration;

/**
 * A point in time on the clock of a loop; the counterpart is {@link Duration}, an amount of time.
 * There are no bare numbers that could mean either (Tornado: {@code IOLoop.add_timeout}).
 *
 * @param nanos nanoseconds as {@link IOLoop#time} counts them
 */
public record Deadline(long nanos) implements Comparable<Deadline> {
  /** The present, on the clock of the current loop or, without one, the system's. */
  public static Deadline now() {
    return new Deadline(Scheduler.current().time());
  }

  /** A point in time {@code delay} from now; as {@code now().plus(delay)}. */
  public static Deadline after(Duration delay) {
    return now().plus(delay);
  }

  /**
   * The end of a time limit that begins now, for methods that take one which is optional.
   *
   * @param timeout null for no limit
   * @return null for never
   */
  public static Deadline ofLimit(Duration timeout) {
    return timeout == null ? null : after(timeout);
  }

  /** A later point in time, or an earlier one if {@code amount} is negative; never overflows. */
  public Deadline plus(Duration amount) {
    return new Deadline(plus(nanos, amount));
  }

  @Override
  public int compareTo(Deadline other) {
    return Long.compare(nanos, other.nanos);
  }

  /** A time plus an amount; what does not fit is the end of time. */
  static long plus(long nanos, Duration amount) {
    long amountNanos = saturatedNanos(amount);
    long sum = nanos + amountNanos;
    boolean overflow = ((nanos ^ sum) & (amountNanos ^ sum)) < 0;
    return overflow ? (amountNanos > 0 ? Long.MAX_VALUE : Long.MIN_VALUE) : sum;
  }

  private static long saturatedNanos(Duration amount) {
    try {
      return amount.toNanos();
    } catch (ArithmeticException e) { // more than 292 years
      return amount.isNegative() ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
  }
}
