package io.sirocco.locks;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Guard;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Passage;
import java.time.Duration;
import java.util.List;

/**
 * Holds coroutines up until it is set (Tornado: {@code locks.Event}). It belongs to one loop, or to code
 * without a loop: see {@link io.sirocco.locks}.
 */
public final class Event {
  private final Guard guard = new Guard("event");
  private final Line<Passage> waiting = new Line<>(guard);
  private boolean isSet;

  /** Makes an event that is not set. */
  public Event() {}

  /**
   * Returns whether it is set.
   *
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public boolean isSet() {
    return guard.isOpen() ? isSet : guard.call(() -> isSet);
  }

  /**
   * Lets all pass who wait now, even if it is cleared at once, and all who come before that.
   *
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public void set() {
    List<Passage> called = guard.isOpen() ? open() : guard.call(this::open);
    called.forEach(Passage::pass);
  }

  private List<Passage> open() {
    isSet = true;
    return waiting.claimAll();
  }

  /**
   * Holds those up who come from now on.
   *
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public void clear() {
    if (guard.isOpen()) {
      isSet = false;
    } else {
      guard.call(() -> isSet = false);
    }
  }

  /** Waits until it is set; done at once if it is. */
  public Future<Void> waitUntilSet() {
    return waitUntilSet((Deadline) null);
  }

  /**
   * As {@link #waitUntilSet()}; fails with a {@code TimeoutException} if it is not set in time.
   *
   * @param timeout null for no limit
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public Future<Void> waitUntilSet(Duration timeout) {
    return waitUntilSet(Deadline.ofLimit(timeout));
  }

  /** As {@link #waitUntilSet(Duration)} with a point in time; one that is past is early enough if it is set. */
  public Future<Void> waitUntilSet(Deadline deadline) {
    return guard.isOpen() ? passOrJoin(deadline) : guard.call(() -> passOrJoin(deadline));
  }

  private Future<Void> passOrJoin(Deadline deadline) {
    return isSet ? Future.of(null) : Passage.in(waiting, deadline);
  }

  @Override
  public String toString() {
    return "Event[" + (isSet ? "set" : "clear") + ", waiting=" + waiting.size() + "]";
  }
}
