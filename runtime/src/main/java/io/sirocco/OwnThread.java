package io.sirocco;

import io.sirocco.internal.Poller;
import java.nio.channels.SelectionKey;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Drives a loop in the thread that starts it, which sleeps in a selector or is parked when there is no work. */
final class OwnThread extends LoopDriver {
  /**
   * While callbacks are queued and no timer is due, channels are looked at when this many callbacks have
   * run, and not in every iteration: a look is a system call and costs as much as some fifteen of them.
   */
  private static final int CALLBACKS_PER_POLL = 256;

  private final LoopEngine loop;
  final Poller poller;
  final AwaitedChannels awaitedChannels;
  private final BooleanSupplier news = this::hasNews; // method references: made once, not per use
  private final Consumer<SelectionKey> readyChannels = this::enqueue;

  private int callbacksSincePoll;
  private volatile boolean stopRequested;

  OwnThread(LoopEngine loop) {
    this.loop = loop;
    this.poller = new Poller(loop.surroundings);
    this.awaitedChannels = new AwaitedChannels(poller);
  }

  // ---- running --------------------------------------------------------------------------------

  /** Runs iterations in this thread until {@link #requestStop}; at least one. */
  @Override
  void runUntilStopped() {
    if (!loop.claim()) {
      throw running();
    }
    loop.startWatchdog();
    try {
      loop.checkOpen();
      callbacksSincePoll = CALLBACKS_PER_POLL; // a single iteration looks at the channels, too
      do {
        runIteration();
      } while (!stopRequested);
    } finally {
      stopRequested = false;
      poller.restoreInterrupt();
      loop.leaveThread();
    }
  }

  private static IllegalStateException running() {
    return new IllegalStateException("the loop is already running");
  }

  @Override
  void requestStop() {
    stopRequested = true;
    poller.wakeUp();
  }

  @Override
  void checkCanRunSync() {
    if (loop.thread() != null) {
      throw running();
    }
  }

  @Override
  void runUntilEnd(RunSync call) {
    call.loop().start();
  }

  @Override
  void end(RunSync call) {
    requestStop();
  }

  @Override
  void runReady() {
    throw new UnsupportedOperationException(
        "only a guest lets others run its callbacks: this loop runs them in start() or runSync()");
  }

  @Override
  void close(boolean allChannels) {
    if (!loop.claim()) {
      if (loop.isClosed()) {
        return; // somebody else closes it just now
      }
      throw new IllegalStateException("the loop is running: stop it before closing it");
    }
    try {
      loop.refuseAll();
      loop.dropAll();
      poller.close(allChannels);
    } finally {
      loop.leaveThread();
    }
  }

  // ---- one iteration --------------------------------------------------------------------------

  private void runIteration() {
    if (loop.surroundings != null) {
      loop.letOthersAct(!loop.hasReady() && !hasNews());
    }
    boolean polled = waitForWork();
    int callbacks = loop.collect(polled);
    callbacksSincePoll += callbacks;
    loop.runReady(callbacks);
  }

  /** Returns whether it looked at the channels. */
  private boolean waitForWork() {
    boolean callbacksWait = loop.hasReady() || hasNews();
    if (callbacksWait && callbacksSincePoll < CALLBACKS_PER_POLL) {
      return false;
    }
    loop.stayYoung();
    if (callbacksWait) {
      poll();
    } else {
      sleep();
    }
    if (poller.takeInterrupt()) {
      stopRequested = true;
    }
    return true;
  }

  /** Waits for a channel, a timer or another thread. */
  private void sleep() {
    callbacksSincePoll = 0;
    // A sleep polls as well. But it would not notice a channel that is closed already, and a clock
    // that is moved by hand must not skip what is ready.
    if ((awaitedChannels.areAwaited() || loop.clock != TimeSource.SYSTEM) && poll()) {
      return;
    }
    LoopTimeout next = loop.nextTimer();
    if (next == null) {
      if (loop.surroundings == null || !loop.surroundings.isAtRest(poller.hasChannels())) {
        poller.sleep(Poller.FOR_EVER, news);
      }
      return;
    }
    long delayNanos = next.deadlineNanos() - loop.time();
    if (delayNanos <= 0) {
      poll();
    } else if (!loop.clock.skipTo(next.deadlineNanos())) {
      poller.sleep(delayNanos, news);
    }
  }

  /** Returns whether there is something to do now. */
  private boolean poll() {
    callbacksSincePoll = 0;
    boolean channelsAreReady = poller.pollNow();
    awaitedChannels.failClosed();
    return channelsAreReady || loop.hasReady() || hasNews();
  }

  private boolean hasNews() {
    return loop.hasNews() || stopRequested;
  }

  @Override
  void collectChannels(boolean look) {
    if (look) {
      poll();
    }
    poller.takeReady(readyChannels);
  }

  /**
   * Forgets a channel. The system gets it back in the next iteration or, if the loop does not run, now.
   */
  void forget(SelectionKey key) {
    key.cancel();
    if (loop.thread() == null) {
      poller.giveBackCancelled();
    } else {
      callbacksSincePoll = CALLBACKS_PER_POLL;
    }
  }

  private void enqueue(SelectionKey key) {
    callbacksSincePoll = CALLBACKS_PER_POLL; // who uses a channel may close it
    if (key.attachment() instanceof AwaitedChannel awaited) {
      awaited.completeReady(key);
    } else {
      loop.addReady((Waiter) key.attachment(), key);
    }
  }

  // ---- seen from other threads ----------------------------------------------------------------

  @Override
  void wakeUp() {
    poller.wakeUp();
  }

  @Override
  boolean isBetweenTurnsHere() {
    return false;
  }

  @Override
  void showTo(AwaitWalk walk) {
    for (Object attachment : poller.attachments()) {
      if (attachment instanceof AwaitedChannel awaited) {
        awaited.showTo(walk);
      }
    }
  }

  @Override
  boolean isAsleep() {
    return poller.isAsleep();
  }

  @Override
  boolean isDriving() {
    return loop.thread() != null;
  }

  @Override
  String state() {
    Thread thread = loop.thread();
    return thread == null ? "stopped" : "running in " + thread.getName();
  }

  @Override
  OwnThread channels() {
    Thread owner = loop.thread();
    if (owner != null && owner != Thread.currentThread()) {
      throw new IllegalStateException(
          "only the thread of the running loop may change its channels: use addCallback");
    }
    return this;
  }
}
