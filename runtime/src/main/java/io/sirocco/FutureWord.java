package io.sirocco;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The one word that holds all state of a {@link Future}, which makes a pending future 16 bytes:
 *
 * <pre>
 *   null               pending, nobody waits
 *   a Waiter           pending, it waits; several are one Chain or, if they are many, one Crowd
 *   a Passed           as its relay: a coroutine that has ended with a tail call, see Relay
 *   anything else      done: the outcome, see Outcome
 * </pre>
 *
 * <p>Registering, leaving and ending exchange the word with one compare-and-set, from any thread. Only a
 * {@link Crowd} is changed in place, under its monitor, and only while it is the word. Ending is the same
 * exchange for all of them; the crowd is taken apart behind it. Of two threads of which one ends the future
 * and one registers or leaves, therefore, the second either finds the crowd in the word, and is in time for the
 * first to see it, or finds the outcome.
 *
 * <p>Apart from {@code Future}, because users see none of it.
 *
 * @param <T> type of the result
 */
abstract class FutureWord<T> extends Stage<T> {
  private static final VarHandle WORD;

  static {
    try {
      WORD = MethodHandles.lookup().findVarHandle(FutureWord.class, "word", Object.class);
    } catch (ReflectiveOperationException e) {
      throw new ExceptionInInitializerError(e);
    }
  }

  private Object word; // written through WORD, but for the initial value; read as outcome() says

  FutureWord() {}

  /** Whoever gets to see this future, through a data race even, finds it done. */
  FutureWord(Object outcome) {
    word = outcome;
    VarHandle.storeStoreFence(); // as for a final field; else a waiter could be overwritten
  }

  /**
   * The outcome, or null while pending.
   *
   * <p>A plain read and a fence, and not {@code getAcquire}, because the JIT compilers see through a plain
   * read: a child that ends at once then needs no future at all. It is an acquire read all the same.
   * References are read whole (JLS 17.7); nothing after the fence is done before the read, so what was
   * written before the completion is visible to those who see it; and a later read cannot be merged
   * with this one, because the fence is in between.
   */
  final Object outcome() {
    Object seen = word;
    VarHandle.acquireFence();
    return seen instanceof Waiter ? Passed.outcome(seen) : seen;
  }

  // ---- ending -----------------------------------------------------------------------------------

  /**
   * Ends this future and wakes those who wait.
   *
   * @return false if it was done already; nothing changes then
   */
  final boolean settle(Object outcome) {
    Object seen = WORD.getAcquire(this);
    while (seen == null || seen instanceof Waiter) {
      if (seen instanceof Passed passed) { // may be done already
        passed.undo();
        seen = WORD.getAcquire(this);
        continue;
      }
      Object witness = WORD.compareAndExchange(this, seen, outcome);
      if (witness == seen) {
        if (seen != null) {
          ((Waiter) seen).wake(outcome);
        }
        return true;
      }
      seen = witness;
    }
    return false;
  }

  /**
   * As {@link #settle} for a future that nobody else ends, and that a single coroutine waits for: if it
   * lives on the running loop, it goes on inside this call.
   */
  final void settleAsCall(Object outcome) {
    Object waiter = WORD.getAndSet(this, outcome);
    if (waiter instanceof CoroutineFrame<?> frame && frame.isAtHome()) {
      frame.runAtHome(outcome);
    } else if (waiter != null) {
      ((Waiter) waiter).wake(outcome);
    }
  }

  /**
   * As {@link #settle}, for an outcome that no other future has: if it comes too late, nobody can ask for
   * it, and a failure is dropped in silence.
   */
  final boolean settleOwn(Object outcome) {
    boolean isFirst = settle(outcome);
    if (!isFirst && outcome instanceof Outcome.Failure dropped) {
      dropped.see();
    }
    return isFirst;
  }

  // ---- waiting ----------------------------------------------------------------------------------

  /**
   * Registers a waiter behind those that are there.
   *
   * @return false if the future is done: the waiter was not registered and will not be woken
   */
  final boolean register(Waiter waiter) {
    Object seen = WORD.getAcquire(this);
    while (seen == null || seen instanceof Waiter) {
      if (seen instanceof Crowd crowd) {
        if (isJoined(crowd, waiter)) {
          return true;
        }
        seen = WORD.getAcquire(this);
      } else {
        Waiter entry = seen == null ? waiter : ((Waiter) seen).followedBy(waiter);
        Object witness = WORD.compareAndExchange(this, seen, entry);
        if (witness == seen) {
          return true;
        }
        seen = witness;
      }
    }
    return false;
  }

  /** Registers a waiter, or wakes it now if the future is done. */
  final void registerOrWake(Waiter waiter) {
    if (!register(waiter)) {
      waiter.wake(outcome());
    }
  }

