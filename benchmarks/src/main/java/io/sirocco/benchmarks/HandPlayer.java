package io.sirocco.benchmarks;

import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import io.sirocco.queues.Queue;

/** The two players of {@link PingPong} as state machines on our own futures. */
final class HandPlayer {
  private static final int PUT = 0;
  private static final int GOT = 1;

  private HandPlayer() {}

  static Future<Integer> ping(Queue<Integer> out, Queue<Integer> in, int times) {
    return begin(new Ping(out, in, times), out.put(0), PUT);
  }

  static Future<Integer> pong(Queue<Integer> in, Queue<Integer> out, int times) {
    return begin(new Pong(in, out, times), in.get(), GOT);
  }

  /** Both wait for each other, so a frame is needed in any case. */
  private static Future<Integer> begin(CoroutineFrame<Integer> player, Future<?> first, int state) {
    player.state = state;
    return player.park(first);
  }

  private static final class Ping extends CoroutineFrame<Integer> {
    private final Queue<Integer> out;
    private final Queue<Integer> in;
    private final int times;
    private int i;
    private int sum;

    Ping(Queue<Integer> out, Queue<Integer> in, int times) {
      this.out = out;
      this.in = in;
      this.times = times;
    }

    @Override
    protected void resume(Object first) {
      Object outcome = first;
      if (state == PUT) {
        take(null, outcome);
        outcome = nextItem();
      }
      while (outcome != null) {
        sum += (Integer) take(null, outcome);
        if (++i == times) {
          finish(Future.of(sum), this);
          return;
        }
        Future<Void> put = out.put(i & 63);
        Object done = poll(put);
        if (done == null) {
          state = PUT;
          parkAgain(put);
          return;
        }
        take(null, done);
        outcome = nextItem();
      }
    }

    /** Null after a suspension. */
    private Object nextItem() {
      Future<Integer> next = in.get();
      Object outcome = poll(next);
      if (outcome == null) {
        state = GOT;
        parkAgain(next);
      }
      return outcome;
    }
  }

  private static final class Pong extends CoroutineFrame<Integer> {
    private final Queue<Integer> in;
    private final Queue<Integer> out;
    private final int times;
    private int i;

    Pong(Queue<Integer> in, Queue<Integer> out, int times) {
      this.in = in;
      this.out = out;
      this.times = times;
    }

    @Override
    protected void resume(Object first) {
      Object outcome = first;
      if (state == PUT) {
        take(null, outcome);
        outcome = nextItem();
      }
      while (outcome != null) {
        Future<Void> put = out.put((Integer) take(null, outcome) + 1);
        Object done = poll(put);
        if (done == null) {
          state = PUT;
          parkAgain(put);
          return;
        }
        take(null, done);
        outcome = nextItem();
      }
    }

    /** What comes next; null after a suspension or the last one. */
    private Object nextItem() {
      if (++i == times) {
        finish(Future.of(times), this);
        return null;
      }
      Future<Integer> next = in.get();
      Object outcome = poll(next);
      if (outcome == null) {
        state = GOT;
        parkAgain(next);
      }
      return outcome;
    }
  }
}
