package io.sirocco.benchmarks;

/** The machines that can go on, first in first out. */
final class BareQueue {
  private Object[] slots = new Object[4096]; // machine, value, machine, value, ...
  private int head;
  private int tail;

  void add(BareMachine machine, Object value) {
    Object[] slots = this.slots;
    int index = tail & slots.length - 1;
    slots[index] = machine;
    slots[index + 1] = value;
    tail += 2;
    if (tail - head == slots.length) {
      throw new IllegalStateException("made for at most 2047 machines");
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
