package io.sirocco.benchmarks;

import java.util.concurrent.CompletableFuture;

/** Makes pending futures of the JDK, one at a time; who drives a benchmark completes them. */
final class CompletableSource {
  volatile CompletableFuture<Integer> pending;

  CompletableFuture<Integer> next() {
    return pending = new CompletableFuture<>();
  }
}
