package io.sirocco;

import io.sirocco.internal.Surroundings;

/** What a loop tells its {@linkplain Surroundings surroundings}, if it has some. */
final class Outside {
  /**
   * Whether any loop of this program ever had surroundings. An ordinary field, as {@link Context#inUse}:
   * who works for such a loop was started after it was made.
   */
  static boolean isSimulated;

  private Outside() {}

  /**
   * Somebody on the current loop begins to wait for something that another thread may end.
   *
   * @return {@code outside}
   */
  static <F extends Future<?>> F waitedFor(F outside) {
    if (isSimulated) {
      tell(IOLoop.currentOrNull(), outside);
    }
    return outside;
  }

  /** As {@link #waitedFor(Future)} on a loop that need not be the current one. */
  static <F extends Future<?>> F waitedFor(Scheduler home, F outside) {
    if (isSimulated && home.place() instanceof LoopEngine loop) {
      tell(loop, outside);
    }
    return outside;
  }

  private static void tell(LoopEngine loop, Future<?> outside) {
    if (loop != null && loop.surroundings != null && !outside.isDone()) {
      loop.surroundings.waitsFor(outside);
    }
  }

  /** There is a failure on the current loop that nobody has asked for yet. */
  static void failed(Unseen failure) {
    if (isSimulated) {
      IOLoop loop = IOLoop.currentOrNull();
      if (loop != null && loop.surroundings != null) {
        loop.surroundings.hasFailed(failure);
      }
    }
  }

  /** A failure arrives at a loop from elsewhere. */
  static void arrived(Object outcome) {
    if (isSimulated && outcome instanceof Outcome.Failure failure) {
      failure.tellSurroundings();
    }
  }
}
