package io.sirocco.benchmarks;

import io.sirocco.CoroutineFrame;
import io.sirocco.Future;

/**
 * The rows as state machines on our own futures: what an expert would write by hand. As coroutines do,
 * they never throw: an exception fails the future that they return.
 */
final class HandRows {
  private HandRows() {}

  // ---- ready ----------------------------------------------------------------------------------

  static Future<Integer> ready(Future<Integer>[] done) {
    try {
      int sum = 0;
      for (int i = 0; i < done.length; i++) {
        Object outcome = CoroutineFrame.poll(done[i]);
        if (outcome == null) {
          ReadyFrame frame = new ReadyFrame(done);
          frame.i = i;
          frame.sum = sum;
          return frame.park(done[i]);
        }
        sum += (Integer) CoroutineFrame.take(null, outcome);
      }
      return Future.of(sum);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class ReadyFrame extends CoroutineFrame<Integer> {
    private final Future<Integer>[] done;
    private int i;
    private int sum;

    ReadyFrame(Future<Integer>[] done) {
      this.done = done;
    }

    @Override
    protected void resume(Object first) {
      Object outcome = first;
      int sum = this.sum;
      for (int i = this.i; ; ) {
        sum += (Integer) take(null, outcome);
        if (++i == done.length) {
          break;
        }
        outcome = poll(done[i]);
        if (outcome == null) {
          this.i = i;
          this.sum = sum;
          parkAgain(done[i]);
          return;
        }
      }
      finish(Future.of(sum), this);
    }
  }

  // ---- call -----------------------------------------------------------------------------------

  static Future<Integer> child(int x, Future<Integer> rare) {
    try {
      if (x < 0) {
        Object outcome = CoroutineFrame.poll(rare);
        if (outcome == null) {
          return new ChildFrame().park(rare);
        }
        return Future.of((Integer) CoroutineFrame.take(null, outcome));
      }
      return Future.of(x & 63);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class ChildFrame extends CoroutineFrame<Integer> {
    @Override
    protected void resume(Object outcome) {
      finish(Future.of((Integer) take(null, outcome)), this);
    }
  }

  static Future<Integer> call(int calls, Future<Integer> rare) {
    try {
      int sum = 0;
      for (int i = 0; i < calls; i++) {
        Future<Integer> child = child(i, rare);
        Object outcome = CoroutineFrame.poll(child);
        if (outcome == null) {
          CallFrame frame = new CallFrame(calls, rare);
          frame.i = i;
          frame.sum = sum;
          return frame.park(child);
        }
        sum += (Integer) CoroutineFrame.take(null, outcome);
      }
      return Future.of(sum);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class CallFrame extends CoroutineFrame<Integer> {
    private final int calls;
    private final Future<Integer> rare;
    private int i;
    private int sum;

    CallFrame(int calls, Future<Integer> rare) {
      this.calls = calls;
      this.rare = rare;
    }

    @Override
    protected void resume(Object first) {
      Object outcome = first;
      int sum = this.sum;
      for (int i = this.i; ; ) {
        sum += (Integer) take(null, outcome);
        if (++i == calls) {
          break;
        }
        Future<Integer> child = child(i, rare);
        outcome = poll(child);
        if (outcome == null) {
          this.i = i;
          this.sum = sum;
          parkAgain(child);
          return;
        }
      }
      finish(Future.of(sum), this);
    }
  }

  // ---- suspend --------------------------------------------------------------------------------

  static Future<Integer> suspend(Source source, int times) {
    try {
      int sum = 0;
      for (int i = 0; i < times; i++) {
        Future<Integer> next = source.next();
        Object outcome = CoroutineFrame.poll(next);
        if (outcome == null) {
          SuspendFrame frame = new SuspendFrame(source, times);
          frame.i = i;
          frame.sum = sum;
          return frame.park(next);
        }
        sum += (Integer) CoroutineFrame.take(null, outcome);
      }
      return Future.of(sum);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class SuspendFrame extends CoroutineFrame<Integer> {
    private final Source source;
    private final int times;
    private int i;
    private int sum;

    SuspendFrame(Source source, int times) {
      this.source = source;
      this.times = times;
    }

    @Override
    protected void resume(Object first) {
      Object outcome = first;
      int sum = this.sum;
      for (int i = this.i; ; ) {
        sum += (Integer) take(null, outcome);
        if (++i == times) {
          break;
        }
        Future<Integer> next = source.next();
        outcome = poll(next);
        if (outcome == null) {
          this.i = i;
          this.sum = sum;
          parkAgain(next);
          return;
        }
      }
      finish(Future.of(sum), this);
    }
  }

  // ---- spawn ----------------------------------------------------------------------------------

  static Future<Integer> once(Future<Integer> awaited, int x) {
    try {
      Object outcome = CoroutineFrame.poll(awaited);
      if (outcome == null) {
        return new OnceFrame(x).park(awaited);
      }
      return Future.of((Integer) CoroutineFrame.take(null, outcome) + x & 63);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class OnceFrame extends CoroutineFrame<Integer> {
    private final int x;

    OnceFrame(int x) {
      this.x = x;
    }

    @Override
    protected void resume(Object outcome) {
      finish(Future.of((Integer) take(null, outcome) + x & 63), this);
    }
  }

  // ---- fib ------------------------------------------------------------------------------------

  static Future<Integer> fib(int n) {
    try {
      if (n < 2) {
        return Future.of(n);
      }
      Future<Integer> left = fib(n - 1);
      Object first = CoroutineFrame.poll(left);
      if (first == null) {
        return new FibFrame(n).park(left);
      }
      int value = (Integer) CoroutineFrame.take(null, first);
      Future<Integer> right = fib(n - 2);
      Object second = CoroutineFrame.poll(right);
      if (second == null) {
        FibFrame frame = new FibFrame(n);
        frame.first = value;
        frame.state = 1;
        return frame.park(right);
      }
      return Future.of(value + (Integer) CoroutineFrame.take(null, second));
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class FibFrame extends CoroutineFrame<Integer> {
    private final int n;
    private int first;

    FibFrame(int n) {
      this.n = n;
    }

    @Override
    protected void resume(Object value) {
      Object second = value;
      if (state == 0) {
        first = (Integer) take(null, value);
        Future<Integer> right = fib(n - 2);
        second = poll(right);
        if (second == null) {
          state = 1;
          parkAgain(right);
          return;
        }
      }
      finish(Future.of(first + (Integer) take(null, second)), this);
    }
  }

  // ---- deep -----------------------------------------------------------------------------------

  static Future<Integer> deep(Future<Integer> leaf, int callers) {
    try {
      Future<Integer> inner = callers == 0 ? leaf : deep(leaf, callers - 1);
      Object outcome = CoroutineFrame.poll(inner);
      if (outcome == null) {
        return new DeepFrame().park(inner);
      }
      return Future.of((Integer) CoroutineFrame.take(null, outcome) + 1 & 63);
    } catch (Throwable t) {
      return CoroutineFrame.failed(t);
    }
  }

  private static final class DeepFrame extends CoroutineFrame<Integer> {
    @Override
    protected void resume(Object outcome) {
      finish(Future.of((Integer) take(null, outcome) + 1 & 63), this);
    }
  }
}
