package io.sirocco;

import java.util.Collection;
import java.util.List;

/** The futures that a combinator waits for, in the order of its input. The same one may occur several times. */
final class Inputs {
  private final Future<?>[] futures;

  private Inputs(Future<?>[] futures) {
    this.futures = futures;
  }

  /**
   * Converts all of them before anybody waits for the first.
   *
   * @throws BadYieldException if one cannot be awaited; those before it go on alone
   */
  static Inputs of(Collection<?> awaited) {
    Object[] inputs = awaited.toArray();
    Future<?>[] futures = new Future<?>[inputs.length];
    for (int i = 0; i < inputs.length; i++) {
      futures[i] = Conversions.future(inputs[i]);
    }
    return new Inputs(futures);
  }

  int size() {
    return futures.length;
  }

  Future<?> get(int index) {
    return futures[index];
  }

  List<Future<?>> all() {
    return List.of(futures);
  }

  /** Takes a waiter out of all of them. */
  void unregister(Waiter waiter) {
    for (Future<?> future : futures) {
      future.unregister(waiter);
    }
  }

  /** A waiter has its answer: {@link Future#letGo} for all. */
  void letGo(Waiter waiter) {
    for (Future<?> future : futures) {
      future.letGo(waiter);
    }
  }

  /**
   * A waiter gives up: {@link Future#abandonBy} for all that are pending. What code of users throws is reported, and
   * does not keep the others from being told.
   *
   * @return whether all of them end
   */
  boolean abandon(Waiter waiter) {
    boolean allEnd = true;
    for (Future<?> future : futures) {
      allEnd &= future.isDone() || isAbandoned(future, waiter);
    }
    return allEnd;
  }

  private static boolean isAbandoned(Future<?> future, Waiter waiter) {
    try {
      return future.abandonBy(waiter);
    } catch (Throwable exception) {
      IOLoop.reportUnhandled(exception);
      return false;
    }
  }
}
