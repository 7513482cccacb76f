package io.sirocco.internal;

import java.util.List;
import java.util.concurrent.Future;

/**
 * The world around a loop, where a test simulates it: it decides what happens outside, and hears what the
 * loop waits for there. A loop has some if its clock is one; ordinary loops have none.
 *
 * <p>The loop calls it on its own thread, unless it says otherwise.
 */
public interface Surroundings {
  /**
   * An iteration begins. What is handed over to the loop in this call belongs to it already, as if another
   * thread had done it while the last iteration ran; the clock may go on as well.
   *
   * @param isIdle whether the loop has nothing to run
   * @param nextDeadlineNanos of the first timer; {@link Long#MAX_VALUE} if there is none
   */
  void beginIteration(boolean isIdle, long nextDeadlineNanos);

  /**
   * Puts what was found ready in one iteration into the order in which it will be handled.
   *
   * @param found two or more; any order of them is right
   */
  void arrange(List<?> found);

  /**
   * The loop has nothing to run and no timer, and is about to sleep until somebody wakes it.
   *
   * @param hasChannels whether one of its channels might
   * @return whether there is something to run now
   */
  boolean isAtRest(boolean hasChannels);

  /** Somebody begins to wait for something outside of the loop. Any thread may call this. */
  void waitsFor(Future<?> outside);

  /** There is a failure that somebody has to ask for. Any thread may call this. */
  void hasFailed(Failure failure);

  /** A failure, of one or several futures. */
  interface Failure {
    /** Whether somebody has asked for it. */
    boolean isSeen();

    /** The exception, now asked for; null if it was collected. */
    Throwable see();
  }
}
