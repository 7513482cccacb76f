package io.sirocco.net;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads for lookups. */
final class ResolverThreads {
  private static final long KEEP_ALIVE_SECONDS = 5;

  private ResolverThreads() {}

  static Executor pool(int threads) {
    if (threads <= 0) {
      throw new IllegalArgumentException("threads must be positive: " + threads);
    }
    ThreadPoolExecutor pool = new ThreadPoolExecutor(
        threads,
        threads,
        KEEP_ALIVE_SECONDS,
        TimeUnit.SECONDS,
        new LinkedBlockingQueue<>(),
        ResolverThreads::daemon);
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private static Thread daemon(Runnable body) {
    Thread thread = new Thread(body, "sirocco-resolver");
    thread.setDaemon(true);
    return thread;
  }
}
