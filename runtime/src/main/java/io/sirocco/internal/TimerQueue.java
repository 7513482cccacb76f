package io.sirocco.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Timers in their natural order. Belongs to one thread.
 *
 * <p>A heap whose nodes have four children: half as many levels as with two, and the children of a
 * node lie side by side. Each timer knows its slot, so that one that is cancelled leaves at once, from
 * wherever it is. Adding and removing cost O(log n).
 *
 * @param <E> a timer; its natural order must be total and must not change while it is queued
 */
public final class TimerQueue<E extends TimerQueue.Timer<E>> {
  /**
   * What can be queued, in one queue at a time.
   *
   * @param <E> the timer itself
   */
  public interface Timer<E> extends Comparable<E> {
    /** What {@link #setSlot} was last called with; at first {@link #NOT_QUEUED}. */
    int slot();

    /** Called by the queue only. */
    void setSlot(int slot);
  }

  /** The slot of a timer that is in no queue. */
  public static final int NOT_QUEUED = 0;

  private static final int HEAD = 1;
  private static final int CHILDREN = 4;
  private static final int MIN_CAPACITY = 64;

  private Object[] heap = new Object[MIN_CAPACITY]; // from HEAD to size
  private int size;

  /** Adds a timer that is not queued. */
  public void add(E timer) {
    if (size + 1 == heap.length) {
      heap = Arrays.copyOf(heap, heap.length * 2); // may fail for want of memory
    }
    siftUp(++size, timer);
  }

  /** The first timer, or null if there is none. */
  public E peek() {
    return at(HEAD);
  }

  /** Takes out a timer; nothing happens if it is not queued. */
  public void remove(E timer) {
    int slot = timer.slot();
    if (slot == NOT_QUEUED) {
      return;
    }
    timer.setSlot(NOT_QUEUED);
    E last = at(size);
    heap[size--] = null;
    if (last != timer) {
      if (slot > HEAD && last.compareTo(at(parent(slot))) < 0) {
        siftUp(slot, last);
      } else {
        siftDown(slot, last);
      }
    }
    if (size < heap.length / 4 && heap.length > MIN_CAPACITY) { // a burst of timers is over
      heap = Arrays.copyOf(heap, heap.length / 2);
    }
  }

  /** Number of queued timers. */
  public int size() {
    return size;
  }

  /**
   * The queued timers, in no order. Any thread may call this: for one that does not own the queue it is what a
   * glance shows, in which a timer that moves meanwhile is missing or there twice.
   */
  @SuppressWarnings("unchecked") // there are no arrays of generic types
  public List<E> glance() {
    List<E> seen = new ArrayList<>();
    for (Object timer : heap.clone()) {
      if (timer != null) {
        seen.add((E) timer);
      }
    }
    return seen;
  }

  /** Forgets all timers. */
  public void clear() {
    for (int slot = HEAD; slot <= size; slot++) {
      at(slot).setSlot(NOT_QUEUED);
    }
    heap = new Object[MIN_CAPACITY];
    size = 0;
  }

  /** Puts a timer into a free slot or, if it comes before its parents, into the slot of one of them. */
  private void siftUp(int free, E timer) {
    int slot = free;
    while (slot > HEAD) {
      int parent = parent(slot);
      E above = at(parent);
      if (timer.compareTo(above) >= 0) {
        break;
      }
      put(slot, above);
      slot = parent;
    }
    put(slot, timer);
  }

  /** Puts a timer into a free slot or, if it comes after its children, into the slot of one of them. */
  private void siftDown(int free, E timer) {
    int slot = free;
    for (int child = firstChild(slot); child <= size; child = firstChild(slot)) {
      int least = leastOf(child, Math.min(child + CHILDREN - 1, size));
      E below = at(least);
      if (timer.compareTo(below) <= 0) {
        break;
      }
      put(slot, below);
      slot = least;
    }
    put(slot, timer);
  }

  private int leastOf(int first, int last) {
    int least = first;
    E leastTimer = at(first);
    for (int slot = first + 1; slot <= last; slot++) {
      E timer = at(slot);
      if (timer.compareTo(leastTimer) < 0) {
        least = slot;
        leastTimer = timer;
      }
    }
    return least;
  }

  private static int parent(int slot) {
    return (slot + CHILDREN - 2) / CHILDREN;
  }

  private static int firstChild(int slot) {
    return CHILDREN * (slot - 1) + 2;
  }

  @SuppressWarnings("unchecked") // there are no arrays of generic types
  private E at(int slot) {
    return (E) heap[slot];
  }

  private void put(int slot, E timer) {
    heap[slot] = timer;
    timer.setSlot(slot);
  }
}
