package io.sirocco.locks;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Ticket;
import java.time.Duration;
import java.util.Objects;

/**
 * Lets coroutines wait for a signal (Tornado: {@code locks.Condition}). It holds no lock, for none is
 * needed; a signal that nobody waits for is lost.
 */
public final class Condition {
  private final Line<Waiting> line = new Line<>();

  /** Makes a condition that nobody waits for. */
  public Condition() {}

  /** Waits for a signal; the value is true. */
  public Future<Boolean> waitForSignal() {
    return line.join(new Waiting(), null);
  }

  /**
   * As {@link #waitForSignal()}, for some time. Running out of it is no exception and takes no signal.
   *
   * @return true if there was a signal, false if the time is over
   */
  public Future<Boolean> waitForSignal(Duration timeout) {
    return waitForSignal(Deadline.after(timeout));
  }

  /** As {@link #waitForSignal(Duration)} with a point in time. */
  public Future<Boolean> waitForSignal(Deadline deadline) {
    return line.join(new Waiting(), Objects.requireNonNull(deadline, "deadline"));
  }

  /** Wakes the one who has waited longest. */
  public void signal() {
    signal(1);
  }

  /**
   * Wakes those {@code count} who have waited longest, in their order.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   */
  public void signal(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
    line.claimFirst(count).forEach(waiting -> waiting.complete(true));
  }

  /** Wakes all who wait now. */
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "Condition[waiting=" + line.size() + "]";
  }

  private static final class Waiting extends Ticket<Boolean> {
    @Override
    protected void completeExpired() {
      complete(false);
    }
  }
}
