package io.sirocco;

import io.sirocco.internal.Poller;
import java.io.UncheckedIOException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The channels of a loop that somebody waits for, or has waited for.
 *
 * <p>A selector forgets a closed channel in silence, and who waits for it would wait for ever. So when
 * keys have gone, these channels are looked at; otherwise it costs nothing.
 */
final class AwaitedChannels {
  private final Poller poller;
  private final Set<AwaitedChannel> watched = new LinkedHashSet<>();

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
    SelectionKey key = poller.keyOf(channel);
    AwaitedChannel awaited = of(loop, channel, key);
    awaited.checkFree(ops);
    ChannelWait wait = new ChannelWait(awaited, ops);
    awaited.add(wait);
    try {
      watch(channel, key, awaited);
    } catch (UncheckedIOException e) {
      awaited.remove(wait);
      return Future.failed(e.getCause());
    } catch (Throwable e) { // a channel of another provider, for example
      awaited.remove(wait);
      throw e;
    }
    if (deadline != null) {
      wait.expireAt(deadline);
    }
    return wait;
  }

  private static AwaitedChannel of(IOLoop loop, SelectableChannel channel, SelectionKey key) {
    if (key == null) {
      return new AwaitedChannel(loop, channel);
    }
    if (key.attachment() instanceof AwaitedChannel awaited) {
      return awaited;
    }
    throw new IllegalStateException("the channel has a handler: " + channel);
  }

  /** A key that is there is enough: a registered channel cannot be made blocking. */
  private void watch(SelectableChannel channel, SelectionKey key, AwaitedChannel awaited) {
    if (key == null || !awaited.watch(key)) {
      poller.register(channel, awaited.interest(), awaited);
      watched.add(awaited);
    }
  }

  /** Whether there are channels that somebody may wait for. */
  boolean areAwaited() {
    return !watched.isEmpty();
  }

  /** Fails those who wait for channels that were closed since the last call. */
  void failClosed() {
    if (!watched.isEmpty() && poller.hasLostChannels()) {
      List<AwaitedChannel> closed =
          watched.stream().filter(channel -> !channel.isOpen()).toList();
      closed.forEach(watched::remove);
      closed.forEach(AwaitedChannel::failClosed);
    }
  }

  /** A channel is given up, or gets a handler. */
  void remove(AwaitedChannel channel) {
    watched.remove(channel);
    channel.cancel();
  }
}
