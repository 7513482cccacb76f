package io.sirocco.queues;

import java.util.Comparator;

/** Chooses the least item, and among equal ones the oldest. */
final class PriorityStore<T> implements Store<T> {
  private record Entry<T>(T item, long number) {}

  private final java.util.PriorityQueue<Entry<T>> entries;
  private long added;

  PriorityStore(Comparator<? super T> order) {
    entries = new java.util.PriorityQueue<>(
        Comparator.<Entry<T>, T>comparing(Entry::item, order).thenComparingLong(Entry::number));
  }

  @Override
  public void add(T item) {
    entries.add(new Entry<>(item, added++));
  }

  @Override
  public T remove() {
    return entries.remove().item();
  }

  @Override
  public int size() {
    return entries.size();
  }
}
