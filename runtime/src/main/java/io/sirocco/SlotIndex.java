package io.sirocco;

/**
 * Finds the slot of a waiter by its identity: a hash table with open addressing, which holds numbers of slots only.
 *
 * <p>Nothing is ever taken out of it. A number whose slot holds another waiter by now, or none, is passed over; so
 * the slots are the truth, and emptying one is enough. Of a waiter that stands in several slots, which only observers do
 * that never leave, the first is found.
 */
final class SlotIndex {
  private final int[]
      table; // slot + 1; 0: free. A power of two, at least twice as long as the slots
  private int used;

  /** An index of {@code slots[first]} to {@code slots[end - 1]}. */
  SlotIndex(Waiter[] slots, int first, int end) {
    table = new int[Integer.highestOneBit(2 * slots.length - 1) * 2];
    for (int slot = first; slot < end; slot++) {
      if (slots[slot] != null) {
        add(slots, slot);
      }
    }
  }

  /**
   * Learns of the waiter in a slot.
   *
   * @return false if there is no room: make another one
   */
  boolean add(Waiter[] slots, int slot) {
    if (4 * used >= 3 * table.length) {
      return false;
    }
    int place = place(slots[slot]);
    while (table[place] != 0) {
      if (slots[table[place] - 1] == slots[slot]) {
        return true;
      }
      place = place + 1 & table.length - 1;
    }
    table[place] = slot + 1;
    used++;
    return true;
  }

  /** The slot of a waiter, or -1. */
  int find(Waiter[] slots, Waiter waiter) {
    int place = place(waiter);
    while (table[place] != 0) {
      if (slots[table[place] - 1] == waiter) {
        return table[place] - 1;
      }
      place = place + 1 & table.length - 1;
    }
    return -1;
  }

  private int place(Waiter waiter) {
    int hash = System.identityHashCode(waiter) * 0x9E3779B9;
    return hash >>> 7 & table.length - 1;
  }
}
