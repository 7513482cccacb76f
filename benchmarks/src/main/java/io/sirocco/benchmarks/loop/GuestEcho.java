package io.sirocco.benchmarks.loop;

import static io.sirocco.Coroutines.await;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.sirocco.Coroutine;
import io.sirocco.netty.ChannelReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sends back what comes, with Netty: one coroutine per connection, on a guest of its event loop. */
final class GuestEcho extends ChannelInitializer<Channel> {
  /** Begins to listen at a free port of the loopback device, and says which. */
  static int start(Guests.OnNetty on) {
    Channel server = new ServerBootstrap()
        .group(on.host.group)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, EchoServer.BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new GuestEcho())
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .syncUninterruptibly()
        .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  protected void initChannel(Channel channel) {
    ChannelReader reader = new ChannelReader();
    channel.pipeline().addLast(reader);
    serve(channel, reader);
  }

  @Coroutine
  private static void serve(Channel channel, ChannelReader reader) {
    for (Object message; (message = await(reader.read())) != null; ) {
      channel.write(message, channel.voidPromise());
    }
  }
}
