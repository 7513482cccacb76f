package io.sirocco.locks;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Guard;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Ticket;
import java.time.Duration;

/**
 * Lets a number of coroutines do something at the same time (Tornado: {@code locks.Semaphore}). It belongs
 * to one loop, or to code without a loop: see {@link io.sirocco.locks}.
 *
 * <p>A release hands the permit to the one who has waited longest, at once: nobody can come in between.
 */
public sealed class Semaphore permits BoundedSemaphore {
  private final Guard guard;
  private final Line<Ticket<Permit>> waiting;
  private int free;

  /**
   * Makes a semaphore with {@code permits} free permits.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public Semaphore(int permits) {
    this(permits, "semaphore");
  }

  Semaphore(int permits, String name) {
    if (permits < 0) {
      throw new IllegalArgumentException("permits must not be negative: " + permits);
    }
    guard = new Guard(name);
    waiting = new Line<>(guard);
    free = permits;
  }

  /** Takes a permit, or waits for one; done at once if one is free. */
  public final Future<Permit> acquire() {
    return acquire((Deadline) null);
  }

  /**
   * As {@link #acquire()}; fails with a {@code TimeoutException} if none is free in time.
   *
   * @param timeout null for no limit
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public final Future<Permit> acquire(Duration timeout) {
    return acquire(Deadline.ofLimit(timeout));
  }

  /** As {@link #acquire(Duration)} with a point in time. */
  public final Future<Permit> acquire(Deadline deadline) {
    if (guard.isOpen()) {
      return takeOrJoin(deadline);
    }
    synchronized (guard) { // not a lambda: it would be an object more
      guard.enter();
      return takeOrJoin(deadline);
    }
  }

  private Future<Permit> takeOrJoin(Deadline deadline) {
    if (free == 0) {
      return waiting.join(new Ticket<>(), deadline);
    }
    free--;
    return Future.of(new Permit(this));
  }

  /**
   * Gives a permit back, or adds one that nobody has acquired.
   *
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public void release() {
    handOver(guard.isOpen() ? nextOrFree() : guard.call(this::nextOrFree));
  }

  final void giveBack(Permit permit) {
    Ticket<Permit> next;
    if (guard.isOpen()) {
      next = nextAfter(permit);
    } else {
      synchronized (guard) {
        guard.enter();
        next = nextAfter(permit);
      }
    }
    handOver(next);
  }

  private Ticket<Permit> nextAfter(Permit permit) {
    return permit.giveUp() ? nextOrFree() : null;
  }

  /** Who gets the permit; null if nobody waits: then it is free. */
  private Ticket<Permit> nextOrFree() {
    checkRelease(free);
    Ticket<Permit> next = waiting.claimFirst();
    if (next == null) {
      free = Math.incrementExact(free);
    }
    return next;
  }

  private void handOver(Ticket<Permit> next) {
    if (next != null) {
      next.tryComplete(new Permit(this));
    }
  }

  /** Throws if there is nothing to release. */
  void checkRelease(int free) {}

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
