package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Callbacks that another thread posts as fast as it can, until the last one has run. */
@OperationsPerInvocation(PostAcross.CALLBACKS)
public class PostAcross extends Rows {
  static final int CALLBACKS = 100_000;

  @Benchmark
  public int sirocco(WatchingLoops.Sirocco loop) {
    return new Run(loop).run();
  }

  @Benchmark
  public int siroccoOnNetty(Guests.OnNetty loop) {
    return new Run(loop).run();
  }

  @Benchmark
  public int siroccoOnExecutor(Guests.OnExecutor loop) {
    return new Run(loop).run();
  }

  @Benchmark
  public int netty(WatchingLoops.Netty loop) {
    return new Run(loop).run();
  }

  private static final class Run {
    private final EventLoop loop;
    private final Signal finished = new Signal();
    private final Runnable callback = this::callback;
    private int ran;

    Run(EventLoop loop) {
      this.loop = loop;
    }

    int run() {
      for (int i = 0; i < CALLBACKS; i++) {
        loop.post(callback);
      }
      finished.await();
      return ran;
    }

    private void callback() {
      if (++ran == CALLBACKS) {
        finished.fire();
      }
    }
  }
}
