package io.sirocco.internal.line;

import io.sirocco.Deadline;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who wait for something, served in the order in which they came. Who leaves, leaves at once: the
 * tickets themselves are linked in a ring; one that is alone has no links, so that a lone waiter costs one write.
 *
 * <p>Used inside of its {@link Guard}. Only tickets that are cancelled or expire come from anywhere: they
 * claim themselves there, and are taken out by whoever may do that. Until then they are passed by.
 *
 * @param <K> kind of the tickets
 */
public final class Line<K extends Ticket<?>> {
  private final Guard guard;
  private Ticket<?> first; // null: nobody waits
  private int size;

  /** Makes an empty line. */
  public Line(Guard guard) {
    this.guard = guard;
  }

  /**
   * Adds a ticket at the end.
   *
   * @param deadline when it expires; null for never
   * @return the ticket
   */
  public K join(K ticket, Deadline deadline) {
    ticket.stand(this);
    if (deadline != null) {
      ticket.expireAt(deadline); // may fail, so before it is in line
    }
    if (first == null) {
      first = ticket;
    } else {
      ticket.insertBefore(first);
    }
    size++;
    return ticket;
  }

  /** Takes the first live ticket out for the caller to complete; null if there is none. */
  @SuppressWarnings("unchecked") // only tickets of this kind join
  public K claimFirst() {
    while (first != null) {
      Ticket<?> next = first;
      remove(next);
      if (next.claim()) {
        next.called();
        return (K) next;
      }
    }
    return null;
  }

  /** Takes the first {@code count} live tickets out, or all if there are fewer, in their order. */
  public List<K> claimFirst(int count) {
    if (first == null) {
      return List.of();
    }
    List<K> claimed = new ArrayList<>(Math.min(count, size));
    while (claimed.size() < count) {
      K next = claimFirst();
      if (next == null) {
        break;
      }
      claimed.add(next);
    }
    return claimed;
  }

  /** Takes all live tickets out, in their order. */
  public List<K> claimAll() {
    return claimFirst(Integer.MAX_VALUE);
  }

  /** Number of tickets in line. Outside of the guard it may be out of date. */
  public int size() {
    return size;
  }

  /** Takes a ticket out that nobody will serve any more; any thread may call this. */
  void leave(Ticket<?> ticket) {
    guard.runAnywhere(() -> remove(ticket));
  }

  private void remove(Ticket<?> ticket) {
    Ticket<?> next = ticket.later;
    if (first == ticket) {
      first = next; // null if it is alone
    } else if (next == null) {
      return; // it has been taken out before
    }
    if (next != null) {
      ticket.unlink();
    }
    size--;
  }
}
