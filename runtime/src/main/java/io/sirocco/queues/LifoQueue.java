package io.sirocco.queues;

/**
 * A queue whose newest item comes first: a stack (Tornado: {@code queues.LifoQueue}). It belongs to
 * one place, as {@link Queue} does.
 *
 * @param <T> type of the items; they may be null
 */
public final class LifoQueue<T> extends Queue<T> {
  /** Makes a queue without a bound. */
  public LifoQueue() {
    this(0);
  }

  /** Makes a queue; see {@link Queue#Queue(int)}. */
  public LifoQueue(int maxSize) {
    super(new LifoStore<>(), maxSize);
  }
}
