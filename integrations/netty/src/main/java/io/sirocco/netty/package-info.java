/**
 * Coroutines on the event loops of Netty: {@link io.sirocco.netty.NettyLoops} makes a loop their guest, {@code
 * await} takes Netty's futures, and {@link io.sirocco.netty.ChannelReader} hands out what a channel receives.
 */
package io.sirocco.netty;
