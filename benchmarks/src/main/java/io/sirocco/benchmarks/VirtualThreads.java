package io.sirocco.benchmarks;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;

/**
 * Starts virtual threads on a JDK that has them; this module is compiled for one that has none.
 *
 * <p>With {@link #AS_WORKER} a contender is itself called on a virtual thread. So nothing that is timed
 * is a hand-over from a thread of the system to a carrier, which takes longer than a thousand awaits.
 */
public final class VirtualThreads {
  /** One carrier, so that virtual threads are switched to and not woken on another core. */
  static final String ONE_CARRIER = "-Djdk.virtualThreadScheduler.parallelism=1";

  /** JMH calls the benchmark on a virtual thread. */
  static final String AS_WORKER = "-Djmh.executor=VIRTUAL";

  private static final MethodHandle START = start();

  public static final boolean AVAILABLE = START != null;

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

  public static Thread start(Runnable task) {
    if (!AVAILABLE) {
      throw new UnsupportedOperationException("this JDK has no virtual threads: use -e virtual");
    }
    try {
      return (Thread) START.invokeExact(task);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  /** Calls on a virtual thread, where JMH does not: for tests. */
  static <T> T call(Callable<T> task) throws Exception {
    FutureTask<T> result = new FutureTask<>(task);
    join(start(result));
    return result.get();
  }

  static void join(Thread thread) {
    try {
      thread.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** For what is so with one carrier, where threads run until they wait, in the order of their start. */
  static void check(boolean allWait) {
    if (!allWait) {
      throw new IllegalStateException("some virtual threads do not wait yet");
    }
  }
}
