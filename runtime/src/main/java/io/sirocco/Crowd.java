package io.sirocco;

import java.util.Arrays;

/**
 * Many waiters of one future, which come and go in any order at the price of a few steps each.
 *
 * <pre>
 *   slots   · · A · B C D · ·      in the order in which they came; · is one that has left, or none yet
 *               ^ first   ^ end    slots[first] and slots[end - 1] are taken
 * </pre>
 *
 * <p>Most leave in the order in which they came, or at once; these are found at the two ends. The first one
 * that is not pays for an index of all, which is kept until the slots move. They move when there is no room at
 * the end, or when three of four are empty; so often have others come or gone since the last time that
 * it costs each of them a constant.
 *
 * <p>It is the future's word, and changed only under its own monitor and as long as it is that (see {@link
 * FutureWord}):
 *
 * <pre>
 *   lone waiter ⇄ Chain ──one more than a chain holds──> Crowd ──all but one have left──> lone waiter
 *                                                         │
 *                                                         └──future is done──> taken: each is woken
 * </pre>
 *
 * <p>Who ends the future exchanges the word first and takes the slots under the monitor then. So who
 * finds the crowd in the word while holding the monitor may change it: nobody has taken the slots yet. Who does not
 * find it there any more begins again with what the word is now. Nobody's code runs under the monitor.
 */
final class Crowd extends Waiter {
  private static final int AT_EACH_END = 4; // slots that are looked at before an index is made
  private static final int FEWEST_SLOTS = 2 * Chain.MOST;

  private Waiter[] slots = new Waiter[FEWEST_SLOTS];
  private int first;
  private int end;
  private int size;
  private SlotIndex index; // null until it is needed, and after the slots have moved
  private LateFailure lateFailure; // the one among them; null if there is none

  /** Those of a chain, and one more. */
  Crowd(Waiter[] earlier, Waiter last) {
    for (Waiter each : earlier) {
      add(each);
    }
    add(last);
  }

  // ---- coming and going -------------------------------------------------------------------------

  /** Adds one behind all others; under the monitor. */
  void add(Waiter waiter) {
    if (end == slots.length) {
      move(
          size <= slots.length - slots.length / 4 ? slots.length : slots.length + slots.length / 2);
    }
    slots[end] = waiter;
    if (index != null && !index.add(slots, end)) {
      index = null;
    }
    end++;
    size++;
    if (lateFailure == null) {
      lateFailure = waiter.lateFailure();
    }
  }

  /** Takes one out; under the monitor. Returns whether it was here. */
  boolean remove(Waiter waiter) {
    int slot = slotOf(waiter);
    if (slot < 0) {
      return false;
    }
    slots[slot] = null;
    size--;
    if (waiter == lateFailure) {
      lateFailure = null;
    }
    trim();
    if (size < slots.length / 4 && slots.length > FEWEST_SLOTS) {
      move(Math.max(FEWEST_SLOTS, slots.length / 2));
    }
    return true;
  }

  /** The last one that is left; null if there are more. Under the monitor. */
  Waiter lone() {
    return size == 1 ? slots[first] : null;
  }

  private int slotOf(Waiter waiter) {
    int lastOfFront = Math.min(end, first + AT_EACH_END);
    for (int slot = first; slot < lastOfFront; slot++) {
      if (slots[slot] == waiter) {
        return slot;
      }
    }
    int firstOfBack = Math.max(lastOfFront, end - AT_EACH_END);
    for (int slot = end - 1; slot >= firstOfBack; slot--) {
      if (slots[slot] == waiter) {
        return slot;
      }
    }
    if (firstOfBack == lastOfFront) {
      return -1;
    }
    if (index == null) {
      index = new SlotIndex(slots, first, end);
    }
    return index.find(slots, waiter);
  }

  private void trim() {
    while (first < end && slots[first] == null) {
      first++;
    }
    while (first < end && slots[end - 1] == null) {
      end--;
    }
  }

  /** Moves all to the beginning of an array of this length. */
  private void move(int length) {
    Waiter[] moved = new Waiter[length];
    int count = 0;
    for (int slot = first; slot < end; slot++) {
      if (slots[slot] != null) {
        moved[count++] = slots[slot];
      }
    }
    slots = moved;
    first = 0;
    end = count;
    index = null;
  }

  // ---- the end ----------------------------------------------------------------------------------

  /** Wakes all in the order in which they came; called once, after this has left the future's word. */
  @Override
  void wake(Object outcome) {
    wakeEach(inOrder(), outcome);
  }

  /** Wakes all; one that throws (out of memory, for example) does not keep the others asleep. */
  static void wakeEach(Waiter[] inOrder, Object outcome) {
    for (Waiter waiter : inOrder) {
      try {
        waiter.wake(outcome);
      } catch (Throwable exception) {
        IOLoop.reportUnhandled(exception);
      }
    }
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("a crowd is never scheduled itself");
  }

  // ---- questions --------------------------------------------------------------------------------

  @Override
  synchronized Waiter[] inOrder() {
    Waiter[] all = new Waiter[size];
    int count = 0;
    for (int slot = first; slot < end; slot++) {
      if (slots[slot] != null) {
        all[count++] = slots[slot];
      }
    }
    return all;
  }

  /** Ends at the first other one, so that it takes long only for one that is about to leave from the front. */
  @Override
  synchronized boolean isOnly(Waiter waiter) {
    boolean found = false;
    for (int slot = first; slot < end; slot++) {
      Waiter each = slots[slot];
      found |= each == waiter;
      if (each != null && each != waiter && !each.isObserver()) {
        return false;
      }
    }
    return found;
  }

  @Override
  synchronized boolean isWanted() {
    for (int slot = first; slot < end; slot++) {
      if (slots[slot] != null && slots[slot].isWanted()) {
        return true;
      }
    }
    return false;
  }

  @Override
  synchronized Waiter newest() {
    return slots[end - 1];
  }

  @Override
  synchronized LateFailure lateFailure() {
    return lateFailure;
  }

  @Override
  Waiter followedBy(Waiter later) {
    throw new AssertionError("is changed in place");
  }

  @Override
  Waiter without(Waiter removed) {
    throw new AssertionError("is changed in place");
  }

  @Override
  boolean isObserver() {
    throw new AssertionError("ask each of them");
  }

  @Override
  public String toString() {
    return Arrays.toString(inOrder());
  }
}
