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
      while (true) {
        Future<?> next;
        if (state == PUT) {
          take(null, outcome);
          next = in.get();
          state = GOT;
        } else {
          sum += (Integer) take(null, outcome);
          if (++i == times) {
            finish(Future.of(sum), this);
            return;
          }
          next = out.put(i & 63);
          state = PUT;
        }
        outcome = poll(next);
        if (outcome == null) {
          parkAgain(next);
          return;
        }
      }
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
      while (true) {
        Future<?> next;
        if (state == GOT) {
          next = out.put((Integer) take(null, outcome) + 1);
          state = PUT;
        } else {
          take(null, outcome);
          if (++i == times) {
            finish(Future.of(times), this);
            return;
          }
          next = in.get();
          state = GOT;
        }
        outcome = poll(next);
        if (outcome == null) {
          parkAgain(next);
          return;
        }
      }
    }
  }
}
