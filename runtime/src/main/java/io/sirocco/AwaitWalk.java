package io.sirocco;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/**
 * Finds out who waits for what, while it all goes on in other threads: from what is awaited outwards, because a
 * future knows those who wait for it, and a coroutine does not know what it awaits. What it does know of that,
 * from scopes and {@link Tracking}, tells it where else to begin.
 *
 * <p>Visits each future once, so that cycles and what is awaited by many end; keeps a list, and does not recurse.
 */
final class AwaitWalk {
  static final long UNKNOWN = Long.MIN_VALUE;

  private static final String DROPPED = "a future that nobody has any more: nothing can wake it";
  private static final String SOMETHING =
      Tracking.IS_ON ? "nothing: it runs, or is about to; last awaited at" : "something unknown";
  private static final int MOST_COROUTINES = 1_000_000;
  static final int LONGEST_CHAIN = 64;
  private static final int RACES = 3;

  /** What a coroutine awaits; null if that was collected. */
  record Known(Future<?> awaited, long sinceNanos) {}

  /** Where to begin. */
  private record Root(Future<?> future, String target) {}

  /** Those who wait, from one of them inwards; {@code length} of them. */
  record Chain(Future<?> future, String line, Chain inner, int length) {}

  private record Step(Future<?> future, Chain inner) {}

  private final Map<CoroutineFrame<?>, Known> known; // filled here
  private final Set<Scope> scopes = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Set<Future<?>> visited = Collections.newSetFromMap(new IdentityHashMap<>());
  private final Deque<Root> roots = new ArrayDeque<>();
  private final Deque<Future<?>> unexplained = new ArrayDeque<>(); // what is awaited, by whom ever
  private final Set<Future<?>> explained = Collections.newSetFromMap(new IdentityHashMap<>());
  private final WaitFolder folder;
  private int coroutines;

  AwaitWalk(Map<CoroutineFrame<?>, Known> known, WaitFolder folder) {
    this.known = known;
    this.folder = folder;
  }

  boolean isVisited(Future<?> future) {
    return visited.contains(future);
  }

  boolean isComplete() {
    return coroutines < MOST_COROUTINES;
  }

  // ---- what it is told --------------------------------------------------------------------------

  /** Something that ends by itself, and what it is. */
  void source(Future<?> future, String target) {
    roots.add(new Root(future, target));
  }

  /** A coroutine awaits something; null if that was collected. */
  void suspended(CoroutineFrame<?> frame, Future<?> awaited, long sinceNanos) {
    if (known.size() >= MOST_COROUTINES
        || known.putIfAbsent(frame, new Known(awaited, sinceNanos)) != null) {
      return;
    }
    if (awaited == null) {
      source(frame, DROPPED);
    } else {
      awaited(awaited);
    }
  }

  /** Somebody waits for this, whatever it is. */
  void awaited(Future<?> future) {
    if (!future.isDone()) {
      unexplained.add(future);
    }
  }

  /** Everything in a scope, and around it. */
  void scope(Scope scope) {
    if (scope == null || !scopes.add(scope)) {
      return;
    }
    for (int i = 0; i < RACES; i++) {
      try {
        scope.showTo(this);
        return;
      } catch (RuntimeException changedMeanwhile) {
        // another look; what was told before stays true
      }
    }
  }

  // ---- walking ----------------------------------------------------------------------------------

  /** Walks from all that it was told of, and from what is found then. */
  void run() {
    while (!roots.isEmpty() || !unexplained.isEmpty()) {
      if (!roots.isEmpty()) {
        Root root = roots.remove();
        from(root.future, root.target);
      } else {
        explain(unexplained.remove());
      }
    }
  }

  /** What is not reached from a source: from what it needs itself, as far as that is known. */
  private void explain(Future<?> future) {
    if (visited.contains(future)
        || future instanceof CoroutineFrame<?> frame && known.containsKey(frame)) {
      return;
    }
    if (future instanceof CoroutineFrame<?> frame
        && frame.scope() != null
        && !scopes.contains(frame.scope())) {
      scope(frame.scope());
      unexplained.add(future);
      return;
    }
    if (!explained.add(future)) { // needed by many, or by itself
      return;
    }
    boolean isExplained = false;
    for (Future<?> needed : future.needs()) {
      if (!needed.isDone()) {
        unexplained.add(needed);
        isExplained = true;
      }
    }
    if (!isExplained) {
      source(future, future instanceof CoroutineFrame ? SOMETHING : folder.targetOf(future));
    }
  }

  /** Walks from something outwards. */
  void from(Future<?> root, String target) {
    if (root.isDone() || !visited.add(root)) {
      return;
    }
    Deque<Step> steps = new ArrayDeque<>();
    steps.push(new Step(root, null));
    while (!steps.isEmpty() && isComplete()) {
      Step step = steps.pop();
      Chain chain = grown(step);
      boolean isLast = true;
      for (Waiter waiter : step.future.waiters()) {
        Future<?> outer = waiter.settles();
        if (outer != null && !outer.isDone() && visited.add(outer)) {
          steps.push(new Step(outer, chain));
          isLast = false;
        }
      }
      if (isLast) {
        folder.add(root, target, chain);
      }
    }
  }

  private Chain grown(Step step) {
    if (step.future instanceof CoroutineFrame<?> frame) {
      coroutines++;
      folder.count(frame);
      scope(frame.scope());
    }
    int length = step.inner == null ? 0 : step.inner.length;
    String line = folder.lineOf(step.future);
    return line == null || length > LONGEST_CHAIN // enough to see that there are more
        ? step.inner
        : new Chain(step.future, line, step.inner, length + 1);
  }
}
