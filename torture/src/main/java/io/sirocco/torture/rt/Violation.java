package io.sirocco.torture.rt;

import java.util.concurrent.atomic.LongAdder;

/** What may never happen, and is counted. */
public enum Violation {
  /** An await gave the value of another one. */
  WRONG_VALUE,
  /** A coroutine threw at its caller. */
  CALL_THAT_THREW,
  /** A coroutine returned null. */
  NO_FUTURE,
  /** A future was done although its coroutine still waits. */
  LOST_PAUSE,
  /** A future is pending although its coroutine waits for nothing. */
  STUCK;

  private final LongAdder value = new LongAdder();

  void increment() {
    value.increment();
  }

  long value() {
    return value.sum();
  }
}
