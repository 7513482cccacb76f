package io.sirocco.locks;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Ticket;
import java.time.Duration;
import java.util.Objects;

/**
 * Lets a number of coroutines do something at the same time (Tornado: {@code locks.Semaphore}).
 *
 * <p>A release hands the permit to the one who has waited longest, at once: nobody can come in between.
 */
public sealed class Semaphore permits BoundedSemaphore {
  private final Line<Ticket<Permit>> waiting = new Line<>();
  private int free;

  /**
   * Makes a semaphore with {@code permits} free permits.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public Semaphore(int permits) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must not be negative: " + permits);
    }
    free = permits;
  }

  /** Takes a permit, or waits for one; done at once if one is free. */
  public final Future<Permit> acquire() {
    return acquireBefore(null);
  }

  /** As {@link #acquire()}; fails with a {@code TimeoutException} if none is free in time. */
  public final Future<Permit> acquire(Duration timeout) {
    return acquireBefore(Deadline.after(timeout));
  }

  /** As {@link #acquire(Duration)} with a point in time. */
  public final Future<Permit> acquire(Deadline deadline) {
    return acquireBefore(Objects.requireNonNull(deadline, "deadline"));
  }

  /** A deadline of null is none. */
  private Future<Permit> acquireBefore(Deadline deadline) {
    if (free == 0) {
      return waiting.join(new Ticket<>(), deadline);
    }
    free--;
    return Future.of(new Permit(this));
  }

  /** Gives a permit back, or adds one that nobody has acquired. */
  public void release() {
    Ticket<Permit> next = waiting.claimFirst();
    if (next == null) {
      free = Math.incrementExact(free);
    } else {
      next.complete(new Permit(this));
    }
  }

  final int free() {
    return free;
  }

  final int waiting() {
    return waiting.size();
  }

  @Override
  public String toString() {
    return getClass().getSimpleName() + "[free=" + free + ", waiting=" + waiting.size() + "]";
  }
}
