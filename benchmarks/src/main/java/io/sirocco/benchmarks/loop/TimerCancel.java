package io.sirocco.benchmarks.loop;

import io.sirocco.benchmarks.Rows;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** Timers that are added and cancelled, 1,000 at a time, while many others are pending. */
@OperationsPerInvocation(TimerCancel.TIMERS)
public class TimerCancel extends Rows {
  static final int TIMERS = 10_000;
  private static final int AT_A_TIME = 1_000;

  private final Object[] timers = new Object[AT_A_TIME];

  @Benchmark
  public void sirocco(PendingTimers.Sirocco loop) {
    run(loop);
  }

  @Benchmark
  public void netty(PendingTimers.Netty loop) {
    run(loop);
  }

  private void run(EventLoop loop) {
    Signal finished = new Signal();
    loop.post(() -> {
      for (int round = 0; round < TIMERS / AT_A_TIME; round++) {
        for (int i = 0; i < AT_A_TIME; i++) {
          timers[i] = loop.later(i, EventLoop.NOTHING);
        }
        for (Object timer : timers) {
          loop.cancel(timer);
        }
      }
      finished.fire();
    });
    finished.await();
  }
}
