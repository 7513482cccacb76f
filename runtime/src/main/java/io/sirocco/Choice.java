package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.List;

/**
 * Ends as one of its inputs does: the first that decides, an iteration after that one; at once if one that decides is
 * done already, the first of those in the order of the input.
 *
 * <p>It is the waiter of each input itself. What it will end with is chosen by the thread that completes the input;
 * then this is posted, lets go of all inputs, and takes it over.
 *
 * @param <T> type of the result
 */
abstract class Choice<T> extends Future<T> {
  private static final VarHandle DECISION;
  private static final VarHandle MISSING;

  static {
    try {
      MethodHandles.Lookup lookup = MethodHandles.lookup();
      DECISION = lookup.findVarHandle(Choice.class, "decision", Object.class);
      MISSING = lookup.findVarHandle(Choice.class, "missing", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Inputs inputs;
  private final Scheduler home = Scheduler.current();
  private volatile Object
      decision; // what this will end with, or the moment; null while that is open
  private int missing; // inputs that are not done, plus one until all have been looked at

  /**
   * Does not wait yet.
   *
   * @throws IllegalArgumentException if there is no input
   */
  Choice(Inputs inputs) {
    if (inputs.size() == 0) {
      throw new IllegalArgumentException("nothing to wait for: there is no input");
    }
    this.inputs = inputs;
    this.missing = inputs.size() + 1;
  }

  /** Whether this ends as an input that has ended so. */
  abstract boolean isDecisive(Object outcome);

  /** What this ends with if all inputs are done and none was decisive. */
  abstract Object withoutDecision(Inputs done);

  // ---- from the inputs to the outcome -----------------------------------------------------------

  /** Begins to wait. */
  final Future<T> started() {
    Object present = presentDecision();
    if (present != null) {
      settle(present);
      inputs.letGo(this);
      return this;
    }
    for (int i = 0; i < inputs.size() && decision == null; i++) {
      Future<?> input = inputs.get(i);
      if (input == Moment.INSTANCE) {
        decide(Moment.INSTANCE, Outcome.NULL);
      } else if (input.isNewest(this)) { // it is an input twice
        countDown();
      } else if (!input.register(this)) {
        wake(input.outcome());
      }
    }
    countDown();
    if (isDone()) { // by another thread, before the last was registered
      inputs.unregister(this);
    }
    return this;
  }

  private Object presentDecision() {
    boolean allDone = true;
    for (int i = 0; i < inputs.size(); i++) {
      Object outcome = inputs.get(i).outcome();
      if (outcome != null && isDecisive(outcome)) {
        return outcome;
      }
      allDone &= outcome != null;
    }
    return allDone ? withoutDecision(inputs) : null;
  }

  /** One input is done. */
  @Override
  final void wake(Object outcome) {
    if (isDecisive(outcome)) {
      decide(outcome, outcome);
    } else {
      countDown();
    }
  }

  private void countDown() {
    if ((int) MISSING.getAndAdd(this, -1) == 1) {
      Object outcome = withoutDecision(inputs);
      decide(outcome, outcome);
    }
  }

  private void decide(Object by, Object outcome) {
    if (DECISION.compareAndSet(this, null, by)) {
      home.post(this, outcome);
    }
  }

  @Override
  final void run(Object outcome) {
    if (!isDone()) { // by being cancelled
      inputs.letGo(
          this); // first: who is told may go on at once, and must not find its requests in line
      settle(outcome);
    }
  }

  @Override
  final Future<?> settles() {
    return this;
  }

  @Override
  final List<Future<?>> needs() {
    return inputs.all();
  }

  // ---- giving up --------------------------------------------------------------------------------

  /** Leaves the inputs alone, and nothing behind on them. */
  @Override
  public final boolean cancel() {
    if (isDone()) {
      return false;
    }
    inputs.unregister(this); // first, as in run
    return super.cancel();
  }

  @Override
  final void withdraw() {
    cancel();
    inputs.letGo(this);
  }

  /**
   * Passed on to the inputs; if one of them goes on, this ends alone. What has arrived is not given up any more, but for a
   * moment, which brings nothing.
   */
  @Override
  final boolean abandon() {
    Object arrived = decision;
    if (arrived == Moment.INSTANCE) {
      inputs.abandon(this);
      inputs.letGo(this); // also of those behind the moment, on which this is not registered
      return super.cancel();
    }
    if (arrived != null) {
      run(arrived);
      return false;
    }
    return inputs.abandon(this) || cancel();
  }
}
