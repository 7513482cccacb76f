package io.sirocco.benchmarks;

/** A queue with room for one item, for one who puts and one who takes. */
final class BareSlot {
  private static final BareFuture PUT = new BareFuture(Driver.ONE);

  private Object item; // null: empty
  private BareFuture taker; // null: nobody waits
  private Object next; // of whom waits for room
  private BareFuture putter; // null: nobody waits

  BareFuture get() {
    if (item == null) {
      return taker = new BareFuture();
    }
    Object taken = item;
    item = next;
    if (putter != null) {
      BareFuture waiting = putter;
      putter = null;
      next = null;
      waiting.complete(Driver.ONE);
    }
    return new BareFuture(taken);
  }

  BareFuture put(Object item) {
    if (this.item != null) {
      next = item;
      return putter = new BareFuture();
    }
    if (taker == null) {
      this.item = item;
    } else {
      BareFuture waiting = taker;
      taker = null;
      waiting.complete(item);
    }
    return PUT;
  }
}
