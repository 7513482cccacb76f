package io.sirocco.benchmarks;

import io.sirocco.Promise;
import org.openjdk.jmh.annotations.Benchmark;

/** An await in a branch of the loop that is taken once, at its beginning. */
public class LoopAround extends Loops {
  @Benchmark
  public int plainScalar() {
    return LoopCode.plainAroundScalar(a, done, when);
  }

  @Benchmark
  public int siroccoScalar() {
    return LoopCode.aroundScalar(a, done, when).result();
  }

  @Benchmark
  public int resumedScalar() {
    Promise<Integer> pending = pending();
    return end(pending, LoopCode.aroundScalar(a, pending, when));
  }

  @Benchmark
  public int plainVector() {
    return LoopCode.plainAroundVector(a, done, when);
  }

  @Benchmark
  public int siroccoVector() {
    return LoopCode.aroundVector(a, done, when).result();
  }

  @Benchmark
  public int resumedVector() {
    Promise<Integer> pending = pending();
    return end(pending, LoopCode.aroundVector(a, pending, when));
  }
}
