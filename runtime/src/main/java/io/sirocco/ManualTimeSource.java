package io.sirocco;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A simulated clock for tests: it stands still unless it is moved, and a loop that would wait for a
 * timer moves it to that timer's deadline instead. A test with hours of sleep takes no time and has
 * one possible order of events.
 *
 * <p>A loop does not know what other threads are about to do: it jumps also while they work. It waits
 * for them in real time only when it has no timer at all.
 *
 * <pre>{@code
 * try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
 *   loop.runSync(() -> sleep(Duration.ofHours(1)));
 * }
 * }</pre>
 */
public final class ManualTimeSource implements TimeSource {
  private final AtomicLong nowNanos = new AtomicLong();

  /** Makes a clock that shows zero. */
  public ManualTimeSource() {}

  @Override
  public long nanoTime() {
    return nowNanos.get();
  }

  /**
   * Moves the clock, as if the caller had been busy for so long. Any thread may call it.
   *
   * @throws IllegalArgumentException if {@code duration} is negative
   */
  public void advance(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("duration must not be negative: " + duration);
    }
    nowNanos.addAndGet(duration.toNanos());
  }

  @Override
  public boolean skipTo(long deadlineNanos) {
    nowNanos.accumulateAndGet(deadlineNanos, Math::max);
    return true;
  }
}
