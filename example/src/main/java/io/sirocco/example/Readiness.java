package io.sirocco.example;

import static java.util.Objects.requireNonNull;

import io.sirocco.ChannelHandler;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.nio.channels.SelectableChannel;

/**
 * Tells coroutines when a channel is ready: makes a future of the loop's {@link ChannelHandler}.
 *
 * <p>One coroutine at a time may wait. While nobody waits, the loop does not watch the channel.
 */
final class Readiness implements ChannelHandler {
  private final IOLoop loop = requireNonNull(IOLoop.currentOrNull(), "no loop in this thread");
  private final SelectableChannel channel;
  private Promise<Void> waiter; // null: nobody waits

  Readiness(SelectableChannel channel) {
    this.channel = channel;
    loop.addHandler(channel, this, 0);
  }

  /**
   * A future that is done when the channel can do {@code op}; cancelled by {@link #cancel}.
   *
   * @param op one bit of {@link java.nio.channels.SelectionKey}
   */
  Future<Void> of(int op) {
    if (waiter != null) {
      throw new IllegalStateException("two coroutines wait for " + channel);
    }
    waiter = new Promise<>();
    loop.updateHandler(channel, op);
    return waiter;
  }

  /** Called by the loop: each future needs one event only. */
  @Override
  public void ready(SelectableChannel ready, int readyOps) {
    loop.updateHandler(channel, 0);
    Promise<Void> woken = waiter;
    waiter = null; // before it goes on: it may wait again
    woken.complete(null);
  }

  /** Ends the watch; who waits gets a {@link java.util.concurrent.CancellationException}. */
  void cancel() {
    loop.removeHandler(channel);
    if (waiter != null) {
      waiter.cancel();
    }
  }
}
