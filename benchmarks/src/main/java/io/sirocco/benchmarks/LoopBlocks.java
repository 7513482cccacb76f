package io.sirocco.benchmarks;

import io.sirocco.Promise;
import org.openjdk.jmh.annotations.Benchmark;

/** A loop of blocks, each followed by an await. */
public class LoopBlocks extends Loops {
  @Benchmark
  public int plainScalar() {
    return LoopCode.plainBlocksScalar(a, allDone);
  }

  @Benchmark
  public int siroccoScalar() {
    return LoopCode.blocksScalar(a, allDone).result();
  }

  @Benchmark
  public int resumedScalar() {
    Promise<Integer> pending = firstPending();
    return end(pending, LoopCode.blocksScalar(a, firstPending));
  }

  @Benchmark
  public int plainVector() {
    return LoopCode.plainBlocksVector(a, allDone);
  }

  @Benchmark
  public int siroccoVector() {
    return LoopCode.blocksVector(a, allDone).result();
  }

  @Benchmark
  public int resumedVector() {
    Promise<Integer> pending = firstPending();
    return end(pending, LoopCode.blocksVector(a, firstPending));
  }
}
