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
    RUNNING.set(queue);
    try {
      waiter.run(argument);
      while (!queue.isEmpty()) {
        queue.runNext();
      }
    } finally {
      RUNNING.remove();
    }
  }
}
