package io.sirocco;

import io.sirocco.internal.Poller;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The channels of a loop that somebody waits for.
 *
 * <p>A selector forgets a closed channel in silence, and who waits for it would wait for ever. So when
 * keys have gone, these channels are looked at; otherwise it costs nothing.
 */
final class AwaitedChannels {
  private final Poller poller;
  private final Set<AwaitedChannel> busy = new LinkedHashSet<>();

  AwaitedChannels(Poller poller) {
    this.poller = poller;
  }

  /**
   * Begins to wait.
   *
   * @param deadline null for none
   */
  Future<Integer> await(IOLoop loop, SelectableChannel channel, int ops, Deadline deadline) {
    if (ops == 0) {
      throw new IllegalArgumentException("no operation to wait for: ops is 0");
    }
    int impossible = ops & ~channel.validOps();
    if (impossible != 0) {
      throw new IllegalArgumentException(
          "the channel cannot do " + ChannelOp.names(impossible) + ": " + channel);
    }
    AwaitedChannel awaited = of(channel);
    awaited.checkFree(ops);
    ChannelWait wait = new ChannelWait(loop, awaited, ops);
    awaited.add(wait);
    try {
      poller.register(channel, awaited.interest(), awaited);
    } catch (UncheckedIOException e) {
      awaited.remove(wait);
      return Future.failed(e.getCause());
    }
    if (deadline != null) {
      wait.expireAt(deadline);
    }
    return wait;
  }

  private AwaitedChannel of(SelectableChannel channel) {
    SelectionKey key = poller.keyOf(channel);
    if (key == null) {
      return new AwaitedChannel(this, channel);
    }
    if (key.attachment() instanceof AwaitedChannel awaited) {
      return awaited;
    }
    throw new IllegalStateException("the channel has a handler: " + channel);
  }

  /** Whether anybody waits for a channel. */
  boolean areAwaited() {
    return !busy.isEmpty();
  }

  /** Fails those who wait for channels that were closed since the last call. */
  void failClosed() {
    if (!busy.isEmpty() && poller.hasLostChannels()) {
      List<AwaitedChannel> closed =
          busy.stream().filter(channel -> !channel.isOpen()).toList();
      closed.forEach(AwaitedChannel::failClosed);
    }
  }

  // ---- for the channels themselves --------------------------------------------------------------

  void add(AwaitedChannel channel) {
    busy.add(channel);
  }

  void remove(AwaitedChannel channel) {
    busy.remove(channel);
  }

  /** The valid key of a channel, or null. */
  SelectionKey keyOf(SelectableChannel channel) {
    return poller.keyOf(channel);
  }
}
