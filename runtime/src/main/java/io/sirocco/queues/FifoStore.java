package io.sirocco.queues;

import java.util.ArrayDeque;

/** Chooses the oldest item. */
final class FifoStore<T> implements Store<T> {
  private static final Object NULL = new Object(); // the deque takes no null

  private final ArrayDeque<Object> items = new ArrayDeque<>();

  @Override
  public void add(T item) {
    items.add(item == null ? NULL : item);
  }

  @Override
  @SuppressWarnings("unchecked") // only items and NULL are put in
  public T remove() {
    Object oldest = items.remove();
    return oldest == NULL ? null : (T) oldest;
  }

  @Override
  public int size() {
    return items.size();
  }
}
