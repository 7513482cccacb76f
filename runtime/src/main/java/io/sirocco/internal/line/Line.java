package io.sirocco.internal.line;

import io.sirocco.Deadline;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Those who wait for something, served in the order in which they came. Belongs to one thread; only
 * cancellations and time limits may come from others.
 *
 * <p>Tickets that were cancelled or have expired stay in their place until they are passed by, or
 * until the line has doubled: leaving costs nothing, and whoever waits again and again with a time
 * limit fills no memory.
 *
 * @param <K> kind of the tickets
 */
public final class Line<K extends Ticket<?>> {
  private static final int FEW = 64; // tickets that are not worth a clean-up

  private final ArrayDeque<K> tickets = new ArrayDeque<>();
  private int cleanUpAt = FEW;

  /** Makes an empty line. */
  public Line() {}

  /**
   * Adds a ticket at the end.
   *
   * @param deadline when it expires; null for never
   * @return the ticket
   */
  public K join(K ticket, Deadline deadline) {
    if (tickets.size() >= cleanUpAt) {
      tickets.removeIf(Ticket::isClaimed);
      cleanUpAt = Math.max(FEW, 2 * tickets.size());
    }
    if (deadline != null) {
      ticket.expireAt(deadline);
    }
    tickets.add(ticket);
    return ticket;
  }

  /** Takes the first live ticket out for the caller to complete; null if there is none. */
  public K claimFirst() {
    K first = tickets.poll();
    while (first != null && !first.claim()) {
      first = tickets.poll();
    }
    return first;
  }

  /** Takes the first {@code count} live tickets out, or all if there are fewer, in their order. */
  public List<K> claimFirst(int count) {
    List<K> claimed = new ArrayList<>();
    while (claimed.size() < count) {
      K first = claimFirst();
      if (first == null) {
        break;
      }
      claimed.add(first);
    }
    return claimed;
  }

  /** Takes all live tickets out, in their order. */
  public List<K> claimAll() {
    return claimFirst(Integer.MAX_VALUE);
  }

  /** Number of live tickets; looks at all. */
  public int size() {
    int live = 0;
    for (K ticket : tickets) {
      live += ticket.isClaimed() ? 0 : 1;
    }
    return live;
  }

  /** Number of tickets that are held in memory; for tests. */
  int held() {
    return tickets.size();
  }
}
