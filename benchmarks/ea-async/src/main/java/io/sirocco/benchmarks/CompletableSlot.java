package io.sirocco.benchmarks;

import java.util.concurrent.CompletableFuture;

/** A queue with room for one item, for one thread: what one writes where the library has no queue. */
final class CompletableSlot {
  private Integer item; // null: empty
  private CompletableFuture<Integer> taker; // null: nobody waits

  CompletableFuture<Integer> get() {
    if (item == null) {
      return taker = new CompletableFuture<>();
    }
    Integer taken = item;
    item = null;
    return CompletableFuture.completedFuture(taken);
  }

  void put(Integer item) {
    CompletableFuture<Integer> waiting = taker;
    if (waiting == null) {
      this.item = item;
    } else {
      taker = null;
      waiting.complete(item);
    }
  }
}
