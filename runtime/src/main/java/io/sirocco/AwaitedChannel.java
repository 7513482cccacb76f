package io.sirocco;

import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/**
 * A channel that is waited for, each of its operations by one at a time; the attachment of its key.
 *
 * <p>The key stays registered while nobody waits, without interest: a coroutine that reads again and
 * again waits again before the next poll, and then nothing at all has changed for the system.
 */
final class AwaitedChannel {
  private final AwaitedChannels busy;
  private final SelectableChannel channel;
  private final List<ChannelWait> waits = new ArrayList<>(1); // cancelled ones too, for a moment

  AwaitedChannel(AwaitedChannels busy, SelectableChannel channel) {
    this.busy = busy;
    this.channel = channel;
  }

  boolean isIdle() {
    return waits.stream().allMatch(Future::isDone);
  }

  boolean isOpen() {
    return channel.isOpen();
  }

  /**
   * Refuses to wait for what somebody waits for already: which of the two should get the bytes?
   *
   * @throws IllegalStateException if somebody does
   */
  void checkFree(int ops) {
    for (ChannelWait wait : waits) {
      int taken = wait.ops() & ops;
      if (taken != 0 && !wait.isDone()) {
        throw new IllegalStateException(
            "somebody waits for " + ChannelOp.names(taken) + " already: " + channel);
      }
    }
  }

  void add(ChannelWait wait) {
    waits.add(wait);
    busy.add(this);
  }

  void remove(ChannelWait wait) {
    take(wait::equals);
  }

  /** The poll has found the channel ready; those who wait for it go on in this iteration. */
  void completeReady(SelectionKey key) {
    int readyOps = key.isValid() ? key.readyOps() & key.interestOps() : 0;
    take(wait -> (wait.ops() & readyOps) != 0)
        .forEach(wait -> wait.tryComplete(wait.ops() & readyOps));
  }

  /** The channel was closed without its loop. */
  void failClosed() {
    take(wait -> true).forEach(wait -> wait.tryFail(new ClosedChannelException()));
  }

  /** Nobody watches the channel any more. */
  void cancel() {
    take(wait -> true).forEach(Future::cancel);
  }

  /** Takes waits out before anybody goes on, who may wait again. */
  private List<ChannelWait> take(Predicate<ChannelWait> isTaken) {
    List<ChannelWait> taken = waits.stream().filter(isTaken).toList();
    waits.removeAll(taken);
    taken.forEach(ChannelWait::stopTimer);
    SelectionKey key = busy.keyOf(channel);
    if (key != null && key.attachment() == this) {
      key.interestOps(interest());
    }
    if (waits.isEmpty()) {
      busy.remove(this);
    }
    return taken;
  }

  int interest() {
    int ops = 0;
    for (ChannelWait wait : waits) {
      ops |= wait.ops();
    }
    return ops;
  }
}
