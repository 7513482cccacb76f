package io.sirocco.queues;

import io.sirocco.internal.line.Ticket;

/** One who waits for room, with the item. */
final class Putter<T> extends Ticket<Void> {
  private T item; // null also when it has been put, or will not be put any more
  private Throwable refusal; // why the item was not put; null: it was
  private Putter<T> next; // decided on by the same get

  Putter(T item) {
    this.item = item;
  }

  /** Hands over the item, which is not held any longer; for who has claimed this. */
  T takeItem() {
    T taken = item;
    item = null;
    return taken;
  }

  void refuse(Throwable reason) {
    refusal = reason;
  }

  void followedBy(Putter<T> later) {
    next = later;
  }

  /** Completes all that a get has decided on, in their order; outside of the guard. */
  static void completeAll(Putter<?> first) {
    for (Putter<?> putter = first; putter != null; putter = putter.next) {
      if (putter.refusal == null) {
        putter.tryComplete(null);
      } else {
        putter.tryFail(putter.refusal);
      }
    }
  }

  @Override
  protected void left() {
    item = null;
  }
}
