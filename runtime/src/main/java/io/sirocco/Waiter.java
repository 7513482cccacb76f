package io.sirocco;

/**
 * Something that waits for a future: a suspended coroutine, a done callback, a combinator. Or several of
 * them as one: a {@link Chain}, a {@link Crowd}.
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
   * Whether it only watches how the future ends, for the log, and wants nothing of it. A future with
   * nothing but observers is one that nobody waits for.
   */
  boolean isObserver() {
    return false;
  }

  /**
   * The future that ends when the one that this waits for does, as far as that can be told: whoever awaits
   * it waits for both. For those who want to see what waits for what; any thread may ask.
   *
   * @return null if there is none, as for a callback
   */
  Future<?> settles() {
    return null;
  }

  // ---- several as one ---------------------------------------------------------------------------

  /** This waiter and one that came after it, as one. */
  Waiter followedBy(Waiter later) {
    return new Chain(later, this);
  }

  /** This without one of its parts: null if nothing is left, this itself if it is not among them. */
  Waiter without(Waiter removed) {
    return this == removed ? null : this;
  }

  /** The single waiters in the order in which they came. */
  Waiter[] inOrder() {
    return new Waiter[] {this};
  }

  /** Whether {@code waiter} is here, and nobody else but observers. */
  boolean isOnly(Waiter waiter) {
    return this == waiter;
  }

  /** Whether there is anybody but observers. */
  boolean isWanted() {
    return !isObserver();
  }

  /** The one that came last. */
  Waiter newest() {
    return this;
  }

  /** The observer of a failure that comes too late; null if there is none. */
  LateFailure lateFailure() {
    return null;
  }
}
