package io.sirocco;

import io.sirocco.dump.Wait;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes text of those who wait, and one of those that are equal; for each loop. */
final class WaitFolder {
  private static final int MOST_CHAINS = 10_000;
  private static final List<String> OTHERS = List.of("others");

  /** What coroutines have in common that are at the same place. */
  private record State(Class<?> frame, int number) {}

  private record Key(String target, List<String> chain) {}

  /** Equal chains. */
  private static final class Folded {
    private long count;
    private long longestNanos = AwaitWalk.UNKNOWN;
    private long dueNanos = AwaitWalk.UNKNOWN;
  }

  /** What is on one loop, or on none. */
  private static final class OfPlace {
    private final Map<Key, Folded> chains = new HashMap<>();
    private long coroutines;
  }

  private final Map<Scheduler, OfPlace> homes = new IdentityHashMap<>();
  private final Map<Future<?>, Long> due = new IdentityHashMap<>(); // in so many nanoseconds
  private final Map<CoroutineFrame<?>, AwaitWalk.Known> known;
  private final Map<State, String> places = new HashMap<>();
  private final Map<String, String> lines = new HashMap<>(); // each once
  private final long nowNanos = System.nanoTime();
  private int chains;

  WaitFolder(Map<CoroutineFrame<?>, AwaitWalk.Known> known) {
    this.known = known;
  }

  boolean isComplete() {
    return chains <= MOST_CHAINS;
  }

  // ---- text -------------------------------------------------------------------------------------

  /** The kind of something that is awaited. */
  String targetOf(Future<?> future) {
    return once(future.kind());
  }

  /** One of those who wait; null if it is not worth a line. */
  String lineOf(Future<?> future) {
    if (future instanceof CoroutineFrame<?> frame) {
      return lineOf(frame);
    }
    if (future instanceof Multi) {
      return "multi";
    }
    if (future instanceof Choice) {
      return "firstOf";
    }
    return future instanceof TimeLimit ? "withTimeout" : null;
  }

  private String lineOf(CoroutineFrame<?> frame) {
    State state = new State(frame.getClass(), frame.state);
    String line = places.get(state);
    if (line == null) {
      StackTraceElement place = frame.suspendedAt();
      line = once(place == null ? frame.describePlace() : AwaitTrace.plainly(place));
      places.put(state, line);
    }
    return line;
  }

  private String once(String text) {
    return lines.computeIfAbsent(text, same -> same);
  }

  // ---- folding ----------------------------------------------------------------------------------

  void due(Future<?> timer, long inNanos) {
    due.put(timer, inNanos);
  }

  void count(CoroutineFrame<?> frame) {
    at(frame.place()).coroutines++;
  }

  /** A chain that has come to its end; null if nobody waits. */
  void add(Future<?> root, String target, AwaitWalk.Chain outermost) {
    List<String> chain = new ArrayList<>();
    CoroutineFrame<?> innermost = null;
    for (AwaitWalk.Chain link = outermost; link != null; link = link.inner()) {
      chain.add(link.line());
      innermost = link.future() instanceof CoroutineFrame<?> frame ? frame : innermost;
    }
    if (innermost == null) {
      return; // nobody who can say where
    }
    Collections.reverse(chain);
    AwaitWalk.Known waits = known.get(innermost);
    long since = waits == null ? AwaitWalk.UNKNOWN : waits.sinceNanos();
    long age = since == AwaitWalk.UNKNOWN ? since : nowNanos - since;
    add(innermost.place(), target, cut(chain), age, due.getOrDefault(root, AwaitWalk.UNKNOWN));
  }

  private static List<String> cut(List<String> chain) {
    if (chain.size() <= AwaitWalk.LONGEST_CHAIN) {
      return chain;
    }
    List<String> cut = new ArrayList<>(chain.subList(0, AwaitWalk.LONGEST_CHAIN));
    cut.add("...");
    return cut;
  }

  /** Something that a loop has to do, which no coroutine waits for. */
  void addCallback(Scheduler place, String target, long dueNanos) {
    add(place, target, List.of(), AwaitWalk.UNKNOWN, dueNanos);
  }

  private void add(
      Scheduler place, String target, List<String> chain, long ageNanos, long dueNanos) {
    Map<Key, Folded> folded = at(place).chains;
    Key key = new Key(target, chain);
    if (!folded.containsKey(key) && ++chains > MOST_CHAINS) {
      key = new Key(target, OTHERS);
    }
    Folded same = folded.computeIfAbsent(key, k -> new Folded());
    same.count++;
    same.longestNanos = Math.max(same.longestNanos, ageNanos);
    if (dueNanos != AwaitWalk.UNKNOWN) {
      same.dueNanos =
          same.dueNanos == AwaitWalk.UNKNOWN ? dueNanos : Math.min(same.dueNanos, dueNanos);
    }
  }

  private OfPlace at(Scheduler place) {
    return homes.computeIfAbsent(place, p -> new OfPlace());
  }

  // ---- the result -------------------------------------------------------------------------------

  boolean hasAny(Scheduler place) {
    return homes.containsKey(place);
  }

  long coroutines(Scheduler place) {
    return hasAny(place) ? at(place).coroutines : 0;
  }

  List<Wait> waits(Scheduler place) {
    List<Wait> waits = new ArrayList<>();
    if (hasAny(place)) {
      at(place)
          .chains
          .forEach((key, folded) -> waits.add(new Wait(
              key.target,
              key.chain,
              folded.count,
              duration(folded.longestNanos),
              duration(folded.dueNanos))));
    }
    waits.sort(Comparator.comparingLong(Wait::count)
        .reversed()
        .thenComparing(Wait::target)
        .thenComparing(wait -> wait.chain().toString()));
    return waits;
  }

  private static Optional<Duration> duration(long nanos) {
    return nanos == AwaitWalk.UNKNOWN ? Optional.empty() : Optional.of(Duration.ofNanos(nanos));
  }
}
