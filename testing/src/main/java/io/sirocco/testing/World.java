package io.sirocco.testing;

import io.sirocco.ManualTimeSource;
import io.sirocco.TimeSource;
import io.sirocco.internal.Surroundings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;

/**
 * What is around the loop of a test: its clock, what other threads do, and what the loop waits for there.
 *
 * <p>There are three: the real one; the simulated one, whose clock jumps; and the one in which also the
 * order of things is simulated. There the jobs of the default executor run in steps, between iterations, and
 * the clock goes on a little now and then, as it does while a real loop works:
 *
 * <pre>
 *   decision                        usual                   or
 *   which job runs now              the oldest              another one, or none in this iteration
 *   the clock, when it is read      stands still            goes on by 1 ns
 *   the clock, after a wait         shows the deadline      shows 1 ns or 1 ms more
 *   the clock, before an iteration  stands still            shows the next deadline, if it is less than 1 ms away
 *   ready channels                  as they were found      another order
 * </pre>
 *
 * <p>Everything else follows by the loop's own rules, so that each order is one that a real loop could have.
 */
final class World implements TimeSource, Surroundings {
  /** How much later than asked for a real loop may be, because it works or the system is slow. */
  private static final long LATENESS_NANOS = 1_000_000;

  private static final int FEW = 64; // entries that are not worth a clean-up

  private final ManualTimeSource clock; // null: the system's
  private final Choices choices; // null: there is nothing to decide
  private final SteppedJobs jobs = new SteppedJobs();
  private final List<Future<?>> awaited = Collections.synchronizedList(new ArrayList<>());
  private final List<Failure> failures = Collections.synchronizedList(new ArrayList<>());
  private BooleanSupplier atRest = () -> false;
  private long iteration;
  private volatile Thread thread; // of the loop

  private World(ManualTimeSource clock, Choices choices) {
    this.clock = clock;
    this.choices = choices;
  }

  static World real() {
    return new World(null, null);
  }

  static World simulated() {
    return new World(new ManualTimeSource(), null);
  }

  static World inOrder(Choices choices) {
    return new World(new ManualTimeSource(), choices);
  }

  /** The clock that a test may move; null if it is the system's. */
  ManualTimeSource clock() {
    return clock;
  }

  /** Where jobs run whose order is simulated; null for ordinary threads. */
  Executor executor() {
    return choices == null ? null : jobs;
  }

  /** Sets what is called, once the clock is simulated, when nothing that is known can wake the loop. */
  void onRest(BooleanSupplier action) {
    atRest = action;
  }

  /** Number of the present iteration, from 1. */
  long iteration() {
    return iteration;
  }

  /** Takes out the failures that nobody has asked for. */
  List<Throwable> takeUnseenFailures() {
    List<Throwable> unseen = new ArrayList<>();
    for (Failure failure : List.copyOf(failures)) {
      Throwable exception = failure.isSeen() ? null : failure.see();
      if (exception != null) {
        unseen.add(exception);
      }
    }
    failures.clear();
    return unseen;
  }

  /** Ends the thread of the jobs. */
  void close() {
    jobs.close();
  }

  // ---- the clock --------------------------------------------------------------------------------

  @Override
  public long nanoTime() {
    if (clock == null) {
      return TimeSource.SYSTEM.nanoTime();
    }
    if (decides() && choices.decide(() -> "the clock went on by 1 ns" + when())) {
      clock.advance(Duration.ofNanos(1));
    }
    return clock.nanoTime();
  }

  @Override
  public boolean skipTo(long deadlineNanos) {
    if (clock == null) {
      return false;
    }
    long lateness = 0;
    if (decides()) {
      int late = choices.choose(
          3, choice -> "a wait took " + (choice == 1 ? "1 ns" : "1 ms") + " longer" + when());
      lateness = late == 0 ? 0 : late == 1 ? 1 : LATENESS_NANOS;
    }
    return clock.skipTo(Math.max(deadlineNanos, deadlineNanos + lateness));
  }

  /** Other threads may read the clock at any time; only what comes in turns can come again. */
  private boolean decides() {
    return choices != null && (Thread.currentThread() == thread || jobs.isRunningHere());
  }

  private String when() {
    return ", at " + Durations.text(clock.nanoTime()) + " in iteration " + iteration;
  }

  // ---- what happens outside ---------------------------------------------------------------------

  @Override
  public void beginIteration(boolean isIdle, long nextDeadlineNanos) {
    iteration++;
    thread = Thread.currentThread();
    if (choices != null) {
      boolean jobRan = runJobs(isIdle && nextDeadlineNanos == Long.MAX_VALUE);
      long missing = nextDeadlineNanos - clock.nanoTime();
      if ((jobRan || !isIdle)
          && missing > 0
          && missing <= LATENESS_NANOS
          && choices.decide(() -> "callbacks took until the next timer was due" + when())) {
        clock.skipTo(nextDeadlineNanos);
      }
    }
  }

  /** Runs some of the jobs; at least one if the loop has nothing else. */
  private boolean runJobs(boolean atLeastOne) {
    boolean hasRun = false;
    for (int count = jobs.count(); count > 0; count = jobs.count()) {
      boolean mayStop = hasRun || !atLeastOne;
      int waiting = count;
      int next = choices.choose(
          mayStop ? count + 1 : count,
          choice -> choice == waiting
              ? "a job of the executor took longer" + when()
              : "a job of the executor ended before " + choice + " older" + when());
      if (next == count) {
        break;
      }
      jobs.run(next);
      hasRun = true;
    }
    return hasRun;
  }

  @Override
  public void arrange(List<?> found) {
    if (choices != null) {
      for (int first = 0; first < found.size() - 1; first++) {
        int place = first;
        int chosen = choices.choose(
            found.size() - first,
            choice -> "a ready channel went before " + choice + " others" + when());
        Collections.rotate(found.subList(place, place + chosen + 1), 1);
      }
    }
  }

  // ---- what the loop waits for ------------------------------------------------------------------

  @Override
  public boolean isAtRest(boolean hasChannels) {
    if (jobs.count() > 0) {
      return true; // the next iteration runs one
    }
    if (clock == null || hasChannels || isAnyAwaited()) {
      return false;
    }
    return atRest.getAsBoolean();
  }

  private boolean isAnyAwaited() {
    synchronized (awaited) {
      return awaited.stream().anyMatch(future -> !future.isDone());
    }
  }

  @Override
  public void waitsFor(Future<?> outside) {
    synchronized (awaited) {
      if (isPowerOfTwo(awaited.size())) {
        awaited.removeIf(Future::isDone);
      }
      awaited.add(outside);
    }
  }

  @Override
  public void hasFailed(Failure failure) {
    synchronized (failures) {
      if (isPowerOfTwo(failures.size())) {
        failures.removeIf(Failure::isSeen);
      }
      failures.add(failure);
    }
  }

  /** A list that is cleaned up then takes time in proportion to what goes through it. */
  private static boolean isPowerOfTwo(int size) {
    return size >= FEW && Integer.bitCount(size) == 1;
  }
}
