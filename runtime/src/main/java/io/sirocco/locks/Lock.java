package io.sirocco.locks;

import io.sirocco.Deadline;
import io.sirocco.Future;
import java.time.Duration;

/**
 * Lets one coroutine at a time do something that takes several awaits (Tornado: {@code locks.Lock}).
 * It belongs to one loop, or to code without a loop: see {@link io.sirocco.locks}.
 *
 * <p>Without an await in between there is nothing to lock: nothing else runs on the loop's thread.
 *
 * <p>Not reentrant, and without an owner: who has not acquired it may release it.
 */
public final class Lock {
  private final Semaphore semaphore = new BoundedSemaphore(1, "lock", "release unlocked lock");

  /** Makes an unlocked lock. */
  public Lock() {}

  /** Locks; done at once if the lock is free, else in the order of the calls. */
  public Future<Permit> acquire() {
    return semaphore.acquire();
  }

  /**
   * As {@link #acquire()}; fails with a {@code TimeoutException} if the lock is not free in time.
   *
   * @param timeout null for no limit
   * @throws IllegalStateException if this belongs to a loop that runs elsewhere
   */
  public Future<Permit> acquire(Duration timeout) {
    return semaphore.acquire(timeout);
  }

  /** As {@link #acquire(Duration)} with a point in time. */
  public Future<Permit> acquire(Deadline deadline) {
    return semaphore.acquire(deadline);
  }

  /**
   * Unlocks, or hands the lock to the one who has waited longest.
   *
   * @throws IllegalStateException if it is not locked, or belongs to a loop that runs elsewhere
   */
  public void release() {
    semaphore.release();
  }

  @Override
  public String toString() {
    String state = semaphore.free() == 0 ? "locked" : "unlocked";
    return "Lock[" + state + ", waiting=" + semaphore.waiting() + "]";
  }
}
