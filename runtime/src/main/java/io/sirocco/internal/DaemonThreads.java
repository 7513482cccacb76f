package io.sirocco.internal;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Makes threads that do not keep the program alive, and that end soon when they have nothing to do: a thread
 * keeps the class loader of this library, and an application that is replaced in a container would stay.
 *
 * <p>They take nothing over from the thread that happens to be the first to need them: no inheritable
 * thread-locals, and as context class loader they have the one of this library.
 */
public final class DaemonThreads implements ThreadFactory {
  /** How long an idle thread waits for work. To make a thread takes less than a thousandth of this time. */
  public static final long KEEP_ALIVE_MILLIS = 100;

  private final String name;
  private final AtomicInteger count = new AtomicInteger();

  private DaemonThreads(String name) {
    this.name = name;
  }

  /** Threads {@code name-1}, {@code name-2} and so on. */
  public static ThreadFactory named(String name) {
    return new DaemonThreads(name);
  }

  /** A pool of at most so many threads; what is more waits. */
  public static ExecutorService pool(int threads, String name) {
    return pool(threads, threads, new LinkedBlockingQueue<>(), name);
  }

  /** A pool in which nothing waits for a thread. */
  public static ExecutorService unboundedPool(String name) {
    return pool(0, Integer.MAX_VALUE, new SynchronousQueue<>(), name);
  }

  private static ExecutorService pool(
      int core, int most, BlockingQueue<Runnable> queue, String name) {
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        core, most, KEEP_ALIVE_MILLIS, TimeUnit.MILLISECONDS, queue, named(name));
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  @Override
  public Thread newThread(Runnable body) {
    boolean inherit = false;
    Thread thread = new Thread(null, body, name + "-" + count.incrementAndGet(), 0, inherit);
    thread.setDaemon(true);
    thread.setContextClassLoader(DaemonThreads.class.getClassLoader());
    return thread;
  }
}
