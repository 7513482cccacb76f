package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * What other threads hand to a loop: any number of threads put in, one takes everything out.
 *
 * <p>A stack of nodes that grows by compare-and-set and is grabbed as a whole, then reversed; so the
 * entries of each thread come out in the order in which it put them in, and no thread ever waits.
 */
final class Inbox {
  private static final VarHandle NEWEST;

  static {
    try {
      NEWEST = MethodHandles.lookup().findVarHandle(Inbox.class, "newest", Node.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Takes what was in an inbox. */
  interface Receiver {
    void receive(Waiter waiter, Object argument);
  }

  private volatile Node newest;
  private Node taken; // not received yet, oldest first; belongs to the thread that drains

  /** Whether nothing is there; for the thread that drains. */
  boolean isEmpty() {
    return newest == null && taken == null;
  }

  void add(Waiter waiter, Object argument) {
    Node node = new Node(waiter, argument);
    Node seen;
    do {
      seen = newest;
      node.next = seen;
    } while (!NEWEST.compareAndSet(this, seen, node));
  }

  /**
   * Empties the inbox, oldest entry first. If the receiver throws, because memory is short, that entry and
   * those behind it come with the next call.
   */
  void drainTo(Receiver receiver) {
    handOver(receiver); // what the last call has left
    if (newest == null) {
      return; // an ordinary read: much cheaper than the exchange, and the usual case
    }
    taken = reversed((Node) NEWEST.getAndSet(this, null));
    handOver(receiver);
  }

  private void handOver(Receiver receiver) {
    for (Node node = taken; node != null; node = taken) {
      receiver.receive(node.waiter, node.argument);
      taken = node.next;
    }
  }

  void clear() {
    newest = null;
    taken = null;
  }

  private static Node reversed(Node node) {
    Node result = null;
    while (node != null) {
      Node next = node.next;
      node.next = result;
      result = node;
      node = next;
    }
    return result;
  }

  private static final class Node {
    final Waiter waiter;
    final Object argument;
    Node next; // older, after the reversal newer

    Node(Waiter waiter, Object argument) {
      this.waiter = waiter;
      this.argument = argument;
    }
  }
}
