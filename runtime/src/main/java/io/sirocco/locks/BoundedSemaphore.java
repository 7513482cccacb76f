package io.sirocco.locks;

/**
 * A semaphore that never has more permits than at the beginning: one release too many is noticed
 * (Tornado: {@code locks.BoundedSemaphore}).
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
    this(permits, "semaphore released too many times");
  }

  BoundedSemaphore(int permits, String excess) {
    super(permits);
    this.permits = permits;
    this.excess = excess;
  }

  /**
   * Gives a permit back.
   *
   * @throws IllegalStateException if all permits are free
   */
  @Override
  public void release() {
    if (free() == permits) {
      throw new IllegalStateException(excess);
    }
    super.release();
  }
}
