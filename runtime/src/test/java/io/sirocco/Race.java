package io.sirocco;

import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;

/** Lets two threads meet at the same objects, many times. */
final class Race {
  /** One meeting, with objects of its own. */
  interface Round {
    /** Runs in the thread of the test. */
    void here() throws Exception;

    /** Runs in another thread, at the same time. */
    void there() throws Exception;

    /** Looks at what has become of it, when both are through. */
    void check();
  }

  private static final int SPINS = 1000; // then the other thread may need our processor

  private volatile int begun;
  private volatile int ended;

  private Race() {}

  /** Plays rounds until one fails; it is the cause then. */
  static void run(int rounds, Supplier<? extends Round> newRound) throws InterruptedException {
    new Race().play(rounds, newRound);
  }

  private void play(int rounds, Supplier<? extends Round> newRound) throws InterruptedException {
    AtomicReference<Round> current = new AtomicReference<>();
    AtomicReference<Throwable> failure = new AtomicReference<>();
    Thread other = new Thread(() -> {
      for (int i = 1; i <= rounds; i++) {
        awaitTurn(i);
        try {
          current.get().there();
        } catch (Throwable e) {
          failure.set(e);
        }
        ended = i;
      }
    });
    other.setDaemon(true);
    other.start();
    for (int i = 1; i <= rounds; i++) {
      Round round = newRound.get();
      current.set(round);
      begun = i;
      try {
        round.here();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
      awaitEnd(i);
      if (failure.get() != null) {
        throw new AssertionError("in the other thread", failure.get());
      }
      round.check();
    }
    other.join();
  }

  private void awaitTurn(int round) {
    for (int spins = 0; begun < round; spins++) {
      relax(spins);
    }
  }

  private void awaitEnd(int round) {
    for (int spins = 0; ended < round; spins++) {
      relax(spins);
    }
  }

  private static void relax(int spins) {
    if (spins < SPINS) {
      Thread.onSpinWait();
    } else {
      Thread.yield();
    }
  }
}
