package io.sirocco.benchmarks.loop;

import java.util.concurrent.locks.LockSupport;

/** Tells the thread that has made it that something has happened on another one; again and again. */
final class Signal {
  private final Thread waiter = Thread.currentThread();
  private volatile boolean fired;

  void fire() {
    fired = true;
    LockSupport.unpark(waiter);
  }

  /** Sleeps until the other thread has called {@link #fire}. */
  void await() {
    while (!fired) {
      LockSupport.park(this);
    }
    fired = false;
  }
}
