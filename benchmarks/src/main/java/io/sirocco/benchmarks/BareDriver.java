package io.sirocco.benchmarks;

/**
 * Completes what a machine waits for, one future per turn, and has a place in its queue as the callback
 * of {@link Driver} has one in the loop: so a suspension is as many entries of the queue.
 */
final class BareDriver extends BareMachine {
  private final BareSource source;
  private BareFuture running;

  BareDriver(BareSource source, BareQueue queue) {
    super(queue);
    this.source = source;
  }

  /** Returns when {@code running} is done. */
  BareFuture suspending(BareFuture running) {
    this.running = running;
    queue.add(this, null);
    queue.run();
    return running;
  }

  @Override
  void resume(Object nothing) {
    if (running.poll() == null) {
      source.pending.complete(Driver.ONE);
      queue.add(this, null);
    }
  }
}
