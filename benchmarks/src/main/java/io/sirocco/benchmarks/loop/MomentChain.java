package io.sirocco.benchmarks.loop;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.benchmarks.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** A coroutine that is suspended for a moment, again and again: one iteration of its loop each time. */
@OperationsPerInvocation(MomentChain.MOMENTS)
public class MomentChain extends Rows {
  static final int MOMENTS = 100_000;

  @Benchmark
  public int sirocco(WatchingLoops.Sirocco loop) {
    return run(loop);
  }

  @Benchmark
  public int siroccoOnNetty(Guests.OnNetty loop) {
    return run(loop);
  }

  @Benchmark
  public int siroccoOnExecutor(Guests.OnExecutor loop) {
    return run(loop);
  }

  private static int run(OurLoop on) {
    Signal finished = new Signal();
    on.loop.addCallback(() -> moments(finished));
    finished.await();
    return MOMENTS;
  }

  @Coroutine
  private static Future<Void> moments(Signal finished) {
    for (int i = 0; i < MOMENTS; i++) {
      await(moment());
    }
    finished.fire();
    return Future.of(null);
  }
}
