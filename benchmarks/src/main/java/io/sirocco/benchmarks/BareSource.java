package io.sirocco.benchmarks;

/** Makes pending futures, one at a time. */
final class BareSource {
  BareFuture pending;

  BareFuture next() {
    return pending = new BareFuture();
  }
}
