package io.sirocco;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;

/**
 * The suspended coroutines of one {@link Scope}, and how they are cancelled. A frame itself does not know
 * what it awaits; this does. Belongs to the thread of the loop.
 *
 * <pre>
 *            cancel, awaited is pending             resumed by a failure
 *   CALM ────────────────────────────────> ARRIVING ────────────────────> CALM
 *     │                                       │ resumed by a value: what it awaited did not stop
 *     └── cancel, on its way already ──> NEXT_AWAIT ── suspends ──> ARRIVING
 * </pre>
 */
final class Cancellable {
  /** Where a cancellation is. */
  private enum Cancelling {
    /** There is none. */
    CALM,
    /** The coroutine will be resumed with it. */
    ARRIVING,
    /** The coroutine gets it when it suspends again. */
    NEXT_AWAIT
  }

  /** One coroutine. */
  static final class Suspension {
    private Future<?> awaited; // null while the coroutine runs or is about to
    private Cancelling cancelling = Cancelling.CALM;
    private boolean wasCancelled;

    /** Whether somebody has ever cancelled the coroutine itself. */
    boolean wasCancelled() {
      return wasCancelled;
    }
  }

  private final IOLoop loop;
  private final Map<CoroutineFrame<?>, Suspension> live =
      new LinkedHashMap<>(); // in the order of their first suspensions

  Cancellable(IOLoop loop) {
    this.loop = loop;
  }

  boolean isEmpty() {
    return live.isEmpty();
  }

  /** The suspension of a coroutine that has not ended; null for any other future. */
  Suspension of(Future<?> frame) {
    return live.get(frame);
  }

  /** All that have not ended, in the order of their first suspensions. */
  List<CoroutineFrame<?>> all() {
    return List.copyOf(live.keySet());
  }

  /** A line for each coroutine: what it is, where, and what it awaits. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    live.forEach((frame, suspension) -> lines.add(frame.describePlace()
        + (suspension.awaited == null ? "" : ", waits for " + suspension.awaited)));
    return lines;
  }

  // ---- what frames report -----------------------------------------------------------------------

  /**
   * A coroutine waits for a future, for the first time or again.
   *
   * @param isUntold whether a coroutine that suspends for the first time was cancelled before
   */
  void suspend(CoroutineFrame<?> frame, Future<?> awaited, boolean isUntold) {
    Suspension suspension = live.get(frame);
    if (suspension == null) {
      suspension = new Suspension();
      live.put(frame, suspension);
      if (isUntold) {
        suspension.wasCancelled = true;
        suspension.cancelling = Cancelling.NEXT_AWAIT;
      }
    }
    if (awaited == Moment.INSTANCE && suspension.cancelling == Cancelling.NEXT_AWAIT) {
      suspension.cancelling = Cancelling.ARRIVING;
      frame.post(Outcome.failure(new CancellationException()));
      return; // who awaits a moment goes on at once: it could not be called back
    }
    if (!awaited.register(frame)) {
      frame.post(awaited.outcome());
      return;
    }
    suspension.awaited = awaited;
    if (suspension.cancelling == Cancelling.NEXT_AWAIT) {
      interrupt(frame, suspension);
    }
  }

  /**
   * A coroutine goes on.
   *
   * @return whether it was cancelled and is not told of it now, but at its next await
   */
  boolean resume(CoroutineFrame<?> frame, Object outcome) {
    Suspension suspension = live.get(frame);
    if (suspension == null) {
      return false; // it only follows, and another thread has put it back; see follows
    }
    suspension.awaited = null;
    if (suspension.cancelling == Cancelling.ARRIVING) {
      suspension.cancelling =
          outcome instanceof Outcome.Failure ? Cancelling.CALM : Cancelling.NEXT_AWAIT;
    }
    return suspension.cancelling == Cancelling.NEXT_AWAIT;
  }

  /** Whether a coroutine may be passed: not before it knows that it is cancelled. */
  boolean mayBePassed(CoroutineFrame<?> frame) {
    Suspension suspension = live.get(frame);
    return suspension != null && suspension.cancelling == Cancelling.CALM;
  }

  /** A coroutine that only follows has ended, was passed, and is kept by nobody. */
  void remove(CoroutineFrame<?> frame) {
    live.remove(frame);
  }

  /** A coroutine that only follows waits for another future, perhaps after it was passed and put back. */
  void follows(CoroutineFrame<?> frame, Future<?> awaited) {
    if (!frame.isDone()) {
      live.computeIfAbsent(frame, f -> new Suspension()).awaited = awaited;
    }
  }

  // ---- cancelling -------------------------------------------------------------------------------

  /** Cancels a coroutine that has not ended, unless it is being cancelled already. */
  void cancel(CoroutineFrame<?> frame) {
    frame.undoPassing();
    Suspension suspension = live.get(frame);
    if (suspension == null && !frame.isDone()) { // another thread is about to say what it follows
      loop.addCallback(() -> cancel(frame));
    } else if (suspension != null && suspension.cancelling == Cancelling.CALM) {
      suspension.wasCancelled = true;
      interrupt(frame, suspension);
    }
  }

  private void interrupt(CoroutineFrame<?> frame, Suspension suspension) {
    Future<?> awaited = suspension.awaited;
    if (awaited == null) {
      suspension.cancelling = Cancelling.NEXT_AWAIT;
      return;
    }
    suspension.cancelling = Cancelling.ARRIVING; // first: giving up may come back to this frame
    GivingUp result = GivingUp.of(awaited, frame, loop);
    if (result == GivingUp.LEFT) {
      frame.post(Outcome.failure(new CancellationException()));
    } else if (result == GivingUp.TOO_LATE) {
      suspension.cancelling = Cancelling.NEXT_AWAIT; // first what it has waited for
    }
  }
}
