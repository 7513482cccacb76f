package io.sirocco;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds coroutines that wait for each other in a circle, among those of which it is known what they await. A
 * depth-first search that keeps its own stack.
 */
final class AwaitCycles {
  private static final int MOST = 100; // cycles that are told

  private final Map<CoroutineFrame<?>, AwaitWalk.Known> known;
  private final Set<Future<?>> finished = Collections.newSetFromMap(new IdentityHashMap<>());
  private final List<List<Future<?>>> cycles = new ArrayList<>();

  private record Visit(Future<?> future, Iterator<? extends Future<?>> next) {}

  AwaitCycles(Map<CoroutineFrame<?>, AwaitWalk.Known> known) {
    this.known = known;
  }

  /** Each from one of its members to that same one, in the direction of waiting. */
  List<List<Future<?>>> find(List<CoroutineFrame<?>> frames) {
    for (CoroutineFrame<?> frame : frames) {
      if (!finished.contains(frame) && cycles.size() < MOST) {
        search(frame);
      }
    }
    return cycles;
  }

  private void search(CoroutineFrame<?> start) {
    Map<Future<?>, Boolean> onPath = new IdentityHashMap<>();
    Deque<Visit> path = new ArrayDeque<>();
    enter(start, path, onPath);
    while (!path.isEmpty()) {
      Visit last = path.getLast();
      if (!last.next.hasNext()) {
        path.removeLast();
        onPath.remove(last.future);
        finished.add(last.future);
        continue;
      }
      Future<?> next = last.next.next();
      if (onPath.containsKey(next)) {
        cycles.add(cycle(path, next));
      } else if (!next.isDone() && !finished.contains(next)) {
        enter(next, path, onPath);
      }
    }
  }

  private void enter(Future<?> future, Deque<Visit> path, Map<Future<?>, Boolean> onPath) {
    path.addLast(new Visit(future, needs(future).iterator()));
    onPath.put(future, true);
  }

  private List<? extends Future<?>> needs(Future<?> future) {
    AwaitWalk.Known waits = future instanceof CoroutineFrame<?> frame ? known.get(frame) : null;
    return waits == null || waits.awaited() == null ? future.needs() : List.of(waits.awaited());
  }

  private static List<Future<?>> cycle(Deque<Visit> path, Future<?> again) {
    List<Future<?>> cycle = new ArrayList<>();
    for (Visit visit : path) {
      if (!cycle.isEmpty() || visit.future == again) {
        cycle.add(visit.future);
      }
    }
    cycle.add(again);
    return cycle;
  }
}
