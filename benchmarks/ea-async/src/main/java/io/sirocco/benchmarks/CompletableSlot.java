package io.sirocco.benchmarks;

import java.util.concurrent.CompletableFuture;

/**
 * A queue with room for one item, for one who puts and one who takes on one thread: what one writes where
 * the library has no queue.
 */
final class CompletableSlot {
  private static final CompletableFuture<Void> PUT = CompletableFuture.completedFuture(null);

  private Integer item; // null: empty
  private CompletableFuture<Integer> taker; // null: nobody waits
  private Integer next; // of whom waits for room
  private CompletableFuture<Void> putter; // null: nobody waits

  CompletableFuture<Integer> get() {
    if (item == null) {
      return taker = new CompletableFuture<>();
    }
    Integer taken = item;
    item = next;
    if (putter != null) {
      CompletableFuture<Void> waiting = putter;
      putter = null;
      next = null;
      waiting.complete(null);
    }
    return CompletableFuture.completedFuture(taken);
  }

  CompletableFuture<Void> put(Integer item) {
    if (this.item != null) {
      next = item;
      return putter = new CompletableFuture<>();
    }
    if (taker == null) {
      this.item = item;
    } else {
      CompletableFuture<Integer> waiting = taker;
      taker = null;
      waiting.complete(item);
    }
    return PUT;
  }
}
