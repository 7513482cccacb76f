package io.sirocco;

import java.util.Arrays;

/**
 * First-in first-out queue of waiters and their arguments; belongs to one thread.
 *
 * <p>A ring of pairs in one array: adding and running allocate nothing, and a slot is cleared before
 * its waiter runs, so that the queue keeps nothing alive.
 */
final class TaskQueue {
  private static final int INITIAL_SLOTS = 32; // a power of two: indices wrap by masking

  private Object[] slots = new Object[INITIAL_SLOTS]; // waiter, argument, waiter, argument, ...
  private int head; // slot of the next waiter to run
  private int size; // waiters, not slots

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  void add(Waiter waiter, Object argument) {
    if (2 * size == slots.length) {
      grow();
    }
    int tail = head + 2 * size & slots.length - 1;
    slots[tail] = waiter;
    slots[tail + 1] = argument;
    size++;
  }

  /** Takes the oldest pair out and runs it; the queue must not be empty. */
  void runNext() {
    Object[] slots = this.slots;
    int index = head;
    Waiter waiter = (Waiter) slots[index];
    Object argument = slots[index + 1];
    slots[index] = null;
    slots[index + 1] = null;
    head = index + 2 & slots.length - 1;
    size--;
    waiter.run(argument);
  }

  /** Forgets all waiters. */
  void clear() {
    Arrays.fill(slots, null);
    size = 0;
  }

  private void grow() {
    Object[] larger = new Object[slots.length * 2];
    int untilEnd = slots.length - head;
    System.arraycopy(slots, head, larger, 0, untilEnd);
    System.arraycopy(slots, 0, larger, untilEnd, head);
    slots = larger;
    head = 0;
  }
}
