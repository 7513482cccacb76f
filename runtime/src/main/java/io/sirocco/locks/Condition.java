package io.sirocco.locks;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Guard;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Ticket;
import java.time.Duration;
import java.util.List;

/**
 * Lets coroutines wait for a signal (Tornado: {@code locks.Condition}). It belongs to one loop, or to code
 * without a loop: see {@link io.sirocco.locks}.
 *
 * <p>It holds no lock, for none is needed; a signal that nobody waits for is lost. One that somebody waits
 * for is heard, also if the one who was to hear it is cancelled by another who hears it.
 */
public final class Condition {
  private final Guard guard = new Guard("condition");
  private final Line<Waiting> line = new Line<>(guard);

  /** Makes a condition that nobody waits for. */
  public Condition() {}

  /** Waits for a signal; the value is true. */
  public Future<Boolean> waitForSignal() {
    return waitForSignal((Deadline) null);
  }

  /**
   * As {@link #waitForSignal()}, for some time. Running out of it is no exception and takes no signal.
   *
   * @param timeout null for no limit
   * @return true if there was a signal, false if the time is over
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public Future<Boolean> waitForSignal(Duration timeout) {
    return waitForSignal(Deadline.ofLimit(timeout));
  }

  /** As {@link #waitForSignal(Duration)} with a point in time. */
  public Future<Boolean> waitForSignal(Deadline deadline) {
    return guard.isOpen() ? join(deadline) : guard.call(() -> join(deadline));
  }

  private Future<Boolean> join(Deadline deadline) {
    return line.join(new Waiting(), deadline);
  }

  /**
   * Wakes the one who has waited longest.
   *
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public void signal() {
    Waiting first = guard.isOpen() ? line.claimFirst() : guard.call(line::claimFirst);
    if (first != null) {
      first.hear();
    }
  }

  /**
   * Wakes those {@code count} who have waited longest, in their order.
   *
   * @throws IllegalArgumentException if {@code count} is negative
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public void signal(int count) {
    if (count < 0) {
      throw new IllegalArgumentException("count must not be negative: " + count);
    }
    List<Waiting> called =
        guard.isOpen() ? line.claimFirst(count) : guard.call(() -> line.claimFirst(count));
    called.forEach(Waiting::hear);
  }

  /** Wakes all who wait now; as {@link #signal(int)}. */
  public void signalAll() {
    signal(Integer.MAX_VALUE);
  }

  @Override
  public String toString() {
    return "Condition[waiting=" + line.size() + "]";
  }

  private static final class Waiting extends Ticket<Boolean> {
    void hear() {
      tryComplete(true);
    }

    @Override
    protected void completeExpired() {
      complete(false);
    }
  }
}
