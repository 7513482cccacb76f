package io.sirocco;

import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;

/**
 * Somebody else's event loop that gives an {@link IOLoop} its turns, see {@link IOLoop#guestOf}: that of a
 * server, of a user interface, or an executor.
 *
 * <p>A host runs one thing at a time, and each sees what those before it did. Mostly it has one thread, all
 * of its life; one that changes threads says so with {@link #keepsThread}. Hosts that are equal are one host:
 * {@code equals} and {@code hashCode} compare what lies under them.
 */
public interface LoopHost {
  /**
   * Runs {@code turn} on the host soon, never inside this call. Any thread may call this; it is not called
   * again before the turn has begun.
   *
   * @throws RejectedExecutionException if the host runs nothing any more; this, or any other exception,
   *     {@linkplain IOLoop#close() closes} the loop
   */
  void execute(Runnable turn);

  /**
   * Runs {@code turn} on the host after some time, instead of what was given to the last call of this method;
   * what was may run all the same. Called on the host.
   *
   * @param delayNanos more than zero
   * @throws RejectedExecutionException as {@link #execute}
   */
  void schedule(Runnable turn, long delayNanos);

  /**
   * Whether the caller is run by this host, so that no turn runs at the same time. Asked by any thread, often.
   * True in a turn; if a host cannot tell for its other work, false is right: its calls then count as those
   * of other threads.
   */
  boolean isHostThread();

  /**
   * Whether the threads of this host work for nobody else. The loop is then current on them for ever, also
   * between its turns, for what the host itself runs there; otherwise only during its turns.
   */
  default boolean keepsThread() {
    return true;
  }

  /** Whether the host has come to its end, for those who wait for a turn of it. Any thread may ask. */
  default boolean isTerminated() {
    return false;
  }

  /**
   * Runs {@code action} when the host has come to its end, in any thread, if the host can tell. Called once
   * for each guest.
   */
  default void onTermination(Runnable action) {}

  /**
   * An executor of one thread.
   *
   * @throws IllegalArgumentException if it is seen to have more than one
   */
  static LoopHost of(ScheduledExecutorService executor) {
    return new ExecutorHost(executor);
  }
}
