package io.sirocco.queues;

/** {@link Queue#getNow} found no item (Tornado: {@code QueueEmpty}). */
public final class QueueEmptyException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueEmptyException() {
    super("the queue is empty");
  }
}
