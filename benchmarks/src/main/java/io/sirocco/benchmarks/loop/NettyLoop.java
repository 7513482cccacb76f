package io.sirocco.benchmarks.loop;

import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Netty's, with one thread and a selector of the JDK. */
@State(Scope.Benchmark)
public class NettyLoop implements EventLoop {
  private static final long[] DELAYS_NANOS = new long[EventLoop.DELAYS];

  static {
    // On JDK 25 it leaves its fast ways to memory and selected keys unless it is told to use them.
    System.setProperty("io.netty.noUnsafe", "false");
    for (int i = 0; i < DELAYS_NANOS.length; i++) {
      DELAYS_NANOS[i] = EventLoop.delay(i);
    }
  }

  final EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
  private final io.netty.channel.EventLoop loop = group.next();

  @Setup
  public void open() {}

  @TearDown
  public void close() {
    group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
  }

  @Override
  public final void post(Runnable callback) {
    loop.execute(callback);
  }

  @Override
  public final Object later(int index, Runnable callback) {
    return loop.schedule(callback, DELAYS_NANOS[index], TimeUnit.NANOSECONDS);
  }

  @Override
  public final void soon(Runnable callback) {
    loop.schedule(callback, SOON, TimeUnit.NANOSECONDS);
  }

  @Override
  public final void cancel(Object timer) {
    ((ScheduledFuture<?>) timer).cancel(false);
  }
}
