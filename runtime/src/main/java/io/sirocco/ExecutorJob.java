package io.sirocco;

import io.sirocco.internal.DaemonThreads;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadPoolExecutor;

/**
 * A function that an executor runs; its outcome arrives on the loop's thread, if there is a loop. If the future is
 * cancelled before the function begins, it does not begin, and is let go of at once, also while the executor keeps the
 * job in a queue. Later, its value is dropped and its failure is logged. If the outcome is on its way to the loop, it is
 * too late to cancel.
 *
 * @param <T> type of the result
 */
final class ExecutorJob<T> extends Future<T> implements Runnable {
  private static final int MAX_THREADS =
      Math.min(32, Runtime.getRuntime().availableProcessors() + 4);

  /** Where jobs run if nobody says otherwise: daemon threads that end when they are idle. */
  static final class DefaultPool {
    static final Executor INSTANCE = DaemonThreads.pool(MAX_THREADS, "sirocco-worker");
  }

  private static final VarHandle FUNCTION;

  static {
    try {
      FUNCTION =
          MethodHandles.lookup().findVarHandle(ExecutorJob.class, "function", Callable.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  /** Each as long as a thread is inside of it. */
  private static final Set<ExecutorJob<?>> RUNNING = ConcurrentHashMap.newKeySet();

  private static volatile boolean isPoolInUse; // or to ask for it would make it

  private final Scheduler home;
  private volatile Callable<T> function; // taken once: to run it, or to let go of it
  private volatile Object arrived; // the outcome, on its way; null before

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
      (executor != null ? executor : defaultPool()).execute(job);
    } catch (Throwable exception) { // rejected, or the executor itself is broken
      if (job.takeFunction() == null) {
        IOLoop.reportUnhandled(exception); // it was begun all the same, and has its own outcome
      } else {
        job.settle(Outcome.failure(exception));
      }
    }
    return Outside.waitedFor(home, job);
  }

  private static Executor defaultPool() {
    if (!isPoolInUse) {
      isPoolInUse = true;
    }
    return DefaultPool.INSTANCE;
  }

  @SuppressWarnings("unchecked") // the field holds nothing else
  private Callable<T> takeFunction() {
    return (Callable<T>) FUNCTION.getAndSet(this, null);
  }

  /** Shows the jobs that run, and those that wait in the default pool; any thread may call this. */
  static void showTo(AwaitWalk walk) {
    RUNNING.forEach(job -> walk.source(job, job.kind()));
    if (isPoolInUse && DefaultPool.INSTANCE instanceof ThreadPoolExecutor pool) {
      pool.getQueue().forEach(queued -> {
        if (queued instanceof ExecutorJob<?> job) {
          walk.source(job, job.kind());
        }
      });
    }
  }

  @Override
  String kind() {
    return "executor job, " + (RUNNING.contains(this) ? "running" : "queued");
  }

  /** On a thread of the executor. */
  @Override
  public void run() {
    Callable<T> taken = takeFunction();
    if (taken != null) {
      RUNNING.add(this);
      Object outcome = call(taken);
      RUNNING.remove(this);
      arrived = outcome;
      home.post(this, outcome);
    }
  }

  private Object call(Callable<?> function) {
    try {
      RUNNING.add(this);
      return Outcome.of(function.call());
    } catch (Throwable exception) {
      return Outcome.failure(exception);
    } finally {
      RUNNING.remove(this);
    }
  }

  /** At home. */
  @Override
  void run(Object outcome) {
    Outside.arrived(outcome);
    Outcome.Failure error = Outcome.errorOrNull(outcome);
    if (!settle(outcome) && isCancelled() && error != null) {
      Log.error("Exception after Future was cancelled", error.exception());
    }
  }

  /** What has arrived is not given up any more. */
  @Override
  public boolean cancel() {
    Object outcome = arrived;
    if (outcome != null) {
      settle(outcome);
      return false;
    }
    boolean isCancelled = super.cancel();
    takeFunction();
    return isCancelled;
  }
}
