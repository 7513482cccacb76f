package io.sirocco;

import java.util.ArrayDeque;

/**
 * Something that waits for a future: a suspended coroutine, a done callback, a combinator.
 *
 * <p>A class and not an interface, because a future asks on its hot path whether its state word is a
 * waiter: a type test against a class is two loads, one against an interface may search a list.
 */
abstract class Waiter {
  /**
   * Tells this waiter that the future it is registered on is done. Called exactly once per
   * registration, by the thread that completes the future; must only hand the work over and return.
   *
   * @param outcome what the future ended with, as {@link Outcome} encodes it; never null
   */
  abstract void wake(Object outcome);

  /**
   * Does the work. Called by the scheduler that {@link #wake} handed it to, on that scheduler's
   * thread.
   *
   * @param argument what was handed over together with this waiter
   */
  abstract void run(Object argument);

  /** Two or more waiters of one future: the one that came last and those that came before it. */
  static final class Chain extends Waiter {
    private final Waiter last;
    private final Waiter earlier;

    Chain(Waiter last, Waiter earlier) {
      this.last = last;
      this.earlier = earlier;
    }

    /** Wakes all of them in the order in which they came. */
    @Override
    void wake(Object outcome) {
      int size = 1;
      for (Waiter w = this; w instanceof Chain chain; w = chain.earlier) {
        size++;
      }
      Waiter[] inOrder = new Waiter[size];
      Waiter rest = this;
      for (int i = size - 1; i > 0; i--) {
        Chain chain = (Chain) rest;
        inOrder[i] = chain.last;
        rest = chain.earlier;
      }
      inOrder[0] = rest;
      for (Waiter waiter : inOrder) {
        waiter.wake(outcome);
      }
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("a chain of waiters is never scheduled itself");
    }

    /** The same waiters without {@code removed}; null if none is left. */
    static Waiter without(Waiter waiters, Waiter removed) {
      if (waiters == removed) {
        return null;
      }
      ArrayDeque<Waiter> kept = new ArrayDeque<>();
      Waiter rest = waiters;
      while (rest instanceof Chain chain) {
        if (chain.last != removed) {
          kept.addFirst(chain.last);
        }
        rest = chain.earlier;
      }
      if (rest != removed) {
        kept.addFirst(rest);
      }
      Waiter result = null;
      for (Waiter waiter : kept) {
        result = result == null ? waiter : new Chain(waiter, result);
      }
      return result;
    }
  }
}
