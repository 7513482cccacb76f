package io.sirocco;

/**
 * The future of one who waits for a channel, and its place among those who wait for the same. Completed by
 * the loop, cancelled by anybody.
 */
final class ChannelWait extends Promise<Integer> {
  private final AwaitedChannel channel;
  private final int ops;
  private ChannelWait next; // who came after this one
  private Timeout timer; // null: waits for ever

  ChannelWait(AwaitedChannel channel, int ops) {
    this.channel = channel;
    this.ops = ops;
  }

  int ops() {
    return ops;
  }

  @Override
  String kind() {
    return "channel, " + ChannelOp.names(ops);
  }

  // ---- one of a list ----------------------------------------------------------------------------

  ChannelWait next() {
    return next;
  }

  /** Ends the list behind this one; returns the next. */
  ChannelWait unlinked() {
    ChannelWait former = next;
    next = null;
    return former;
  }

  /** The list with another one at its end. There are hardly ever more than two. */
  static ChannelWait appended(ChannelWait first, ChannelWait added) {
    if (first == null) {
      return added;
    }
    ChannelWait last = first;
    while (last.next != null) {
      last = last.next;
    }
    last.next = added;
    return first;
  }

  // ---- how it ends ------------------------------------------------------------------------------

  void expireAt(Deadline deadline) {
    timer = channel.loop().schedule(deadline.nanos(), Callbacks.RUNNABLE, (Runnable) this::expire);
  }

  private void expire() {
    if (tryFail(new TimeoutException("Timeout"))) {
      channel.remove(this);
    }
  }

  void stopTimer() {
    if (timer != null) {
      timer.cancel();
    }
  }

  /**
   * Any thread may call this; who waits is then taken out on the loop's own thread. Until that it may find
   * the channel ready for nobody, once.
   */
  @Override
  public boolean cancel() {
    if (!super.cancel()) {
      return false;
    }
    IOLoop loop = channel.loop();
    if (loop.isRunningHere()) {
      channel.remove(this);
    } else {
      loop.addCallback(() -> channel.remove(this));
    }
    return true;
  }
}
