package io.sirocco;

/**
 * Copies the outcome of a future to another one (Tornado: {@code chain_future}). If the target ends otherwise, or
 * nobody waits for it any more, nothing stays behind on the source.
 */
final class Link extends Waiter {
  private final Scheduler home = Scheduler.current();
  private final Future<?> source;
  private final Future<?> target;
  private final End end = new End();

  private Link(Future<?> source, Future<?> target) {
    this.source = source;
    this.target = target;
  }

  /** Lets {@code target} end as {@code source} does, which is pending. */
  static void make(Future<?> source, Future<?> target) {
    Link link = new Link(source, target);
    if (target.register(link.end)) {
      source.registerOrWake(link);
      if (target.isDone()) { // by another thread, before the link was registered
        source.unregister(link);
      }
    }
  }

  @Override
  void wake(Object outcome) {
    home.post(this, outcome);
  }

  @Override
  Future<?> settles() {
    return target;
  }

  @Override
  void run(Object outcome) {
    target.unregister(end); // who waits for the target alone is woken as anywhere else
    target.settle(outcome);
  }

  /** What the target knows of the link. */
  final class End extends Waiter {
    /** The target is done. */
    @Override
    void wake(Object outcome) {
      source.unregister(Link.this);
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("leaves at once");
    }

    @Override
    boolean isObserver() {
      return true;
    }

    /** What the target waits for. */
    Future<?> source() {
      return source;
    }

    /** Completes the target if the source is done, but its outcome not here yet. */
    boolean hasArrived() {
      Object outcome = source.outcome();
      if (outcome != null) {
        target.settle(outcome);
      }
      return outcome != null;
    }

    /** The target is given up. */
    void abandonSource() {
      try {
        source.abandonBy(Link.this);
      } catch (Throwable exception) { // of the user; the target has to be told all the same
        IOLoop.reportUnhandled(exception);
      }
    }
  }
}
