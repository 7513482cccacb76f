package io.sirocco.benchmarks.loop;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** Sends back what comes, with Netty: a handler as in its user guide, writing at once and flushing once. */
@Sharable
final class NettyEcho extends ChannelInboundHandlerAdapter {
  /** Begins to listen at a free port of the loopback device, and says which. */
  static int start(NettyLoop on) {
    Channel server = new ServerBootstrap()
        .group(on.group)
        .channel(NioServerSocketChannel.class)
        .option(ChannelOption.SO_BACKLOG, EchoServer.BACKLOG)
        .childOption(ChannelOption.TCP_NODELAY, true)
        .childHandler(new NettyEcho())
        .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
        .syncUninterruptibly()
        .channel();
    return ((InetSocketAddress) server.localAddress()).getPort();
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    context.write(message, context.voidPromise());
  }

  @Override
  public void channelReadComplete(ChannelHandlerContext context) {
    context.flush();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
    context.close();
  }
}