  /**
   * Registers an observer of a late failure, unless there is one already: it serves all.
   *
   * @return the one that is registered now; null if the future is done
   */
  final LateFailure observe(LateFailure added) {
    Object seen = WORD.getAcquire(this);
    while (seen == null || seen instanceof Waiter) {
      LateFailure present = seen == null ? null : ((Waiter) seen).lateFailure();
      if (present != null) {
        return present;
      }
      if (seen instanceof Crowd crowd) {
        synchronized (crowd) {
          if (crowd.lateFailure() == null && isJoined(crowd, added)) {
            return added;
          }
        }
        seen = WORD.getAcquire(this);
      } else {
        Waiter entry = seen == null ? added : ((Waiter) seen).followedBy(added);
        Object witness = WORD.compareAndExchange(this, seen, entry);
        if (witness == seen) {
          return added;
        }
        seen = witness;
      }
    }
    return null;
  }

  private boolean isJoined(Crowd crowd, Waiter waiter) {
    synchronized (crowd) {
      if (WORD.getAcquire(this) != crowd) {
        return false;
      }
      crowd.add(waiter);
      return true;
    }
  }

  /**
   * Takes a registered waiter out again, at the price of a few steps however many there are.
   *
   * @return false if it is not there, for example because it was woken already
   */
  final boolean unregister(Waiter waiter) {
    Object seen = WORD.getAcquire(this);
    while (seen instanceof Waiter waiters) {
      if (seen instanceof Crowd crowd) {
        synchronized (crowd) {
          if (WORD.getAcquire(this) == crowd) {
            return isLeft(crowd, waiter);
          }
        }
        seen = WORD.getAcquire(this);
      } else {
        Waiter kept = waiters.without(waiter);
        if (kept == waiters) {
          return false;
        }
        Object witness = WORD.compareAndExchange(this, seen, kept);
        if (witness == seen) {
          return true;
        }
        seen = witness;
      }
    }
    return false;
  }

  private boolean isLeft(Crowd crowd, Waiter waiter) {
    boolean isLeft = crowd.remove(waiter);
    Waiter lone = crowd.lone();
    if (lone != null) {
      WORD.compareAndSet(
          this, crowd, lone); // in vain if the future ends now: then the crowd wakes it
    }
    return isLeft;
  }

  /** The word, if it is a waiter; for {@link Relay}. */
  final Waiter waiter() {
    return WORD.getAcquire(this) instanceof Waiter waiter ? waiter : null;
  }

  /** Exchanges the word, if it is the expected one; for {@link Relay}, who knows what that means. */
  final boolean exchange(Object expected, Object next) {
    return WORD.compareAndSet(this, expected, next);
  }

  /** Those who wait, in the order in which they came. */
  final Waiter[] waiters() {
    return WORD.getAcquire(this) instanceof Waiter waiters ? waiters.inOrder() : new Waiter[0];
  }

  /** Whether this waiter is registered, and came last. */
  final boolean isNewest(Waiter waiter) {
    Object seen = WORD.getAcquire(this);
    return seen == waiter || seen instanceof Waiter waiters && waiters.newest() == waiter;
  }

  /** Whether anybody waits who wants something of this future. */
  final boolean isAwaited() {
    return WORD.getAcquire(this) instanceof Waiter waiters && waiters.isWanted();
  }

  /** Whether those who have waited do not any more, but for what only watches. */
  final boolean isForgotten() {
    return WORD.getAcquire(this) instanceof Waiter waiters && !waiters.isWanted();
  }

  // ---- giving up --------------------------------------------------------------------------------

  /**
   * The only one who waits for this future gives up, because it is cancelled itself.
   *
   * @return whether this future ends as cancelled now, or soon; false if it goes on
   */
  abstract boolean abandon();

  /** As {@link #abandon}; leaves the future alone if anybody else waits for it too. */
  final boolean abandonBy(Waiter waiter) {
    return isAwaitedOnlyBy(waiter) && abandon();
  }

  /** Whether {@code waiter} waits, and nobody else but observers. */
  final boolean isAwaitedOnlyBy(Waiter waiter) {
    return WORD.getAcquire(this) instanceof Waiter waiters && waiters.isOnly(waiter);
  }

  /**
   * Nobody waits any more, because those who did have their answer from elsewhere. A request, which exists for
   * those who wait and may take something from others, is withdrawn: it ends as cancelled. Everything else goes
   * on.
   */
  void withdraw() {}

  /**
   * Takes out a waiter that has its answer from elsewhere, registered or not; {@linkplain #withdraw withdraws} this
   * future if that leaves nobody. What code of users throws is reported.
   */
  final void letGo(Waiter waiter) {
    unregister(waiter);
    Object seen = WORD.getAcquire(this);
    if (seen == null || seen instanceof Waiter waiters && !waiters.isWanted()) {
      try {
        withdraw();
      } catch (Throwable exception) {
        IOLoop.reportUnhandled(exception);
      }
    }
  }
}
