package io.sirocco.torture.rt;

import java.util.concurrent.atomic.LongAdder;

/** What is counted while the tests run. */
public enum Count {
  /** Awaits that were executed. */
  AWAITS,
  /** Awaits that found their future pending: the coroutine was suspended. */
  SUSPENSIONS,

  // None of these may ever happen.

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

  /** Whether this is a failure wherever it happens. */
  public boolean isViolation() {
    return compareTo(WRONG_VALUE) >= 0;
  }
}
