package io.sirocco.benchmarks;

import io.sirocco.Promise;
import org.openjdk.jmh.annotations.Benchmark;

/** The loop comes first, then the await. */
public class LoopBefore extends Loops {
  @Benchmark
  public int plainScalar() {
    return LoopCode.plainScalar(a, done);
  }

  @Benchmark
  public int siroccoScalar() {
    return LoopCode.beforeScalar(a, done).result();
  }

  @Benchmark
  public int resumedScalar() {
    Promise<Integer> pending = pending();
    return end(pending, LoopCode.beforeScalar(a, pending));
  }

  @Benchmark
  public int plainVector() {
    return LoopCode.plainVector(a, done);
  }

  @Benchmark
  public int siroccoVector() {
    return LoopCode.beforeVector(a, done).result();
  }

  @Benchmark
  public int resumedVector() {
    Promise<Integer> pending = pending();
    return end(pending, LoopCode.beforeVector(a, pending));
  }
}
