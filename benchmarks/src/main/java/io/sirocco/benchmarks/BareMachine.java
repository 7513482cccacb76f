package io.sirocco.benchmarks;

/** A suspended call, written by hand, and at the same time the future of its result. */
abstract class BareMachine extends BareFuture {
  final BareQueue queue;

  BareMachine(BareQueue queue) {
    this.queue = queue;
  }

  /** Goes on with the value of the future that was awaited. */
  abstract void resume(Object value);
}
