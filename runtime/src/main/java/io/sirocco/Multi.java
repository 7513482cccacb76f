package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/**
 * The future of {@link Coroutines#multi}: waits for all its children (Tornado: {@code
 * gen.multi_future}).
 *
 * <p>It is the waiter of each child itself. The child that is done last posts it; one iteration later
 * it collects what the children ended with. If all of them are done from the beginning, so is it.
 *
 * @param <R> a list or a map
 */
final class Multi<R> extends Future<R> {
  private static final VarHandle MISSING;

  static {
    try {
      MISSING = MethodHandles.lookup().findVarHandle(Multi.class, "missing", int.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private final Inputs children;
  private final Function<Object[], R> combiner; // gets one value per child
  private final QuietTypes quiet;
  private final Scheduler home = Scheduler.current();
  private int missing; // children that are not done, plus one until all have been looked at

  private Multi(Inputs children, Function<Object[], R> combiner, QuietTypes quiet) {
    this.children = children;
    this.combiner = combiner;
    this.quiet = quiet;
    this.missing = children.size() + 1;
  }

  /**
   * Waits for all of {@code awaited}.
   *
   * @throws BadYieldException if one of them cannot be awaited; those before it go on alone
   */
  static <R> Future<R> start(
      Collection<?> awaited, Function<Object[], R> combiner, QuietTypes quiet) {
    Multi<R> multi = new Multi<>(Inputs.of(awaited), combiner, quiet);
    for (int i = 0; i < multi.children.size(); i++) {
      Future<?> child = multi.children.get(i);
      if (child == Moment.INSTANCE // no iteration is spent on those
          || child.isNewest(multi) // a child twice
          || !child.register(multi)) {
        multi.countDown();
      }
    }
    if (multi.countDown()) {
      multi.collect();
    }
    return multi;
  }

  private boolean countDown() {
    return (int) MISSING.getAndAdd(this, -1) == 1;
  }

  /** One child is done. */
  @Override
  void wake(Object outcome) {
    if (countDown()) {
      home.post(this, null);
    }
  }

  @Override
  void run(Object argument) {
    if (!isDone()) { // by giving it up
      collect();
    }
  }

  @Override
  Future<?> settles() {
    return this;
  }

  @Override
  List<Future<?>> needs() {
    return children.all();
  }

  /** Leaves the children alone, and nothing behind on them. */
  @Override
  public boolean cancel() {
    if (isDone()) {
      return false;
    }
    children.unregister(this); // first: who is told may go on at once
    return super.cancel();
  }

  @Override
  void withdraw() {
    cancel();
    children.letGo(this);
  }

  /** Passed on to the children; if one of them goes on, this ends alone. What has arrived is not given up any more. */
  @Override
  boolean abandon() {
    if ((int) MISSING.getAcquire(this) == 0) {
      collect();
      return false;
    }
    return children.abandon(this) || cancel();
  }

  private void collect() {
    Object[] values = new Object[children.size()];
    boolean failed = false;
    for (int i = 0; i < values.length; i++) {
      Object outcome = outcome(children.get(i));
      if (outcome instanceof Outcome.Failure failure) {
        failed = true;
        fail(failure);
      } else {
        values[i] = Outcome.take(outcome);
      }
    }
    if (!failed) {
      settleOwn(combined(values));
    }
  }

  private static Object outcome(Future<?> child) {
    return child == Moment.INSTANCE ? Outcome.NULL : child.outcome();
  }

  /** The result; keys of a map may fail to be compared. */
  private Object combined(Object[] values) {
    try {
      return Outcome.of(combiner.apply(values));
    } catch (Throwable exception) {
      return Outcome.failure(exception);
    }
  }

  /** The first failure in input order ends this future; if it is done already, the log gets them. */
  private void fail(Outcome.Failure failure) {
    if (!settle(failure)) {
      quiet.log("Multiple exceptions in yield list", failure);
    }
  }
}
