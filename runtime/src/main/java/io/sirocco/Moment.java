package io.sirocco;

/**
 * The future of {@link Coroutines#moment}: pending for everybody who looks, done for everybody who
 * waits. One object serves all, because its word never changes: the waiter that it holds wakes each
 * newcomer instead of being joined by it.
 */
final class Moment extends Future<Void> {
  static final Moment INSTANCE = new Moment();

  private Moment() {
    super(new Turnstile());
  }

  /** Nobody owns the moment: it cannot be cancelled. */
  @Override
  public boolean cancel() {
    return false;
  }

  @Override
  public String toString() {
    return "moment";
  }

  private static final class Turnstile extends Waiter {
    @Override
    Waiter followedBy(Waiter later) {
      later.wake(Outcome.NULL); // posts it: exactly one iteration
      return this;
    }

    @Override
    void wake(Object outcome) {
      throw new AssertionError("moment is never completed");
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("moment is never scheduled");
    }
  }
}
