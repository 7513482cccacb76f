package io.sirocco.locks;

import io.sirocco.Coroutines;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.internal.line.Line;
import io.sirocco.internal.line.Ticket;
import java.time.Duration;
import java.util.Objects;

/** Holds coroutines up until it is set (Tornado: {@code locks.Event}). */
public final class Event {
  private final Line<Ticket<Void>> waiting = new Line<>();
  private boolean isSet;

  /** Makes an event that is not set. */
  public Event() {}

  /** Returns whether it is set. */
  public boolean isSet() {
    return isSet;
  }

  /** Lets all pass who wait now, even if it is cleared at once, and all who come before that. */
  public void set() {
    if (!isSet) {
      isSet = true;
      waiting.claimAll().forEach(ticket -> ticket.complete(null));
    }
  }

  /** Holds those up who come from now on. */
  public void clear() {
    isSet = false;
  }

  /** Waits until it is set; done at once if it is. */
  public Future<Void> waitUntilSet() {
    return isSet ? Future.of(null) : waiting.join(new Ticket<>(), null);
  }

  /** As {@link #waitUntilSet()}; fails with a {@code TimeoutException} if it is not set in time. */
  public Future<Void> waitUntilSet(Duration timeout) {
    return waitUntilSet(Deadline.after(timeout));
  }

  /** As {@link #waitUntilSet(Duration)} with a point in time; one that is past is early enough if it is set. */
  public Future<Void> waitUntilSet(Deadline deadline) {
    Objects.requireNonNull(deadline, "deadline");
    if (isSet) {
      return Future.of(null);
    }
    // Tornado's Event, unlike its other locks, goes through with_timeout, which takes an iteration.
    Ticket<Void> ticket = waiting.join(new Ticket<>(), null);
    Future<Void> limited = Coroutines.withTimeout(deadline, ticket);
    limited.addDoneCallback(done -> ticket.cancel());
    return limited;
  }

  @Override
  public String toString() {
    return "Event[" + (isSet ? "set" : "clear") + ", waiting=" + waiting.size() + "]";
  }
}
