package io.sirocco;

/** Copies the outcome of a future to another one (Tornado: {@code chain_future}). */
final class Link extends Waiter {
  private final Scheduler home = Scheduler.current();
  private final Future<?> target;

  Link(Future<?> target) {
    this.target = target;
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
    target.settle(outcome);
  }
}
