package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Timers that are added, 1,000 at a time, and run, while many others are pending. */
@OperationsPerInvocation(TimerFire.TIMERS)
public class TimerFire extends Rows {
  static final int TIMERS = 10_000;
  private static final int AT_A_TIME = 1_000;

  @Benchmark
  public int sirocco(PendingTimers.Sirocco loop) {
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
  public int netty(PendingTimers.Netty loop) {
    return new Run(loop).run();
  }

  private static final class Run {
    private final EventLoop loop;
    private final Signal finished = new Signal();
    private final Runnable timer = this::timer;
    private int ran;

    Run(EventLoop loop) {
      this.loop = loop;
    }

    int run() {
      loop.post(this::add);
      finished.await();
      return ran;
    }

    private void add() {
      for (int i = 0; i < AT_A_TIME; i++) {
        loop.soon(timer);
      }
    }

    private void timer() {
      if (++ran == TIMERS) {
        finished.fire();
      } else if (ran % AT_A_TIME == 0) {
        add();
      }
    }
  }
}
