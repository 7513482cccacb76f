package io.sirocco.internal.line;

import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;

/**
 * The future of one who waits until something is so, with all others who do.
 *
 * <p>With a time limit it is done one iteration later than without, or when its time is over if that comes
 * before: Tornado's {@code Event.wait}, unlike its other waits, goes through {@code with_timeout}.
 */
public final class Passage extends Ticket<Void> {
  private final IOLoop detour; // takes an iteration of it; null: takes none
  private volatile boolean called;

  private Passage(IOLoop detour) {
    this.detour = detour;
  }

  /**
   * Adds one at the end of a line.
   *
   * @param deadline when it expires; null for never
   */
  public static Future<Void> in(Line<Passage> line, Deadline deadline) {
    return line.join(new Passage(deadline == null ? null : IOLoop.currentOrNull()), deadline);
  }

  /** Lets this one go on, which the caller has claimed. */
  public void pass() {
    if (detour == null) {
      tryComplete(null);
    } else {
      detour.addCallback(this::arrive);
    }
  }

  private void arrive() {
    stopTimer();
    tryComplete(null);
  }

  @Override
  void called() {
    called = true;
    if (detour == null) {
      stopTimer();
    }
  }

  @Override
  void expireLate() {
    if (called) {
      tryComplete(null);
    }
  }
}
