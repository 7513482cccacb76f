package io.sirocco.benchmarks.loop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The two loops without a channel, and with one: a listening socket to which nobody connects. A loop that
 * has a channel has to ask the system about it from time to time.
 */
public final class WatchingLoops {
  private WatchingLoops() {}

  private static InetSocketAddress anyPort() {
    return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
  }

  /** Ours. */
  @State(Scope.Benchmark)
  public static class Sirocco extends SiroccoLoop {
    @Param({"0", "1"})
    public int channels;

    @Override
    public void open() {
      if (channels > 0) {
        try {
          ServerSocketChannel idle = ServerSocketChannel.open().bind(anyPort());
          loop.addHandler(idle, (channel, ops) -> {}, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
      super.open();
      age();
    }
  }

  /** Netty's. */
  @State(Scope.Benchmark)
  public static class Netty extends NettyLoop {
    private static final ChannelHandler NOTHING = new ChannelInitializer<>() {
      @Override
      protected void initChannel(io.netty.channel.Channel channel) {}
    };

    @Param({"0", "1"})
    public int channels;

    @Override
    public void open() {
      super.open();
      if (channels > 0) {
        new ServerBootstrap()
            .group(group)
            .channel(NioServerSocketChannel.class)
            .childHandler(NOTHING)
            .bind(anyPort())
            .syncUninterruptibly();
      }
      age();
    }
  }
}
