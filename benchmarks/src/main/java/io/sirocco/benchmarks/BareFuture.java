package io.sirocco.benchmarks;

/**
 * The least that a future can be: one word, one waiter, one thread, no failures. What is built on it
 * shows the practical limit of everything else.
 */
class BareFuture {
  private Object word; // null: pending; a BareMachine: waits; else the value

  BareFuture() {}

  BareFuture(Object value) {
    word = value;
  }

  /** The value, or null while pending. */
  final Object poll() {
    Object seen = word;
    return seen instanceof BareMachine ? null : seen;
  }

  /** Lets a machine wait; only for a pending future that nobody waits for. */
  final void register(BareMachine machine) {
    word = machine;
  }

  final void complete(Object value) {
    Object waiter = word;
    word = value;
    if (waiter instanceof BareMachine machine) {
      machine.queue.add(machine, value);
    }
  }
}
