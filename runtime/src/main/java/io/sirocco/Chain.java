package io.sirocco;

/**
 * A few waiters of one future: the one that came last and those that came before it. Never changed, so that
 * joining and leaving are one compare-and-set of the future's word; leaving copies those that came later,
 * which is why it ends at {@value #MOST} and a {@link Crowd} begins.
 */
final class Chain extends Waiter {
  static final int MOST = 8;

  private final Waiter last;
  private final Waiter earlier;
  private final int size;

  Chain(Waiter last, Waiter earlier) {
    this.last = last;
    this.earlier = earlier;
    this.size = 1 + (earlier instanceof Chain chain ? chain.size : 1);
  }

  /** Wakes all of them in the order in which they came. */
  @Override
  void wake(Object outcome) {
    Crowd.wakeEach(inOrder(), outcome);
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("a chain of waiters is never scheduled itself");
  }

  @Override
  Waiter followedBy(Waiter later) {
    return size < MOST ? new Chain(later, this) : new Crowd(inOrder(), later);
  }

  @Override
  Waiter without(Waiter removed) {
    if (last == removed) {
      return earlier;
    }
    Waiter kept = earlier.without(removed);
    if (kept == earlier) {
      return this;
    }
    return kept == null ? last : new Chain(last, kept);
  }

  @Override
  Waiter[] inOrder() {
    Waiter[] all = new Waiter[size];
    Waiter rest = this;
    for (int i = size - 1; i > 0; i--) {
      Chain chain = (Chain) rest;
      all[i] = chain.last;
      rest = chain.earlier;
    }
    all[0] = rest;
    return all;
  }

  @Override
  boolean isOnly(Waiter waiter) {
    boolean found = false;
    for (Waiter each : inOrder()) {
      found |= each == waiter;
      if (each != waiter && !each.isObserver()) {
        return false;
      }
    }
    return found;
  }

  @Override
  boolean isWanted() {
    return last.isWanted() || earlier.isWanted();
  }

  @Override
  Waiter newest() {
    return last;
  }

  @Override
  LateFailure lateFailure() {
    for (Waiter each : inOrder()) {
      if (each.lateFailure() != null) {
        return each.lateFailure();
      }
    }
    return null;
  }

  @Override
  boolean isObserver() {
    throw new AssertionError("ask each of them");
  }
}
