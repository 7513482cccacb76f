package io.sirocco.benchmarks;

import io.sirocco.Future;
import io.sirocco.Promise;

/** Makes pending futures, one at a time; who drives a benchmark completes them. */
final class Source {
  Promise<Integer> pending;

  Future<Integer> next() {
    return pending = new Promise<>();
  }
}
