package io.sirocco.internal;

import java.util.PriorityQueue;
import java.util.function.Predicate;

/**
 * Timers in their natural order. Belongs to one thread.
 *
 * <p>Removing a timer is a mark on the timer itself. The queue forgets marked timers when they reach
 * its head, or all at once when they are more than half of it: adding costs O(log n), removing O(1)
 * on average, and a million removed timers hold no memory.
 *
 * @param <E> a timer; its natural order must be total and must not change while it is queued
 */
public final class TimerQueue<E extends Comparable<? super E>> {
  private static final int FEW = 64; // removed timers that are not worth a clean-up

  private final PriorityQueue<E> timers = new PriorityQueue<>();
  private final Predicate<? super E> isRemoved;
  private int removed; // upper bound of the removed timers that are still queued

  /**
   * Makes an empty queue.
   *
   * @param isRemoved tells whether a timer carries the mark; once true for a timer, always true
   */
  public TimerQueue(Predicate<? super E> isRemoved) {
    this.isRemoved = isRemoved;
  }

  /** Adds a timer. */
  public void add(E timer) {
    timers.add(timer);
  }

  /** The first timer that is not removed, or null if there is none. */
  public E peek() {
    E first = timers.peek();
    while (first != null && isRemoved.test(first)) {
      timers.poll();
      removed--;
      first = timers.peek();
    }
    return first;
  }

  /**
   * Takes out what {@link #peek} has just returned. Also if another thread has marked it since: the timer
   * behind it must not be taken in its place, for that one may not be due.
   */
  public void removePeeked() {
    timers.poll();
  }

  /** To be called after a timer was marked as removed; it need not be queued any more. */
  public void noteRemoved() {
    removed++;
    if (removed > FEW && removed > timers.size() / 2) {
      timers.removeIf(isRemoved);
      removed = 0;
    }
  }

  /** Number of queued timers, with the removed ones that are not forgotten yet. */
  public int size() {
    return timers.size();
  }

  /** Forgets all timers. */
  public void clear() {
    timers.clear();
    removed = 0;
  }
}
