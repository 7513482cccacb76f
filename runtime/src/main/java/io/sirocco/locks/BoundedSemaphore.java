package io.sirocco.locks;

/**
 * A semaphore that never has more permits than at the beginning: one release too many is noticed
 * (Tornado: {@code locks.BoundedSemaphore}). It belongs to one loop, or to code without a loop: see {@link
 * io.sirocco.locks}.
 */
public final class BoundedSemaphore extends Semaphore {
  private final int permits;
  private final String excess; // what to say about a release too many

  /**
   * Makes a semaphore with {@code permits} free permits.
   *
   * @throws IllegalArgumentException if {@code permits} is negative
   */
  public BoundedSemaphore(int permits) {
    this(permits, "semaphore", "semaphore released too many times");
  }

  BoundedSemaphore(int permits, String name, String excess) {
    super(permits, name);
    this.permits = permits;
    this.excess = excess;
  }

  /**
   * Gives a permit back.
   *
   * @throws IllegalStateException if all permits are free, or this belongs to a loop that runs elsewhere
   */
  @Override
  public void release() {
    super.release();
  }

  @Override
  void checkRelease(int free) {
    if (free == permits) {
      throw new IllegalStateException(excess);
    }
  }
}
