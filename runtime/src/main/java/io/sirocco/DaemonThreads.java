package io.sirocco;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/** Makes threads that do not keep the program alive. */
final class DaemonThreads implements ThreadFactory {
  private final String name;
  private final AtomicInteger count = new AtomicInteger();

  private DaemonThreads(String name) {
    this.name = name;
  }

  /** Threads {@code name-1}, {@code name-2} and so on. */
  static ThreadFactory named(String name) {
    return new DaemonThreads(name);
  }

  @Override
  public Thread newThread(Runnable body) {
    Thread thread = new Thread(body, name + "-" + count.incrementAndGet());
    thread.setDaemon(true);
    return thread;
  }
}
