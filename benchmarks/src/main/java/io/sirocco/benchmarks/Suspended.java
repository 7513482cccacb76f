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
  static final class Threads extends Suspension<CompletableFuture<Integer>, Thread> {
    private final List<Thread> started = new ArrayList<>();
    private volatile int lastSum;

    @Override
    CompletableFuture<Integer> pending() {
      return new CompletableFuture<>();
    }

    @Override
    Thread start(CompletableFuture<Integer> awaited, int i, long l, Object ref) {
      Thread thread =
          VirtualThreads.start(() -> lastSum = awaited.join() + i + (int) l + ref.hashCode());
      started.add(thread);
      return thread;
    }

    @Override
    void complete(CompletableFuture<Integer> awaited, int value) {
      awaited.complete(value);
    }

    /** The sum of the thread that has ended last. */
    @Override
    Integer poll(Thread thread) {
      return thread.isAlive() ? null : (Integer) lastSum;
    }

    @Override
    void run() {
      started.forEach(VirtualThreads::join);
      started.clear();
    }

    @Override
    void settle() {
      for (Thread thread : started) {
        while (thread.getState() != Thread.State.WAITING && thread.isAlive()) {
          LockSupport.parkNanos(100_000);
        }
      }
    }

    @Override
    boolean isObjects() {
      return false;
    }

    @Override
    boolean isKept() {
      return true;
    }
  }
}
