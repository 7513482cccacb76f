package io.sirocco.torture.rt;

import java.util.ArrayDeque;
import java.util.Deque;

/** Completes pauses on a thread without a loop, the newest first: coroutines go on in the completing call. */
final class StackDrive extends Drive {
  private Deque<Runnable> pending; // null until there was one: most calls have none

  StackDrive(Drive outer) {
    super(outer);
  }

  @Override
  void later(Runnable pause) {
    if (pending == null) {
      pending = new ArrayDeque<>();
    }
    pending.push(pause);
  }

  @Override
  void step() {
    if (pending != null && !pending.isEmpty()) {
      pending.pop().run();
    }
  }

  @Override
  void leave() {}
}
