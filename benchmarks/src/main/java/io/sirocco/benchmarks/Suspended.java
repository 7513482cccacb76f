package io.sirocco.benchmarks;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.CoroutineFrame;
import io.sirocco.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;

/** Coroutines in which an {@code int}, a {@code long} and a reference live across the await. */
final class Suspended {
  private final int bias;

  Suspended(int bias) {
    this.bias = bias;
  }

  @Coroutine
  static Future<Integer> ofClass(Future<Integer> awaited, int i, long l, Object ref) {
    return Future.of(await(awaited) + i + (int) l + ref.hashCode());
  }

  @Coroutine
  Future<Integer> ofInstance(Future<Integer> awaited, int i, long l, Object ref) {
    return Future.of(await(awaited) + i + (int) l + ref.hashCode() + bias);
  }

  static Future<Integer> byHand(Future<Integer> awaited, int i, long l, Object ref) {
    return new HandFrame(i, l, ref).park(awaited);
  }

  private static final class HandFrame extends CoroutineFrame<Integer> {
    private final int i;
    private final long l;
    private Object ref;

    HandFrame(int i, long l, Object ref) {
      this.i = i;
      this.l = l;
      this.ref = ref;
    }

    @Override
    protected void resume(Object outcome) {
      finish(Future.of((Integer) take(null, outcome) + i + (int) l + ref.hashCode()), this);
    }

    @Override
    protected void clear() {
      ref = null;
    }
  }

  static BareFuture bare(BareFuture awaited, BareQueue queue, int i, long l, Object ref) {
    BareMachine machine = new Machine(queue, i, l, ref);
    awaited.register(machine);
    return machine;
  }

  private static final class Machine extends BareMachine {
    private final int i;
    private final long l;
    private final Object ref;

    Machine(BareQueue queue, int i, long l, Object ref) {
      super(queue);
      this.i = i;
      this.l = l;
      this.ref = ref;
    }

    @Override
    void resume(Object value) {
      complete((Integer) value + i + (int) l + ref.hashCode());
    }
  }

  static CompletableFuture<Integer> completable(
      CompletableFuture<Integer> awaited, int i, long l, Object ref) {
    return awaited.thenApply(value -> value + i + (int) l + ref.hashCode());
  }

  /** Virtual threads, of which it is known when all of them wait. */
  static final class Threads {
    private final List<Thread> started = new ArrayList<>();

    void start(CompletableFuture<Integer> awaited, int i, long l, Object ref) {
      started.add(VirtualThreads.start(() -> {
        if (awaited.join() + i + (int) l + ref.hashCode() == 0) {
          throw new AssertionError("never: keeps the values alive");
        }
      }));
    }

    /** Returns when all that were started wait, and forgets them. */
    void settle() {
      for (Thread thread : started) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
          LockSupport.parkNanos(100_000);
        }
      }
      started.clear();
    }

    /** Lets the thread end that waits for this; else it would be kept for ever. */
    @SuppressWarnings("unchecked") // as it was started
    void end(Object awaited) {
      ((CompletableFuture<Integer>) awaited).complete(1);
    }
  }
}
