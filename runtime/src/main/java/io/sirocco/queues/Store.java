package io.sirocco.queues;

/**
 * Holds the items of a queue and chooses the next one.
 *
 * @param <T> type of the items
 */
interface Store<T> {
  void add(T item);

  /** Takes the next item; there must be one. */
  T remove();

  int size();
}
