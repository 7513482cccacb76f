package io.sirocco.benchmarks.loop;

import io.sirocco.IOLoop;
import io.sirocco.netty.NettyLoops;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Loops of ours that live on somebody else's thread. */
public final class Guests {
  private Guests() {}

  /** A guest of Netty's event loop. */
  @State(Scope.Benchmark)
  public static class OnNetty extends OurLoop {
    final NettyLoop host;

    /** Made by JMH. */
    public OnNetty() {
      this(new NettyLoop());
    }

    private OnNetty(NettyLoop host) {
      super(NettyLoops.of(host.group.next()));
      this.host = host;
    }

    @Setup
    public void open() {
      age();
    }

    @TearDown
    public void close() {
      loop.close();
      host.close();
    }
  }

  /** A guest of an executor of the JDK. */
  @State(Scope.Benchmark)
  public static class OnExecutor extends OurLoop {
    private final ScheduledExecutorService host;

    /** Made by JMH. */
    public OnExecutor() {
      this(Executors.newSingleThreadScheduledExecutor());
    }

    private OnExecutor(ScheduledExecutorService host) {
      super(IOLoop.guestOf(host));
      this.host = host;
    }

    @Setup
    public void open() {
      age();
    }

    @TearDown
    public void close() {
      loop.close();
      host.shutdownNow();
    }
  }
}
