package io.sirocco.netty;

import io.netty.channel.Channel;
import io.netty.util.concurrent.OrderedEventExecutor;
import io.sirocco.IOLoop;
import io.sirocco.LoopHost;

/**
 * The loops that are guests of Netty's event loops, see {@link IOLoop#guestOf(LoopHost)}. Coroutines that begin in
 * handlers of a channel go on on the thread of its event loop, once that has a guest.
 */
public final class NettyLoops {
  private NettyLoops() {}

  /**
   * The guest of an event loop, always the same one while it is open. When the event loop has ended, so has the
   * guest: what waits there then is reported in the log.
   *
   * @param eventLoop any executor of Netty that runs one thing at a time
   */
  public static IOLoop of(OrderedEventExecutor eventLoop) {
    return IOLoop.guestOf(host(eventLoop));
  }

  /**
   * The guest of the event loop of a channel.
   *
   * @throws IllegalStateException if the channel is not registered on an event loop yet
   */
  public static IOLoop of(Channel channel) {
    return of(channel.eventLoop());
  }

  /** An event loop as a host, for {@link IOLoop#guestOf(LoopHost, io.sirocco.TimeSource)}. */
  public static LoopHost host(OrderedEventExecutor eventLoop) {
    return new NettyHost(eventLoop);
  }
}
