package io.sirocco.benchmarks.loop;

import java.util.concurrent.TimeUnit;

/** What the rows use of a loop that runs in a thread of its own. */
interface EventLoop {
  /** Delays of the timers that others wait for: so many different ones, between one and two hours. */
  int DELAYS = 1024;

  /** A delay that is over when the callback ends that asks for it. */
  long SOON = 1_000;

  /** Runs a callback soon; from any thread. */
  void post(Runnable callback);

  /** Adds a timer with one of the {@link #delay delays}; on the loop's thread. */
  Object later(int index, Runnable callback);

  /** Adds a timer with the delay {@link #SOON}; on the loop's thread. */
  void soon(Runnable callback);

  /** Cancels what {@link #later} gave; on the loop's thread. */
  void cancel(Object timer);

  /** Nanoseconds; scattered, so that a new timer comes between the pending ones. */
  static long delay(int index) {
    return TimeUnit.HOURS.toNanos(1) + index * 769L % DELAYS * TimeUnit.SECONDS.toNanos(3);
  }

  /** Adds so many timers that are far from due, and returns when all are there. */
  default void addPending(int timers) {
    Signal added = new Signal();
    post(() -> {
      for (int i = 0; i < timers; i++) {
        later(i % DELAYS, NOTHING);
      }
      added.fire();
    });
    added.await();
  }

  /**
   * Lets the queues of the loop grow and get old, as they are in a program that runs for long: a collector
   * notices what is written into old objects, and that costs.
   */
  default void age() {
    Signal grown = new Signal();
    post(() -> {
      for (int i = 0; i < 2_000; i++) {
        post(NOTHING);
      }
      post(grown::fire);
    });
    grown.await();
    System.gc();
  }

  Runnable NOTHING = () -> {};
}
