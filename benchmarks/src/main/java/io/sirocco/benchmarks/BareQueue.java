package io.sirocco.benchmarks;

/** The machines that can go on, first in first out. */
final class BareQueue {
  private final Object[] slots; // machine, value, machine, value, ...
  private int head;
  private int tail;

  BareQueue() {
    this(2048);
  }

  /** With room for fewer than {@code machines}, a power of two. */
  BareQueue(int machines) {
    slots = new Object[2 * machines];
  }

  void add(BareMachine machine, Object value) {
    Object[] slots = this.slots;
    int index = tail & slots.length - 1;
    slots[index] = machine;
    slots[index + 1] = value;
    tail += 2;
    if (tail - head == slots.length) {
      throw new IllegalStateException("made for fewer than " + slots.length / 2 + " machines");
    }
  }

  /** Runs machines until none is ready. */
  void run() {
    Object[] slots = this.slots;
    while (head != tail) {
      int index = head & slots.length - 1;
      BareMachine machine = (BareMachine) slots[index];
      Object value = slots[index + 1];
      slots[index] = null;
      slots[index + 1] = null;
      head += 2;
      machine.resume(value);
    }
  }
}
