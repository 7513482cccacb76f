package io.sirocco;

/** What becomes of one who does not want to wait for a future any more. */
enum GivingUp {
  /** The future ends, for nobody else waits for it; whoever gave up is woken by that. */
  WAITS_FOR_THE_END,
  /** Whoever gave up is not among those who wait any more, and will not be woken. */
  LEFT,
  /** It was too late: the future is done, and whoever gave up is on the way with its outcome. */
  TOO_LATE;

  /**
   * Lets {@code waiter} give up: cancels what it alone waits for, or takes it out.
   *
   * <p>{@link Future#cancel} may be code of a user. If it throws, {@code loop} is told, and if it
   * ends nothing although it says so, it is not waited for: giving up works all the same.
   *
   * @param waiter registered on {@code awaited}, or woken by it already
   */
  static GivingUp of(Future<?> awaited, Waiter waiter, IOLoop loop) {
    boolean ends;
    try {
      ends = awaited.abandonBy(waiter);
      if (ends && awaited.isEnding()) {
        return WAITS_FOR_THE_END;
      }
    } catch (Throwable exception) {
      loop.report(exception);
      ends = true; // if it is done now, that is because of us
    }
    if (awaited.unregister(waiter)) {
      return LEFT;
    }
    return ends ? WAITS_FOR_THE_END : TOO_LATE;
  }
}
