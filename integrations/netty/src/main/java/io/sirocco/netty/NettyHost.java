package io.sirocco.netty;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.OrderedEventExecutor;
import io.netty.util.concurrent.ScheduledFuture;
import io.netty.util.concurrent.SingleThreadEventExecutor;
import io.sirocco.LoopHost;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** An event loop of Netty, or an executor that runs one thing at a time. */
final class NettyHost implements LoopHost {
  private final OrderedEventExecutor executor;
  private ScheduledFuture<?> timer; // null before the first

  NettyHost(OrderedEventExecutor executor) {
    this.executor = Objects.requireNonNull(executor, "eventLoop");
  }

  @Override
  public void execute(Runnable turn) {
    executor.execute(turn);
  }

  @Override
  public void schedule(Runnable turn, long delayNanos) {
    if (timer != null) {
      timer.cancel(false);
    }
    timer = executor.schedule(turn, delayNanos, TimeUnit.NANOSECONDS);
  }

  @Override
  public boolean isHostThread() {
    return executor.inEventLoop();
  }

  /** Others, such as those of a non-sticky group, are served by the threads of a pool in turn. */
  @Override
  public boolean keepsThread() {
    return executor instanceof EventLoop || executor instanceof SingleThreadEventExecutor;
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public void onTermination(Runnable action) {
    Future<?> termination;
    try {
      termination = executor.terminationFuture();
    } catch (UnsupportedOperationException e) {
      return; // an EmbeddedChannel's has no end
    }
    termination.addListener(ended -> action.run());
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NettyHost host && host.executor == executor;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(executor);
  }

  @Override
  public String toString() {
    return executor.toString();
  }
}
