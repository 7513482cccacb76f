package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Callbacks that a callback posts, 1,000 at a time; the last of them posts the next 1,000. */
@OperationsPerInvocation(PostBurst.CALLBACKS)
public class PostBurst extends Rows {
  static final int CALLBACKS = 100_000;
  private static final int AT_A_TIME = 1_000;

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
      loop.post(this::burst);
      finished.await();
      return ran;
    }

    private void burst() {
      for (int i = 0; i < AT_A_TIME; i++) {
        loop.post(callback);
      }
    }

    private void callback() {
      if (++ran == CALLBACKS) {
        finished.fire();
      } else if (ran % AT_A_TIME == 0) {
        burst();
      }
    }
  }
}
