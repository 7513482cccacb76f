package io.sirocco.torture.rt;

import io.sirocco.IOLoop;

/**
 * Completes pauses on a loop of its own, so coroutines go on in a later iteration.
 *
 * <p>A loop cannot run inside itself. But each coroutine here is driven to its end inside one call and
 * has nothing to do with other coroutines meanwhile, so it can have a loop of its own, which runs in a
 * callback of the outer one.
 */
final class LoopDrive extends Drive {
  private IOLoop loop; // null until a pause pends: nothing can be suspended before
  private IOLoop outerLoop;

  LoopDrive(Drive outer) {
    super(outer);
  }

  @Override
  void later(Runnable pause) {
    if (loop == null) {
      outerLoop = IOLoop.currentOrNull();
      loop = new IOLoop();
      loop.makeCurrent(); // where the coroutine that is about to be suspended will live
    }
    loop.addCallback(pause);
  }

  /** Runs one iteration: a loop that was told to stop before it starts never sleeps. */
  @Override
  void step() {
    if (loop != null) {
      loop.stop();
      loop.start();
    }
  }

  @Override
  void leave() {
    if (loop == null) {
      return;
    }
    if (outerLoop == null) {
      IOLoop.clearCurrent();
    } else {
      outerLoop.makeCurrent();
    }
  }
}
