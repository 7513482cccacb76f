package io.sirocco;

/**
 * The home of coroutines that began on a thread without a loop: they go on in the thread that
 * completes what they wait for, inside the call that completes it.
 *
 * <p>Code that completes a promise may rely on that: when the call returns, those who waited have gone
 * on. Only where that would let the stack grow without bound are steps queued and run a little later:
 * those that wait for a coroutine run after it has ended and not inside it, so that a chain of
 * coroutines of any length needs constant stack; and so does what is completed more than {@value
 * #MAX_DEPTH} calls deep.
 */
final class Trampoline extends Scheduler {
  static final Trampoline INSTANCE = new Trampoline();

  private static final int MAX_DEPTH = 256;

  private static final ThreadLocal<Turns> TURNS = ThreadLocal.withInitial(Turns::new);

  /** The turns of one thread. The outermost one is made once, so that a turn allocates nothing. */
  private static final class Turns {
    private final Turn outermost = new Turn(null);
    private Turn innermost; // the running one; null if none runs
  }

  /** A step that was run inside a completing call, and what has to run after it. */
  private static final class Turn {
    private final Turn outer;
    private final int depth;
    private TaskQueue queue; // null until something has to wait
    private boolean isEnding; // a coroutine of this turn has ended and wakes those who wait

    Turn(Turn outer) {
      this.outer = outer;
      this.depth = outer == null ? 1 : outer.depth + 1;
    }

    void runLater(Waiter waiter, Object argument) {
      if (queue == null) {
        queue = new TaskQueue();
      }
      queue.add(waiter, argument);
    }
  }

  private Trampoline() {}

  @Override
  void post(Waiter waiter, Object argument) {
    Turns turns = TURNS.get();
    Turn current = turns.innermost;
    if (current == null) {
      run(turns, turns.outermost, waiter, argument);
    } else if (current.isEnding || current.depth == MAX_DEPTH) {
      current.runLater(waiter, argument);
    } else {
      run(turns, new Turn(current), waiter, argument);
    }
  }

  @Override
  boolean settleEnded(CoroutineFrame<?> ended, Object outcome) {
    Turn current = TURNS.get().innermost; // never null: an ended coroutine was resumed by a turn
    boolean outer = current.isEnding;
    current.isEnding = true;
    try {
      return ended.settle(outcome);
    } finally {
      current.isEnding = outer;
    }
  }

  private static void run(Turns turns, Turn turn, Waiter waiter, Object argument) {
    Scheduler outer = Here.enter(INSTANCE); // steps do not see the context of who completes
    turns.innermost = turn;
    try {
      runOne(waiter, argument);
      while (turn.queue != null && !turn.queue.isEmpty()) {
        Here.enter(INSTANCE);
        runNext(turn.queue);
      }
    } finally {
      turns.innermost = turn.outer;
      Here.enter(outer);
    }
  }

  private static void runOne(Waiter waiter, Object argument) {
    try {
      waiter.run(argument);
    } catch (Throwable exception) { // must not stop the others, nor reach the one who completes
      IOLoop.reportUnhandled(exception);
    }
  }

  private static void runNext(TaskQueue queue) {
    try {
      queue.runNext();
    } catch (Throwable exception) { // as above
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
