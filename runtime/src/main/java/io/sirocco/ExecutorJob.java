package io.sirocco;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * A function that an executor runs; its outcome arrives on the loop's thread, if there is a loop. If the future is
 * cancelled before the function begins, it does not begin; later, its outcome is dropped.
 *
 * @param <T> type of the result
 */
final class ExecutorJob<T> extends Future<T> implements Runnable {
  private static final int MAX_THREADS =
      Math.min(32, Runtime.getRuntime().availableProcessors() + 4);
  // Short: those who run programs inside their own JVM wait for the threads that these leave
  // behind.
  private static final long KEEP_ALIVE_SECONDS = 5;

  /** Where jobs run if nobody says otherwise: daemon threads that end when they are idle. */
  static final class DefaultPool {
    static final Executor INSTANCE = make();

    private static Executor make() {
      ThreadPoolExecutor pool = new ThreadPoolExecutor(
          MAX_THREADS,
          MAX_THREADS,
          KEEP_ALIVE_SECONDS,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(),
          DaemonThreads.named("sirocco-worker"));
      pool.allowCoreThreadTimeOut(true);
      return pool;
    }
  }

  private final Scheduler home;
  private final Callable<T> function;

  private ExecutorJob(Scheduler home, Callable<T> function) {
    this.home = home;
    this.function = function;
  }

  /**
   * Submits a job.
   *
   * @param executor null for the default pool
   */
  static <T> Future<T> submit(Scheduler home, Executor executor, Callable<T> function) {
    Objects.requireNonNull(function, "function");
    ExecutorJob<T> job = new ExecutorJob<>(home, function);
    try {
      (executor != null ? executor : DefaultPool.INSTANCE).execute(job);
    } catch (RejectedExecutionException e) {
      job.settle(Outcome.failure(e));
    }
    return Outside.waitedFor(home, job);
  }

  /** On a thread of the executor. */
  @Override
  public void run() {
    if (!isDone()) {
      home.post(this, call());
    }
  }

  private Object call() {
    try {
      return Outcome.of(function.call());
    } catch (Throwable exception) {
      return Outcome.failure(exception);
    }
  }

  /** At home. */
  @Override
  void run(Object outcome) {
    Outside.arrived(outcome);
    settleOwn(outcome);
  }
}
