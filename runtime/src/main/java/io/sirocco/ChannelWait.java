package io.sirocco;

/** The future of one who waits for a channel. Completed by the loop, cancelled by anybody. */
final class ChannelWait extends Promise<Integer> {
  private final IOLoop loop;
  private final AwaitedChannel channel;
  private final int ops;
  private Timeout timer; // null: waits for ever

  ChannelWait(IOLoop loop, AwaitedChannel channel, int ops) {
    this.loop = loop;
    this.channel = channel;
    this.ops = ops;
  }

  int ops() {
    return ops;
  }

  void expireAt(Deadline deadline) {
    timer = loop.schedule(deadline.nanos(), Callbacks.RUNNABLE, (Runnable) this::expire);
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
   * Any thread may call this; the loop then loses interest on its own thread. Until that it may find the
   * channel ready for nobody, once.
   */
  @Override
  public boolean cancel() {
    if (!super.cancel()) {
      return false;
    }
    if (loop.isRunningHere()) {
      channel.remove(this);
    } else {
      loop.addCallback(() -> channel.remove(this));
    }
    return true;
  }
}
