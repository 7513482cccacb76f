package io.sirocco;

/**
 * The clock of a loop (Tornado 4: {@code time_func}).
 *
 * <p>Its times are nanoseconds since a fixed point that lies in the life of this program, and never
 * decrease. Must be safe for use by many threads.
 */
@FunctionalInterface
public interface TimeSource {
  /** The monotonic clock of the JDK; zero is near the start of the program. */
  TimeSource SYSTEM = new SystemTimeSource();

  /** The present time in nanoseconds. */
  long nanoTime();

  /**
   * Asks a simulated clock to jump. Called by a loop, on its thread, that has nothing to do before
   * {@code deadlineNanos}; a real clock refuses, and the loop sleeps.
   *
   * @return whether {@link #nanoTime} is {@code deadlineNanos} now, or more
   */
  default boolean skipTo(long deadlineNanos) {
    return false;
  }
}
