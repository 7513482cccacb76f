package io.sirocco.queues;

/** {@link Queue#putNow} found no room (Tornado: {@code QueueFull}). */
public final class QueueFullException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  QueueFullException() {
    super("the queue is full");
  }
}
