package io.sirocco;

import java.util.ArrayDeque;

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

  private static final int MAX_DEPTH = 64; // some 70 KB while all of it is interpreted

  /**
   * What is going on in each thread, in types of the JDK only: the thread may be one of others, that lives on
   * when the class loader of this class is of no use any more, and must not refer to it then.
   */
  private static final ThreadLocal<Object[]> CELLS =
      ThreadLocal.withInitial(() -> new Object[] {new int[3], null, null, null});

  private static final int NUMBERS = 0; // an int[]:
  private static final int DEPTH = 0; // how many turns run, one inside the other
  private static final int IS_ENDING =
      1; // 1: a coroutine of the innermost one has ended, and wakes others
  private static final int HAS_QUEUE = 2; // 1: there is something to run after the innermost one:
  private static final int WAITER = 1; // most often only one; null: what is in the rest
  private static final int ARGUMENT = 2;
  private static final int REST =
      3; // an ArrayDeque: waiter, argument, waiter, argument, ...; null: nothing

  private static final Object NO_ARGUMENT = new Object(); // such a queue takes no null

  private Trampoline() {}

  @Override
  void post(Waiter waiter, Object argument) {
    Object[] cells = CELLS.get();
    int[] numbers = (int[]) cells[NUMBERS];
    if (numbers[IS_ENDING] != 0 || numbers[DEPTH] == MAX_DEPTH) {
      runLater(cells, numbers, waiter, argument);
    } else {
      runTurn(cells, numbers, waiter, argument);
    }
  }

  @Override
  boolean settleEnded(CoroutineFrame<?> ended, Object outcome) {
    int[] numbers = (int[]) CELLS.get()[NUMBERS]; // of a turn: it was resumed by one
    int outer = numbers[IS_ENDING];
    numbers[IS_ENDING] = 1;
    try {
      return ended.settle(outcome);
    } finally {
      numbers[IS_ENDING] = outer;
    }
  }

  /** A turn: a step that is run inside a completing call, and what has to run after it. */
  private static void runTurn(Object[] cells, int[] numbers, Waiter waiter, Object argument) {
    Scheduler outer = Here.enter(INSTANCE); // steps do not see the context of who completes
    ArrayDeque<Object> ofOuterTurn =
        numbers[HAS_QUEUE] != 0 && numbers[DEPTH] > 0 ? takeQueue(cells, numbers) : null;
    numbers[DEPTH]++;
    try {
      runOne(waiter, argument);
      if (numbers[HAS_QUEUE] != 0) {
        runQueue(cells, numbers);
      }
    } finally {
      numbers[DEPTH]--;
      if (ofOuterTurn != null) {
        putBack(cells, numbers, ofOuterTurn);
      }
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

  // ---- what has to wait -----------------------------------------------------------------------

  private static void runLater(Object[] cells, int[] numbers, Waiter waiter, Object argument) {
    if (numbers[HAS_QUEUE] == 0) {
      cells[WAITER] = waiter;
      cells[ARGUMENT] = argument;
      numbers[HAS_QUEUE] = 1;
    } else {
      add(rest(cells), waiter, argument);
    }
  }

  private static void runQueue(Object[] cells, int[] numbers) {
    do {
      Waiter waiter = (Waiter) cells[WAITER];
      Object argument = cells[ARGUMENT];
      if (waiter == null) {
        waiter = (Waiter) rest(cells).poll();
        argument = rest(cells).poll();
      } else {
        cells[WAITER] = null;
        cells[ARGUMENT] = null;
      }
      if (isEmpty(cells)) {
        numbers[HAS_QUEUE] = 0; // before the last one runs, which may add others
      }
      Here.enter(INSTANCE);
      runOne(waiter, argument == NO_ARGUMENT ? null : argument);
    } while (numbers[HAS_QUEUE] != 0);
  }

  private static boolean isEmpty(Object[] cells) {
    return cells[WAITER] == null && (cells[REST] == null || rest(cells).isEmpty());
  }

  /** Takes away what waits for the end of an outer turn. */
  private static ArrayDeque<Object> takeQueue(Object[] cells, int[] numbers) {
    ArrayDeque<Object> taken = new ArrayDeque<>();
    if (cells[WAITER] != null) {
      add(taken, (Waiter) cells[WAITER], cells[ARGUMENT]);
    }
    taken.addAll(rest(cells));
    clear(cells);
    numbers[HAS_QUEUE] = 0;
    return taken;
  }

  /** Undoes {@link #takeQueue}; the inner turn has left something only if the stack was full. */
  private static void putBack(Object[] cells, int[] numbers, ArrayDeque<Object> taken) {
    if (numbers[HAS_QUEUE] != 0) {
      taken.addAll(takeQueue(cells, numbers));
    }
    cells[REST] = taken;
    numbers[HAS_QUEUE] = 1;
  }

  private static void clear(Object[] cells) {
    cells[WAITER] = null;
    cells[ARGUMENT] = null;
    cells[REST] = null;
  }

  private static void add(ArrayDeque<Object> queue, Waiter waiter, Object argument) {
    queue.add(waiter);
    queue.add(argument != null ? argument : NO_ARGUMENT);
  }

  @SuppressWarnings("unchecked") // nothing else is put there
  private static ArrayDeque<Object> rest(Object[] cells) {
    if (cells[REST] == null) {
      cells[REST] = new ArrayDeque<>();
    }
    return (ArrayDeque<Object>) cells[REST];
  }

  @Override
  Timeout schedule(long deadlineNanos, Waiter action, Object argument) {
    return LooplessTimeout.start(deadlineNanos, action, argument);
  }

  @Override
  long time() {
    return TimerThread.time();
  }
}
