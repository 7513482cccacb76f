package io.sirocco.benchmarks.loop;

import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** The two loops with many timers that are far from due. */
public final class PendingTimers {
  private PendingTimers() {}

  /** Ours. */
  @State(Scope.Benchmark)
  public static class Sirocco extends SiroccoLoop {
    @Param({"1000", "1000000"})
    public int pending;

    @Override
    public void open() {
      super.open();
      addPending(pending);
    }
  }

  /** Netty's. */
  @State(Scope.Benchmark)
  public static class Netty extends NettyLoop {
    @Param({"1000", "1000000"})
    public int pending;

    @Override
    public void open() {
      super.open();
      addPending(pending);
    }
  }
}
