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
 * <p>It can be ignored instead: then {@link Semaphore#release} has to be called.
 */
public final class Permit implements AutoCloseable {
  private Semaphore semaphore; // null when it has been closed

  Permit(Semaphore semaphore) {
    this.semaphore = semaphore;
  }

  /** Releases; a second call does nothing. */
  @Override
  public void close() {
    Semaphore acquired = semaphore;
    semaphore = null;
    if (acquired != null) {
      acquired.release();
    }
  }
}
