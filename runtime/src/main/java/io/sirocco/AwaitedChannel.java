package io.sirocco;

import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;

/**
 * A channel that is waited for, each of its operations by one at a time; the attachment of its key.
 *
 * <p>The key stays registered while nobody waits, and keeps its interest: a coroutine that reads again and
 * again waits again before the next poll, and then nothing at all has changed for the system. Only when the
 * channel is found ready for nobody does the key lose what nobody waits for.
 */
final class AwaitedChannel {
  private static final int ALL_OPS = -1;

  private final IOLoop loop;
  private final SelectableChannel channel;
  private ChannelWait first; // of those who wait, in the order in which they came; null: nobody

  AwaitedChannel(IOLoop loop, SelectableChannel channel) {
    this.loop = loop;
    this.channel = channel;
  }

  IOLoop loop() {
    return loop;
  }

  boolean isIdle() {
    ChannelWait wait = first;
    while (wait != null && wait.isDone()) { // a cancelled one is there for a moment
      wait = wait.next();
    }
    return wait == null;
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
    for (ChannelWait wait = first; wait != null; wait = wait.next()) {
      int taken = wait.ops() & ops;
      if (taken != 0 && !wait.isDone()) {
        throw new IllegalStateException(
            "somebody waits for " + ChannelOp.names(taken) + " already: " + channel);
      }
    }
  }

  /** Shows who waits; called by any thread. */
  void showTo(AwaitWalk walk) {
    ChannelWait wait = first;
    for (int i = 0; wait != null && i < Integer.SIZE; i++) { // each waits for another bit
      walk.source(wait, wait.kind());
      wait = wait.next();
    }
  }

  void add(ChannelWait wait) {
    first = ChannelWait.appended(first, wait);
  }

  /** Somebody does not wait any more. */
  void remove(ChannelWait removed) {
    removed.stopTimer();
    ChannelWait rest = null;
    for (ChannelWait wait = first; wait != null; ) {
      ChannelWait next = wait.unlinked();
      if (wait != removed) {
        rest = ChannelWait.appended(rest, wait);
      }
      wait = next;
    }
    first = rest;
  }

  /** The poll has found the channel ready; those who wait for it go on in this iteration. */
  void completeReady(SelectionKey key) {
    int readyOps = readyOps(key);
    ChannelWait taken = take(readyOps);
    if (taken == null) {
      watch(key);
    }
    while (taken != null) {
      ChannelWait next = taken.unlinked();
      taken.tryComplete(taken.ops() & readyOps);
      taken = next;
    }
  }

  private static int readyOps(SelectionKey key) {
    try {
      return key.readyOps() & key.interestOps();
    } catch (CancelledKeyException closedByAnotherThread) { // failClosed() comes for those who wait
      return 0;
    }
  }

  /** The channel was closed without its loop. */
  void failClosed() {
    for (ChannelWait taken = take(ALL_OPS); taken != null; ) {
      ChannelWait next = taken.unlinked();
      taken.tryFail(new ClosedChannelException());
      taken = next;
    }
  }

  /** Nobody watches the channel any more. */
  void cancel() {
    for (ChannelWait taken = take(ALL_OPS); taken != null; ) {
      ChannelWait next = taken.unlinked();
      taken.cancel();
      taken = next;
    }
  }

  /** Takes those who wait for one of {@code ops} out before any of them goes on, who may wait again. */
  private ChannelWait take(int ops) {
    ChannelWait taken = null;
    ChannelWait rest = null;
    for (ChannelWait wait = first; wait != null; ) {
      ChannelWait next = wait.unlinked();
      if ((wait.ops() & ops) != 0) {
        wait.stopTimer();
        taken = ChannelWait.appended(taken, wait);
      } else {
        rest = ChannelWait.appended(rest, wait);
      }
      wait = next;
    }
    first = rest;
    return taken;
  }

  /**
   * Lets the key watch for what is waited for.
   *
   * @return false if it is not valid any more
   */
  boolean watch(SelectionKey key) {
    int ops = interest();
    try {
      if (key.interestOps() != ops) {
        key.interestOps(ops);
      }
      return true;
    } catch (CancelledKeyException closedByAnotherThread) {
      return false;
    }
  }

  int interest() {
    int ops = 0;
    for (ChannelWait wait = first; wait != null; wait = wait.next()) {
      ops |= wait.ops();
    }
    return ops;
  }
}
