package io.sirocco;

/** Something that is only ever scheduled: it waits for no future. */
abstract class Task extends Waiter {
  @Override
  final void wake(Object outcome) {
    throw new AssertionError("this task waits for nothing: " + this);
  }
}
