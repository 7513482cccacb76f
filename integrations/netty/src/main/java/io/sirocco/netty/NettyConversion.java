package io.sirocco.netty;

import io.netty.util.concurrent.Future;
import io.sirocco.Conversion;

/** Teaches {@code await} the futures of Netty, {@code ChannelFuture} among them; found as a service. */
@SuppressWarnings("rawtypes") // a class literal has no parameters
public final class NettyConversion implements Conversion<Future> {
  /** For the service loader. */
  public NettyConversion() {}

  @Override
  public Class<Future> type() {
    return Future.class;
  }

  /**
   * Follows a future of Netty, without a thread. A cancelled one cancels ours; cancelling ours, as a {@link
   * io.sirocco.Scope} does when nobody waits any more, cancels Netty's.
   */
  @Override
  @SuppressWarnings("unchecked") // its values are Objects
  public io.sirocco.Future<?> toFuture(Future awaited) {
    return NettyFuture.following((Future<Object>) awaited);
  }
}
