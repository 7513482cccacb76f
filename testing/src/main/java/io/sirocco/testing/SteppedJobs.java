package io.sirocco.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;

/**
 * An executor whose jobs run when it is told so, one at a time, in a thread of its own: while one runs, the
 * thread that said so waits. So jobs see a thread that is not the loop's, and nothing depends on who is
 * faster.
 */
final class SteppedJobs implements Executor {
  private static final int LIMIT_SECONDS = 5;
  private static final Object DONE = new Object();

  private final List<Runnable> waiting = new ArrayList<>(); // oldest first
  private final SynchronousQueue<Runnable> next = new SynchronousQueue<>();
  private final SynchronousQueue<Object> ended = new SynchronousQueue<>();
  private Thread thread; // null until there was a job

  /** Any thread may call this. */
  @Override
  public void execute(Runnable job) {
    synchronized (waiting) {
      waiting.add(job);
    }
  }

  int count() {
    synchronized (waiting) {
      return waiting.size();
    }
  }

  boolean isRunningHere() {
    return Thread.currentThread() == thread;
  }

  /**
   * Runs a job to its end.
   *
   * @param index among those that wait
   * @throws IllegalStateException if it does not end
   */
  void run(int index) {
    Runnable job;
    synchronized (waiting) {
      job = waiting.remove(index);
    }
    if (thread == null) {
      thread = new Thread(this::runAll, "sirocco-stepped-jobs");
      thread.setDaemon(true);
      thread.start();
    }
    try {
      next.put(job);
      if (ended.poll(LIMIT_SECONDS, TimeUnit.SECONDS) == null) {
        thread.interrupt();
        throw new IllegalStateException("a job of the executor has not ended after "
            + LIMIT_SECONDS
            + " seconds: where orders are tried, one job runs at a time, and the loop"
            + " waits for it");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void runAll() {
    try {
      while (true) {
        runOne(next.take());
        ended.put(DONE);
      }
    } catch (InterruptedException e) {
      // closed, or given up: see run
    }
  }

  private static void runOne(Runnable job) {
    try {
      job.run();
    } catch (Throwable exception) {
      Thread here = Thread.currentThread(); // as an executor would
      here.getUncaughtExceptionHandler().uncaughtException(here, exception);
    }
  }

  void close() {
    if (thread != null) {
      thread.interrupt();
    }
  }
}
