package io.sirocco.it.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What has happened in a run, and what of it was wrong. Any thread may write. */
final class Books {
  private final Set<String> wrongs = new LinkedHashSet<>();
  private final List<Planned> planned = new ArrayList<>();
  private final Map<Planned, Integer> arrivals = new IdentityHashMap<>(); // caught by somebody
  private final Map<Planned, Integer> reports = new IdentityHashMap<>(); // to a handler or a log

  synchronized void wrong(String text) {
    wrongs.add(text);
  }

  void check(boolean isRight, String wrong) {
    if (!isRight) {
      wrong(wrong);
    }
  }

  synchronized void checkEquals(Object expected, Object actual, String what) {
    if (!expected.equals(actual)) {
      wrong(what + ": " + actual + " instead of " + expected);
    }
  }

  synchronized Planned plan(String what) {
    Planned failure = new Planned(what + " " + planned.size());
    planned.add(failure);
    return failure;
  }

  /** Somebody has caught it, with those that are suppressed in it. */
  void arrived(Throwable exception) {
    count(exception, arrivals);
  }

  void reported(Throwable exception) {
    count(exception, reports);
  }

  private synchronized void count(Throwable exception, Map<Planned, Integer> counts) {
    for (Planned failure : within(exception)) {
      counts.merge(failure, 1, Integer::sum);
    }
  }

  private static Set<Planned> within(Throwable exception) {
    Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    collect(exception, seen);
    Set<Planned> result = Collections.newSetFromMap(new IdentityHashMap<>());
    for (Throwable found : seen) {
      if (found instanceof Planned failure) {
        result.add(failure);
      }
    }
    return result;
  }

  private static void collect(Throwable exception, Set<Throwable> seen) {
    if (exception != null && seen.add(exception)) {
      collect(exception.getCause(), seen);
      for (Throwable suppressed : exception.getSuppressed()) {
        collect(suppressed, seen);
      }
    }
  }

  /** All that was wrong, when the run is over. */
  synchronized Set<String> wrongs() {
    for (Planned failure : planned) {
      int reported = reports.getOrDefault(failure, 0);
      if (reported + arrivals.getOrDefault(failure, 0) == 0) {
        wrongs.add("nobody has heard of " + failure);
      }
      if (reported > 1) {
        wrongs.add(failure + " was reported " + reported + " times");
      }
    }
    return wrongs;
  }
}
