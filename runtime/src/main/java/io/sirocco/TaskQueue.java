package io.sirocco;

import java.lang.ref.WeakReference;
import java.util.Arrays;

/**
 * First-in first-out queue of waiters and their arguments; belongs to one thread.
 *
 * <p>A ring of pairs in one array: adding and running allocate nothing, and a slot is cleared before
 * its waiter runs, so that the queue keeps nothing alive. Head and tail count up for ever and overflow;
 * adding writes one of them only, running the other.
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
  private int head; // twice the number of waiters that have been taken out
  private int tail; // twice the number of waiters that have been added

  TaskQueue() {}

  /** An empty queue that so many waiters have gone through; for tests. */
  TaskQueue(int before) {
    head = 2 * before;
    tail = 2 * before;
  }

  int size() {
    return tail - head >>> 1;
  }

  boolean isEmpty() {
    return head == tail;
  }

  void add(Waiter waiter, Object argument) {
    if (tail - head == slots.length) {
      grow();
    }
    Object[] slots = this.slots;
    int index = tail & slots.length - 1;
    slots[index] = waiter;
    slots[index + 1] = argument;
    tail += 2;
  }

  /** Takes the oldest pair out and runs it; the queue must not be empty. */
  void runNext() {
    Object[] slots = this.slots;
    int index = head & slots.length - 1;
    Waiter waiter = (Waiter) slots[index];
    Object argument = slots[index + 1];
    slots[index] = null;
    slots[index + 1] = null;
    head += 2;
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
    head = tail;
  }

  private void grow() {
    Object[] larger = new Object[slots.length * 2];
    for (int i = head; i != tail; i++) {
      larger[i & larger.length - 1] = slots[i & slots.length - 1];
    }
    slots = larger;
  }
}
