package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Collection;
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

  private static final Future<?> NOTHING = Future.of(null);

  private final Future<?>[] children; // in the order of the input
  private final Function<Object[], R> combiner; // gets one value per child
  private final QuietTypes quiet;
  private final Scheduler home = Scheduler.current();
  private int missing; // children that are not done, plus one until all have been looked at

  private Multi(Future<?>[] children, Function<Object[], R> combiner, QuietTypes quiet) {
    this.children = children;
    this.combiner = combiner;
    this.quiet = quiet;
    this.missing = children.length + 1;
  }

  /**
   * Waits for all of {@code awaited}.
   *
   * @throws BadYieldException if one of them cannot be awaited; those before it go on alone
   */
  static <R> Future<R> start(
      Collection<?> awaited, Function<Object[], R> combiner, QuietTypes quiet) {
    Multi<R> multi = new Multi<>(children(awaited), combiner, quiet);
    for (Future<?> child : multi.children) {
      if (!child.register(multi)) {
        multi.countDown();
      }
    }
    if (multi.countDown()) {
      multi.collect();
    }
    return multi;
  }

  private static Future<?>[] children(Collection<?> awaited) {
    Object[] inputs = awaited.toArray();
    Future<?>[] children = new Future<?>[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      Future<?> child = Conversions.future(inputs[i]);
      children[i] = child == Moment.INSTANCE ? NOTHING : child; // no iteration is spent on those
    }
    return children;
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
    collect();
  }

  @Override
  Future<?> settles() {
    return this;
  }

  /** Passed on to the children; if one of them goes on, this one would have to wait for it. */
  @Override
  boolean abandon() {
    boolean allEnd = true;
    for (Future<?> child : children) {
      allEnd &= child.isDone() || child.abandonBy(this);
    }
    return allEnd;
  }

  private void collect() {
    Object[] values = new Object[children.length];
    boolean failed = false;
    for (int i = 0; i < values.length; i++) {
      Object outcome = children[i].outcome();
      if (outcome instanceof Outcome.Failure failure) {
        failed = true;
        fail(failure);
      } else {
        values[i] = Outcome.take(outcome);
      }
    }
    if (!failed) {
      settle(Outcome.of(combiner.apply(values)));
    }
  }

  /** The first failure in input order ends this future; if it is done already, the log gets them. */
  private void fail(Outcome.Failure failure) {
    if (!settle(failure)) {
      quiet.log("Multiple exceptions in yield list", failure);
    }
  }
}
