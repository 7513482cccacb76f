package io.sirocco;

/**
 * What drives a loop: gives it a thread, from time to time or for as long as it runs, and keeps its time. A
 * loop is driven by {@linkplain OwnThread a thread of its own} or by {@linkplain HostTurns a host}.
 */
abstract class LoopDriver {
  // ---- the loop has work ----------------------------------------------------------------------

  /** There is something in the inbox, or in the queue outside of a turn. Any thread may call this. */
  abstract void wakeUp();

  /** Whether this thread may use the queues of the loop although the loop does not run in it now. */
  abstract boolean isBetweenTurnsHere();

  /**
   * Queues the handlers of ready channels, in an iteration, behind the callbacks and before the timers.
   *
   * @param look whether to look which are ready, if that was not done in this iteration
   */
  abstract void collectChannels(boolean look);

  /** Shows the channels that are waited for; called by any thread. */
  void showTo(AwaitWalk walk) {}

  /** Whether the loop waits for work; also true for a moment after work has come. */
  abstract boolean isAsleep();

  /** Whether there is something to watch: the loop runs, now and then. */
  abstract boolean isDriving();

  /** The words for {@link IOLoop#toString} while the loop is open. */
  abstract String state();

  // ---- what users ask for ---------------------------------------------------------------------

  /** As {@link IOLoop#start}. */
  abstract void runUntilStopped();

  /** As {@link IOLoop#stop}. */
  abstract void requestStop();

  /**
   * Refuses a {@link IOLoop#runSync}.
   *
   * @throws IllegalStateException if this thread cannot wait for the loop now
   */
  abstract void checkCanRunSync();

  /** Runs the loop until {@link #end}, or waits until it has been run so far. */
  abstract void runUntilEnd(RunSync call);

  /** The body of {@code call} is done, or its time is over; on the loop's thread. */
  abstract void end(RunSync call);

  /** Runs some callbacks now; as {@link IOLoop#runReady}. */
  abstract void runReady();

  /**
   * What watches channels for the loop.
   *
   * @throws UnsupportedOperationException if the loop has no such thing
   */
  abstract OwnThread channels();

  /** As {@link IOLoop#close(boolean)}. */
  abstract void close(boolean allChannels);
}
