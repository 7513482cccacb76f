package io.sirocco;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

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

  /**
   * The future that ends when the one that this waits for does, as far as that can be told: whoever awaits
   * it waits for both. For those who want to see what waits for what; any thread may ask.
   *
   * @return null if there is none, as for a callback
   */
  Future<?> settles() {
    return null;
  }

  /**
   * Whether it only watches how the future ends, for the log, and wants nothing of it. A future with
   * nothing but observers is one that nobody waits for.
   */
  boolean isObserver() {
    return false;
  }

  /** This waiter and one that came after it, as one. */
  Waiter followedBy(Waiter later) {
    return new Chain(later, this);
  }

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
      for (Waiter waiter : inOrder(this)) {
        waiter.wake(outcome);
      }
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("a chain of waiters is never scheduled itself");
    }

    @Override
    Future<?> settles() {
      return inOrder(this).stream()
          .map(Waiter::settles)
          .filter(Objects::nonNull)
          .findFirst()
          .orElse(null);
    }

    @Override
    boolean isObserver() {
      Waiter rest = this;
      while (rest instanceof Chain chain && chain.last.isObserver()) {
        rest = chain.earlier;
      }
      return !(rest instanceof Chain) && rest.isObserver();
    }

    /**
     * The same waiters in the same order, without some.
     *
     * @return the rest, null if none is left; {@code waiters} itself if nothing was removed
     */
    static Waiter without(Waiter waiters, Predicate<? super Waiter> isRemoved) {
      List<Waiter> inOrder = inOrder(waiters);
      return inOrder.removeIf(isRemoved) ? chained(null, inOrder) : waiters;
    }

    /**
     * The same waiters in the same order, without one of the newest: those that are older than it are not
     * looked at.
     *
     * @return the rest, null if none is left; {@code waiters} itself if it is not there
     */
    static Waiter without(Waiter waiters, Waiter removed) {
      List<Waiter> newestFirst = new ArrayList<>();
      Waiter rest = waiters;
      while (rest instanceof Chain chain && chain.last != removed) {
        newestFirst.add(chain.last);
        rest = chain.earlier;
      }
      if (!(rest instanceof Chain) && rest != removed) {
        return waiters;
      }
      Collections.reverse(newestFirst);
      return chained(rest instanceof Chain chain ? chain.earlier : null, newestFirst);
    }

    /** Number of single waiters. */
    static int size(Waiter waiters) {
      int size = waiters == null ? 0 : 1;
      for (Waiter w = waiters; w instanceof Chain chain; w = chain.earlier) {
        size++;
      }
      return size;
    }

    private static List<Waiter> inOrder(Waiter waiters) {
      List<Waiter> newestFirst = new ArrayList<>();
      Waiter rest = waiters;
      while (rest instanceof Chain chain) {
        newestFirst.add(chain.last);
        rest = chain.earlier;
      }
      newestFirst.add(rest);
      Collections.reverse(newestFirst);
      return newestFirst;
    }

    private static Waiter chained(Waiter earlier, List<Waiter> inOrder) {
      Waiter result = earlier;
      for (Waiter waiter : inOrder) {
        result = result == null ? waiter : result.followedBy(waiter);
      }
      return result;
    }
  }
}
