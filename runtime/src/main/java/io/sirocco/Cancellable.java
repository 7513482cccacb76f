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
  private static final class Suspension {
    private Future<?> awaited; // null while the coroutine runs or is about to
    private Cancelling cancelling = Cancelling.CALM;
  }

  private final Map<CoroutineFrame<?>, Suspension> live =
      new LinkedHashMap<>(); // in the order of their first suspensions

  boolean isEmpty() {
    return live.isEmpty();
  }

  boolean has(Future<?> frame) {
    return live.containsKey(frame);
  }

  /** A line for each coroutine: what it is, where, and what it awaits. */
  List<String> describe() {
    List<String> lines = new ArrayList<>();
    live.forEach((frame, suspension) -> lines.add(frame.describePlace()
        + (suspension.awaited == null ? "" : ", waits for " + suspension.awaited)));
    return lines;
  }

  // ---- what frames report -----------------------------------------------------------------------

  /** A coroutine waits for a future, for the first time or again. */
  void suspend(CoroutineFrame<?> frame, Future<?> awaited) {
    Suspension suspension = live.computeIfAbsent(frame, added -> new Suspension());
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

  /** A coroutine goes on. */
  void resume(CoroutineFrame<?> frame, Object outcome) {
    Suspension suspension = live.get(frame);
    suspension.awaited = null;
    if (suspension.cancelling == Cancelling.ARRIVING) {
      suspension.cancelling =
          outcome instanceof Outcome.Failure ? Cancelling.CALM : Cancelling.NEXT_AWAIT;
    }
  }

  void end(CoroutineFrame<?> frame) {
    live.remove(frame);
  }

  // ---- cancelling -------------------------------------------------------------------------------

  /** Cancels a coroutine that has not ended, unless it is being cancelled already. */
  void cancel(CoroutineFrame<?> frame) {
    Suspension suspension = live.get(frame);
    if (suspension != null && suspension.cancelling == Cancelling.CALM) {
      interrupt(frame, suspension);
    }
  }

  /** As {@link #cancel} for all of them. */
  void cancelAll() {
    List<CoroutineFrame<?>> frames = new ArrayList<>(live.keySet());
    frames.forEach(this::cancel);
  }

  private static void interrupt(CoroutineFrame<?> frame, Suspension suspension) {
    Future<?> awaited = suspension.awaited;
    if (awaited == null) {
      suspension.cancelling = Cancelling.NEXT_AWAIT;
      return;
    }
    suspension.cancelling = Cancelling.ARRIVING; // first: abandoning may come back to this frame
    if (awaited.abandonBy(frame)) {
      return; // that ends as cancelled
    }
    if (awaited.unregister(frame)) {
      frame.post(Outcome.failure(new CancellationException()));
    } else {
      suspension.cancelling = Cancelling.NEXT_AWAIT; // it was done before
    }
  }
}
