package io.sirocco;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;

/**
 * Threads that block on plain JDK futures, one each: virtual ones from JDK 21 on, else daemon threads
 * that are used again. Not bounded: if they were, futures that wait for each other could lock up.
 */
final class WaiterThreads {
  private static final Executor THREADS = virtualThreads();

  private WaiterThreads() {}

  static <T> Future<T> follow(java.util.concurrent.Future<T> awaited) {
    Future<T> future = new Future<>();
    THREADS.execute(() -> future.settleOwn(Conversions.waitFor(awaited)));
    return Outside.waitedFor(future);
  }

  private static Executor virtualThreads() {
    try {
      MethodHandle start = MethodHandles.publicLookup()
          .findStatic(
              Thread.class,
              "startVirtualThread",
              MethodType.methodType(Thread.class, Runnable.class));
      if (Runtime.version().feature() >= 21) { // before, it is there but a preview that throws
        return body -> startVirtual(start, body);
      }
    } catch (ReflectiveOperationException e) {
      // an older JDK: below
    }
    return Executors.newCachedThreadPool(DaemonThreads.named("sirocco-waiter"));
  }

  private static void startVirtual(MethodHandle start, Runnable body) {
    try {
      Thread ignored = (Thread) start.invokeExact(body);
    } catch (Throwable exception) {
      throw Sneaky.rethrow(exception);
    }
  }
}
