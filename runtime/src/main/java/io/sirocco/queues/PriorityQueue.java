package io.sirocco.queues;

import java.util.Comparator;
import java.util.Objects;

/**
 * A queue whose least item comes first, and of equal items the oldest (Tornado: {@code
 * queues.PriorityQueue}). It belongs to one place, as {@link Queue} does. An item that cannot be compared makes its {@code put} throw what the
 * comparison throws, or fail with it if it had to wait.
 *
 * @param <T> type of the items
 */
public final class PriorityQueue<T> extends Queue<T> {
  /** Makes a queue without a bound in the natural order of the items, which must be {@link Comparable}. */
  public PriorityQueue() {
    this(0);
  }

  /** Makes a queue in the natural order of the items; see {@link Queue#Queue(int)}. */
  @SuppressWarnings("unchecked") // as in java.util.PriorityQueue: fails when items are compared
  public PriorityQueue(int maxSize) {
    this((Comparator<? super T>) Comparator.naturalOrder(), maxSize);
  }

  /** Makes a queue without a bound. */
  public PriorityQueue(Comparator<? super T> order) {
    this(order, 0);
  }

  /** Makes a queue; see {@link Queue#Queue(int)}. */
  public PriorityQueue(Comparator<? super T> order, int maxSize) {
    super(new PriorityStore<>(Objects.requireNonNull(order, "order")), maxSize);
  }
}
