package io.sirocco;

/**
 * The home of coroutines that began on a thread without a loop: they go on in the thread that
 * completes what they wait for.
 *
 * <p>The first step runs at once; steps that it causes on the same thread are queued and run after
 * it, so that a chain of any length needs constant stack.
 */
final class Trampoline extends Scheduler {
  static final Trampoline INSTANCE = new Trampoline();

  private static final ThreadLocal<TaskQueue> RUNNING = new ThreadLocal<>();

  private Trampoline() {}

  @Override
  void post(Waiter waiter, Object argument) {
    TaskQueue running = RUNNING.get();
    if (running != null) {
      running.add(waiter, argument);
    } else {
      runAll(waiter, argument);
    }
  }

  private static void runAll(Waiter waiter, Object argument) {
    TaskQueue queue = new TaskQueue();
    queue.add(waiter, argument);
    RUNNING.set(queue);
    try {
      while (!queue.isEmpty()) {
        runNext(queue);
      }
    } finally {
      RUNNING.remove();
    }
  }

  private static void runNext(TaskQueue queue) {
    try {
      queue.runNext();
    } catch (Throwable exception) { // must not stop the others, nor reach the one who completes
      IOLoop.reportUnhandled(exception);
    }
  }

  @Override
  Timeout schedule(long deadlineNanos, Waiter action, Object argument) {
    return LooplessTimeout.start(deadlineNanos - time(), action, argument);
  }

  @Override
  long time() {
    return TimeSource.SYSTEM.nanoTime();
  }
}
