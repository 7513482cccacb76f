package io.sirocco;

import java.nio.channels.SelectableChannel;

/** What a loop calls when a channel is ready; see {@link IOLoop#addHandler}. */
@FunctionalInterface
public interface ChannelHandler {
  /**
   * Reads or writes as much as goes without blocking. Called on the loop's thread, in each iteration
   * in which the channel is ready.
   *
   * @param readyOps what can be done: bits of {@link java.nio.channels.SelectionKey}, not zero
   * @throws Exception goes to the loop's exception handler; the channel stays registered
   */
  void ready(SelectableChannel channel, int readyOps) throws Exception;
}
