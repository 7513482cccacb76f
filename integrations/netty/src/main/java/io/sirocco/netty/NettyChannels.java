package io.sirocco.netty;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.sirocco.Future;
import io.sirocco.Promise;
import java.nio.channels.ClosedChannelException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** Waiting for channels of Netty. */
public final class NettyChannels {
  private NettyChannels() {}

  /**
   * Waits until so little waits to be sent that a channel takes more: below the low water mark of its write
   * buffer, if it has been above the high one. {@code await(writable(channel))} before each write is all the
   * back-pressure that a sender needs. Any thread may call this.
   *
   * @return fails with a {@link ClosedChannelException} if the channel is closed
   */
  public static Future<Void> writable(Channel channel) {
    if (channel.isWritable()) {
      return Future.of(null);
    }
    Promise<Void> writable = new Promise<>();
    if (channel.eventLoop().inEventLoop()) {
      Writability.await(channel, writable);
    } else {
      channel.eventLoop().execute(() -> Writability.await(channel, writable));
    }
    return writable;
  }

  /** Those who wait for a channel; at the head of its pipeline, where nobody can keep the events from it. */
  private static final class Writability extends ChannelInboundHandlerAdapter {
    private static final String NAME = Writability.class.getName();

    private final Queue<Promise<Void>> waiting = new ArrayDeque<>();

    /** On the channel's event loop. */
    static void await(Channel channel, Promise<Void> promise) {
      if (channel.isWritable()) {
        promise.tryComplete(null);
      } else if (!channel.isOpen()) {
        promise.tryFail(new ClosedChannelException());
      } else {
        of(channel).waiting.add(promise);
      }
    }

    private static Writability of(Channel channel) {
      Writability present = (Writability) channel.pipeline().get(NAME);
      if (present != null) {
        return present;
      }
      Writability added = new Writability();
      channel.pipeline().addFirst(NAME, added);
      channel.closeFuture().addListener(closed -> added.fail());
      return added;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
      if (context.channel().isWritable()) {
        taken().forEach(promise -> promise.tryComplete(null));
      }
      context.fireChannelWritabilityChanged();
    }

    private void fail() {
      taken().forEach(promise -> promise.tryFail(new ClosedChannelException()));
    }

    private List<Promise<Void>> taken() {
      List<Promise<Void>> taken = new ArrayList<>(waiting);
      waiting.clear();
      return taken;
    }
  }
}
