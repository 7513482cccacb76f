package io.sirocco;

/**
 * Stands in the word of a coroutine that {@link Relay} has passed: pending at first look, and done as soon as
 * the relay is. It is replaced before anybody else waits for the coroutine or ends it.
 */
final class Passed extends Waiter {
  final CoroutineFrame<?> frame;
  final long number; // in the order in which the relay has passed them
  private final Relay relay;

  Passed(CoroutineFrame<?> frame, long number, Relay relay) {
    this.frame = frame;
    this.number = number;
    this.relay = relay;
  }

  /**
   * The outcome of a future whose word is {@code seen}, a waiter. Does not get the future itself: the JIT
   * compilers could not leave it out then.
   */
  static Object outcome(Object seen) {
    return seen instanceof Passed passed ? passed.relay.outcomeOf(passed.number) : null;
  }

  /** Gives the coroutine another word: a waiter if it is pending, else its outcome. Any thread may call it. */
  void undo() {
    Relay at = relay;
    while (!at.isUndone(this)) {
      at = at.rest();
    }
  }

  /** Undoes it; the word is another one then, and who wanted to join this has to look again. */
  @Override
  Waiter followedBy(Waiter later) {
    undo();
    return later;
  }

  @Override
  Future<?> settles() {
    return relay;
  }

  @Override
  void wake(Object outcome) {
    throw new AssertionError("is replaced before the coroutine ends");
  }

  @Override
  void run(Object argument) {
    throw new AssertionError("is never scheduled");
  }
}
