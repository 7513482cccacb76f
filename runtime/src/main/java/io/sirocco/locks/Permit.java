package io.sirocco.locks;

/**
 * What {@code acquire} gives; closing it releases. Made for try-with-resources, so that an exception
 * releases as well:
 *
 * <pre>{@code
 * try (Permit permit = await(semaphore.acquire())) {
 *   ...
 * }
 * }</pre>
 *
 * <p>It can be ignored instead: then {@link Semaphore#release} has to be called. It belongs where its
 * semaphore or lock does.
 */
public final class Permit implements AutoCloseable {
  private Semaphore semaphore; // null when it has been closed

  Permit(Semaphore semaphore) {
    this.semaphore = semaphore;
  }

  /**
   * Releases; a second call does nothing.
   *
   * @throws IllegalStateException as {@link Semaphore#release}
   */
  @Override
  public void close() {
    Semaphore acquired = semaphore;
    if (acquired != null) {
      acquired.giveBack(this);
    }
  }

  /** Gives itself up, inside of the semaphore's guard; false if that has been done. */
  boolean giveUp() {
    boolean isFirst = semaphore != null;
    semaphore = null;
    return isFirst;
  }
}
