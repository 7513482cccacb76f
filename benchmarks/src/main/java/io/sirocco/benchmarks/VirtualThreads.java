package io.sirocco.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;

/** Starts virtual threads on a JDK that has them; this module is compiled for one that has none. */
final class VirtualThreads {
  private static final MethodHandle START = start();

  static final boolean AVAILABLE = START != null;

  private VirtualThreads() {}

  private static MethodHandle start() {
    try {
      return MethodHandles.lookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
    } catch (ReflectiveOperationException e) {
      return null;
    }
  }

  static Thread start(Runnable task) {
    if (!AVAILABLE) {
      throw new UnsupportedOperationException("this JDK has no virtual threads: use -e virtual");
    }
    try {
      return (Thread) START.invokeExact(task);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Runs a task in a virtual thread and waits for its end. */
  static void run(Runnable task) {
    join(start(task));
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
