package io.sirocco;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * What is still to be cancelled, depth first. A cancellation goes as deep as coroutines and scopes await
 * each other; what one step of it finds is put down here instead of being called, so that the stack does
 * not go as deep. Each step is guarded by itself: it may call code of users. Belongs to the thread of the
 * loop.
 */
final class Agenda {
  private final IOLoop loop;
  private final ArrayDeque<Runnable> left = new ArrayDeque<>();
  private final List<Runnable> found = new ArrayList<>(); // by the step that runs, in its order
  private boolean isRunning;

  Agenda(IOLoop loop) {
    this.loop = loop;
  }

  /** Takes a step and all that follows from it; from inside of a step, right after that one. */
  void take(Runnable step) {
    found.add(step);
    if (isRunning) {
      return;
    }
    isRunning = true;
    try {
      next();
      while (!left.isEmpty()) {
        run(left.poll());
        next();
      }
    } finally {
      isRunning = false;
    }
  }

  /** Puts what was found in front of what was left, without changing its order. */
  private void next() {
    for (int i = found.size() - 1; i >= 0; i--) {
      left.addFirst(found.get(i));
    }
    found.clear();
  }

  private void run(Runnable step) {
    try {
      step.run();
    } catch (Throwable exception) {
      loop.report(exception);
    }
  }
}
