package io.sirocco;

import io.sirocco.internal.DaemonThreads;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;

/**
 * Threads that block on plain JDK futures, one each: virtual ones from JDK 21 on, else daemon threads
 * that are used again. Not bounded: if they were, futures that wait for each other could lock up.
 */
final class WaiterThreads {
  private static final Executor THREADS = virtualThreads();

  private WaiterThreads() {}

  static <T> Future<T> follow(java.util.concurrent.Future<T> awaited) {
    Followed<T> future = new Followed<>(awaited);
    THREADS.execute(future);
    return Outside.waitedFor(future);
  }

  /** The future of one who waits in a thread; if it is cancelled, the thread stops waiting. */
  private static final class Followed<T> extends Future<T> implements Runnable {
    private java.util.concurrent.Future<T> awaited; // null: nobody needs it any more
    private Thread waiting; // null: none

    Followed(java.util.concurrent.Future<T> awaited) {
      this.awaited = awaited;
    }

    @Override
    public void run() {
      java.util.concurrent.Future<T> present = begin();
      if (present != null) {
        Object outcome = Conversions.waitFor(present);
        end();
        settleOwn(outcome);
      }
    }

    private synchronized java.util.concurrent.Future<T> begin() {
      waiting = awaited == null ? null : Thread.currentThread();
      return awaited;
    }

    /** From here on the thread, which may be used again, is not interrupted because of this one. */
    private synchronized void end() {
      waiting = null;
      awaited = null;
      Thread.interrupted();
    }

    @Override
    public boolean cancel() {
      if (!super.cancel()) {
        return false;
      }
      stopWaiting();
      return true;
    }

    /** A task of a fork-join pool may be run by who waits for it: others may need what it is about to do. */
    private synchronized void stopWaiting() {
      boolean isRunByWaiter = awaited instanceof ForkJoinTask;
      awaited = null;
      if (waiting != null && !isRunByWaiter) {
        waiting.interrupt();
      }
    }
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
    return DaemonThreads.unboundedPool("sirocco-waiter");
  }

  private static void startVirtual(MethodHandle start, Runnable body) {
    try {
      Thread ignored = (Thread) start.invokeExact(body);
    } catch (Throwable exception) {
      throw Sneaky.rethrow(exception);
    }
  }
}
