package io.sirocco;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * First-in first-out queue of waiters and their arguments; belongs to one thread.
 *
 * <p>A ring of pairs in one array: adding and running allocate nothing, and a slot is cleared before
 * its waiter runs, so that the queue keeps nothing alive.
 *
 * <p>The array is replaced before it gets old, see {@link #stayYoung}: a generational collector wants to
 * know of each reference that is written into an old object. With G1 up to JDK 25 that is a memory
 * fence, two of them for each waiter, which together take longer than all the rest.
 */
final class TaskQueue {
  private static final int INITIAL_SLOTS = 32; // a power of two: indices wrap by masking
  private static final int MOST_YOUNG_SLOTS = 1 << 16; // larger arrays are old from the beginning

  private WeakReference<Object> sinceCollection = new WeakReference<>(new Object());
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

  /** Replaces the array if there was a collection since the last time; to be called now and then. */
  void stayYoung() {
    if (sinceCollection.get() == null) {
      sinceCollection = new WeakReference<>(new Object());
      if (slots.length <= MOST_YOUNG_SLOTS) {
        slots = slots.clone();
      }
    }
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
