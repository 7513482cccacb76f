package io.sirocco;

import java.util.concurrent.CancellationException;

/**
 * What a coroutine follows that has ended with a tail call, if what it called has ended with a tail call, too:
 * in place of all coroutines between it and the present end of the chain. So a coroutine that calls
 * itself for ever in its return statement needs constant memory.
 *
 * <pre>
 *   front ← F1                 F1 awaits; front has returned F1 and follows it
 *   front ← F1 ← F2            F1 returns F2: without a relay each step would be kept
 *
 *   front ← relay ← F2         with one: who waits for F2 is the relay, and who waits for that is the front;
 *           F1: Passed         F1 is garbage, unless somebody holds it: then it is asked, and asks the relay
 *   front ← relay ← F3         F2 has returned F3, and is passed as well
 *           F1, F2: Passed
 *
 *   front ← relay ← F1 ← inner ← F3         somebody waits for F1, or cancels it: it is put back in its
 *                        F2: Passed         place, and all is as if it had never been passed
 * </pre>
 *
 * <p>A coroutine is passed only if nobody but the one in front waits for it, and only the next one's word
 * is empty. All of them belong to the same place and the same scope, so one hop of the loop replaces several, and
 * who is told of a cancellation is the same.
 *
 * <p>Everything but reading outcomes holds the monitor of the relay. Under it, {@code end} is null as long as
 * the relay is pending for those who were passed: who has seen one of them done will not see it pending
 * again when it is put back. In the word of a passed coroutine only the holder of that monitor changes
 * anything. No code of users runs under it, and it is taken before those of crowds.
 *
 * <p>When a coroutine is put back, those that were passed after it belong to the inner relay: {@code last} and
 * {@code rest} say so to them.
 */
final class Relay extends Future<Object> {
  private CoroutineFrame<?> source; // where this is registered
  private long newest; // number of the coroutine that was passed last
  private Object end; // what the source ended with
  private volatile long last; // those with greater numbers belong to the rest
  private Relay rest; // written before last

  private Relay(Waiter front, CoroutineFrame<?> source) {
    super(front);
    this.source = source;
    this.last = Long.MAX_VALUE;
  }

  // ---- passing ----------------------------------------------------------------------------------

  /**
   * Passes a coroutine that has returned {@code next} and that nobody waits for but one who follows it. Called
   * instead of registering {@code ended} on {@code next}, in the thread where it ends.
   *
   * @return false if it has to be registered
   */
  static boolean passes(CoroutineFrame<?> ended, CoroutineFrame<?> next) {
    Waiter waiter = ended.waiter();
    if (waiter instanceof Relay relay) {
      return ended.mayBePassedTo(next) && relay.isPassing(ended, next, relay);
    }
    if (waiter instanceof CoroutineFrame<?> front
        && front.isFollowing()
        && front.isBeside(ended)
        && ended.mayBePassedTo(next)) {
      Relay relay = new Relay(front, ended);
      if (relay.isPassing(ended, next, front)) {
        front.followInstead(relay);
        return true;
      }
    }
    return false;
  }

  private boolean isPassing(CoroutineFrame<?> ended, CoroutineFrame<?> next, Waiter waiter) {
    Object outcome = null;
    synchronized (this) {
      Passed passed = new Passed(ended, newest + 1, this);
      if (!ended.exchange(waiter, passed)) {
        return false; // cancelled, or awaited by another thread
      }
      if (!next.exchange(null, this)) {
        outcome = next.outcome();
        if (outcome == null) { // others wait for it
          ended.exchange(passed, waiter);
          return false;
        }
        end = outcome; // done just now, by another thread
      }
      source = next;
      newest++;
    }
    ended.leaveScope();
    if (outcome != null) {
      settle(outcome);
    }
    return true;
  }

  // ---- putting back -----------------------------------------------------------------------------

  /** Puts a coroutine back that was passed, unless that was done. Returns false if it belongs to the rest. */
  boolean isUndone(Passed passed) {
    Relay inner = null;
    boolean isRegistered = true;
    synchronized (this) {
      if (passed.number > last) {
        return false;
      }
      if (passed.frame.waiter() == passed) {
        if (end == null && !source.unregister(this)) {
          end = source.outcome(); // another thread is about to say so
        }
        if (end != null) {
          passed.frame.exchange(passed, end);
        } else {
          inner = split(passed);
          isRegistered = inner.source.register(inner);
        }
      }
    }
    if (inner != null) {
      passed.frame.followInstead(inner);
      if (!isRegistered) {
        inner.wake(inner.source.outcome());
      }
    }
    return true;
  }

  /** Leaves those in front of a coroutine here, and puts those behind it into a new relay that it follows. */
  private Relay split(Passed passed) {
    Relay inner = new Relay(passed.frame, source);
    inner.newest = newest;
    inner.rest = rest;
    inner.last = last;
    rest = inner;
    last = passed.number - 1;
    source = passed.frame;
    passed.frame.exchange(passed, this);
    return inner;
  }

  /** Where those are that do not belong here. */
  Relay rest() {
    return rest;
  }

  /** The outcome of a coroutine that was passed; null while it is pending. */
  Object outcomeOf(long number) {
    Relay at = this;
    Object outcome = at.outcome();
    while (number > at.last) { // looked at after the outcome: it has not changed since then
      at = at.rest;
      outcome = at.outcome();
    }
    return outcome;
  }

  // ---- as a waiter, and as a future
  // ---------------------------------------------------------------

  @Override
  void wake(Object outcome) {
    synchronized (this) {
      end = outcome;
    }
    settle(outcome);
  }

  @Override
  Future<?> settles() {
    return this;
  }

  /** The one in front is cancelled: so is what it waits for; if others wait for that, only those in between. */
  @Override
  boolean abandon() {
    Future<?> awaited = source();
    if (awaited.abandonBy(this)) {
      return true;
    }
    boolean isLeft = awaited.unregister(this);
    if (isLeft) {
      wake(Outcome.failure(new CancellationException()));
    }
    return isLeft;
  }

  private synchronized CoroutineFrame<?> source() {
    return source;
  }

  @Override
  public String toString() {
    return source().toString();
  }
}
