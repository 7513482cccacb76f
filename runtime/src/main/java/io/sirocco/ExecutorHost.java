package io.sirocco;

import java.util.Objects;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** An executor of one thread, which is known by the turns that have run there. */
final class ExecutorHost implements LoopHost {
  private final ScheduledExecutorService executor;
  private volatile Thread thread; // of the last turn; null before the first
  private ScheduledFuture<?> timer; // null before the first

  ExecutorHost(ScheduledExecutorService executor) {
    Objects.requireNonNull(executor, "executor");
    int threads = threads(executor);
    if (threads > 1) {
      throw new IllegalArgumentException("a loop is the guest of one thread, and the executor has "
          + threads + ": use Executors.newSingleThreadScheduledExecutor()");
    }
    this.executor = executor;
  }

  /** As many as can be seen: a wrapper of the JDK hides the pool, and there is one thread in it. */
  private static int threads(ScheduledExecutorService executor) {
    if (executor instanceof ScheduledThreadPoolExecutor pool) {
      return pool.getCorePoolSize();
    }
    // A pool of the JDK's from 25 on; the compiler knows only that it may be.
    return (Object) executor instanceof ForkJoinPool pool ? pool.getParallelism() : 1;
  }

  @Override
  public void execute(Runnable turn) {
    executor.execute(new Turn(turn));
  }

  @Override
  public void schedule(Runnable turn, long delayNanos) {
    ScheduledFuture<?> former = timer;
    timer = executor.schedule(new Turn(turn), delayNanos, TimeUnit.NANOSECONDS);
    if (former != null) {
      former.cancel(false);
    }
  }

  @Override
  public boolean isHostThread() {
    return Thread.currentThread() == thread;
  }

  @Override
  public boolean isTerminated() {
    return executor.isTerminated();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExecutorHost host && host.executor == executor;
  }

  @Override
  public int hashCode() {
    return System.identityHashCode(executor);
  }

  @Override
  public String toString() {
    Thread seen = thread;
    return seen == null ? "an executor" : "the executor of " + seen.getName();
  }

  /** Notes whose thread it is. */
  private final class Turn implements Runnable {
    private final Runnable turn;

    Turn(Runnable turn) {
      this.turn = turn;
    }

    @Override
    public void run() {
      thread = Thread.currentThread();
      turn.run();
    }
  }
}
