package io.sirocco;

import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;

/** A channel with its handler; scheduled in each iteration in which the channel is found ready. */
final class WatchedChannel extends Task {
  private final SelectableChannel channel;
  private final ChannelHandler handler;

  WatchedChannel(SelectableChannel channel, ChannelHandler handler) {
    this.channel = channel;
    this.handler = handler;
  }

  /**
   * Calls the handler, unless a callback of this iteration that ran before has removed it, or taken
   * away its interest in what is ready.
   */
  @Override
  void run(Object argument) {
    SelectionKey key = (SelectionKey) argument;
    int readyOps = key.isValid() ? key.readyOps() & key.interestOps() : 0;
    if (readyOps != 0) {
      call(readyOps);
    }
  }

  private void call(int readyOps) {
    try {
      handler.ready(channel, readyOps);
    } catch (Exception e) {
      throw Sneaky.rethrow(e);
    }
  }
}
