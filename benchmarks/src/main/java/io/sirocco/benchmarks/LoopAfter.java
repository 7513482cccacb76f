package io.sirocco.benchmarks;

import io.sirocco.Promise;
import org.openjdk.jmh.annotations.Benchmark;

/** The await comes first, then the loop. */
public class LoopAfter extends Loops {
  @Benchmark
  public int plainScalar() {
    return LoopCode.plainAfterScalar(a, done);
  }

  @Benchmark
  public int siroccoScalar() {
    return LoopCode.afterScalar(a, done).result();
  }

  @Benchmark
  public int resumedScalar() {
    Promise<Integer> pending = pending();
    return end(pending, LoopCode.afterScalar(a, pending));
  }

  @Benchmark
  public int plainVector() {
    return LoopCode.plainVector(a, done);
  }

  @Benchmark
  public int siroccoVector() {
    return LoopCode.afterVector(a, done).result();
  }

  @Benchmark
  public int resumedVector() {
    Promise<Integer> pending = pending();
    return end(pending, LoopCode.afterVector(a, pending));
  }
}
