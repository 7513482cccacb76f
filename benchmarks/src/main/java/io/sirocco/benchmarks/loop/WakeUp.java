package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/** A question to a loop that sleeps, and its answer to a thread that sleeps meanwhile. */
public class WakeUp extends Rows {
  private Signal answered;

  @Setup
  public void open() {
    answered = new Signal(); // for the thread that measures
  }

  @Benchmark
  public void sirocco(WatchingLoops.Sirocco loop) {
    ask(loop);
  }

  @Benchmark
  public void netty(WatchingLoops.Netty loop) {
    ask(loop);
  }

  private void ask(EventLoop loop) {
    loop.post(answered::fire);
    answered.await();
  }
}
