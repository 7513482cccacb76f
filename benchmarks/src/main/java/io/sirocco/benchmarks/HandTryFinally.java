package io.sirocco.benchmarks;

import io.sirocco.CoroutineFrame;
import io.sirocco.Future;

/** Awaits in {@code try} with {@code finally}, as a state machine on our own futures. */
final class HandTryFinally {
  private HandTryFinally() {}

  static Future<Integer> run(Future<Integer>[] futures) {
    try {
      int sum = 0;
      int ends = 0;
      for (int i = 0; i < futures.length; i++) {
        boolean leaves = true; // a suspension does not: it comes back
        try {
          Object outcome = CoroutineFrame.poll(futures[i]);
          if (outcome == null) {
            leaves = false;
            Frame frame = new Frame(futures);
            frame.i = i;
            frame.sum = sum;
            frame.ends = ends;
            return frame.park(futures[i]);
          }
          sum += (Integer) CoroutineFrame.take(null, outcome);
        } finally {
          if (leaves) {
            ends++;
          }
        }
      }
      return Future.of(sum + ends);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class Frame extends CoroutineFrame<Integer> {
    private final Future<Integer>[] futures;
    private int i;
    private int sum;
    private int ends;

    Frame(Future<Integer>[] futures) {
      this.futures = futures;
    }

    @Override
    protected void resume(Object first) {
      Object outcome = first;
      int sum = this.sum;
      int ends = this.ends;
      int i = this.i;
      do {
        boolean leaves = true; // as above
        try {
          if (outcome == null) {
            outcome = poll(futures[i]);
          }
          if (outcome == null) {
            leaves = false;
            this.i = i;
            this.sum = sum;
            this.ends = ends;
            parkAgain(futures[i]);
            return;
          }
          sum += (Integer) take(null, outcome);
          outcome = null;
        } finally {
          if (leaves) {
            ends++;
          }
        }
      } while (++i < futures.length);
      finish(Future.of(sum + ends), this);
    }
  }
}
