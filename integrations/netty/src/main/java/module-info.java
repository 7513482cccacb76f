/** Coroutines on the event loops of Netty. */
module io.sirocco.netty {
  requires transitive io.netty.common;
  requires transitive io.netty.transport;
  requires transitive io.sirocco.runtime;

  exports io.sirocco.netty;

  provides io.sirocco.Conversion with
      io.sirocco.netty.NettyConversion;
}
