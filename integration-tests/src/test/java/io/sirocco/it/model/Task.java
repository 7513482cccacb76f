package io.sirocco.it.model;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.TimeoutException;
import java.util.List;
import java.util.concurrent.CancellationException;

/** One line of execution of a program: a block that runs beside others. */
final class Task {
  private static final int NEVER = Integer.MAX_VALUE;

  final Run run;
  final Scoped scoped; // the innermost scope around it
  private final int begin;
  private final boolean isCleanUp; // it began in a scope that was cancelled before
  private int cancelledAt = NEVER;
  private boolean hasHeard; // of a cancellation

  Task(Run run, Scoped scoped) {
    this.run = run;
    this.scoped = scoped;
    this.begin = run.nextMoment();
    this.isCleanUp = scoped.isEnding();
  }

  Task child() {
    return new Task(run, scoped);
  }

  /** Runs a block as the whole of this task. */
  @Coroutine
  Future<Void> whole(List<Op> block) {
    scoped.running++;
    try {
      await(block(block));
    } finally {
      scoped.running--;
    }
    return Future.of(null);
  }

  /** As {@link #whole}; writes its failure down, for those who call it may never ask. */
  @Coroutine
  Future<Void> noted(List<Op> block) {
    try {
      await(whole(block));
    } catch (Planned | TimeoutException e) {
      run.books.arrived(e);
      throw e;
    }
    return Future.of(null);
  }

  /** As {@link #whole} for somebody who may leave early: then its failure is one that nobody has asked for. */
  Future<Void> beside(List<Op> block) {
    return run.findsUnretrieved() ? whole(block) : noted(block);
  }

  /** Runs a block as a part of this task. */
  @Coroutine
  Future<Void> block(List<Op> block) {
    for (Op op : block) {
      if (run.isClosing()) {
        throw new CancellationException("closing");
      }
      try {
        await(op.run(this));
      } catch (CancellationException e) {
        hasHeard = true;
        throw e;
      } catch (Planned | TimeoutException e) {
        hasFailed();
        throw e;
      } catch (Throwable unexpected) {
        run.books.wrong("unexpected: " + unexpected);
        throw unexpected;
      }
    }
    return Future.of(null);
  }

  /** Whether nobody will cancel it any more: what it waits for is its own affair. */
  boolean mayWaitForEver() {
    return hasHeard || isCleanUp;
  }

  /** Something that it has waited for failed: perhaps instead of the cancellation. */
  void hasFailed() {
    hasHeard |= cancelledAt != NEVER || scoped.isEnding();
  }

  void isCancelled() {
    cancelledAt = Math.min(cancelledAt, run.nextMoment());
  }

  /**
   * Awaits something that is no coroutine of the program. If this task was cancelled and has not heard of
   * it, it hears of it now, unless there is nothing to wait for.
   */
  <T> Future<T> awaiting(Future<T> future) {
    return awaiting(future, true);
  }

  /**
   * As {@link #awaiting(Future)}.
   *
   * @param isAlone false if it waits for coroutines of the program, too: then what becomes of a cancellation
   *     is up to those
   */
  @Coroutine
  <T> Future<T> awaiting(Future<T> future, boolean isAlone) {
    boolean mustEnd = isAlone
        && !hasHeard
        && !future.isDone()
        && !run.hasArrived.remove(future)
        && (cancelledAt != NEVER || scoped.isCancelledSince(begin));
    T value;
    Run.Wait wait = new Run.Wait(this, future, isAlone);
    run.waits.add(wait);
    try {
      value = await(future);
    } catch (CancellationException e) {
      hasHeard = true;
      throw e;
    } finally {
      run.waits.remove(wait);
    }
    if (mustEnd && !hasHeard) {
      run.books.wrong("a cancelled coroutine waited and went on");
    }
    return Future.of(value);
  }
}
