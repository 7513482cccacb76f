package io.sirocco.queues;

import java.util.ArrayList;
import java.util.List;

/** Chooses the newest item. */
final class LifoStore<T> implements Store<T> {
  private final List<T> items = new ArrayList<>();

  @Override
  public void add(T item) {
    items.add(item);
  }

  @Override
  public T remove() {
    return items.remove(items.size() - 1);
  }

  @Override
  public int size() {
    return items.size();
  }
}
