package io.sirocco.conformance;

import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** What a program says while it runs, line by line; what Sirocco logs meanwhile stands between. */
final class Trace {
  private final ManualTimeSource clock;
  private final List<String> lines = new ArrayList<>();
  private boolean hasEnded;

  Trace(ManualTimeSource clock) {
    this.clock = clock;
  }

  /** Adds a line: the words, with a blank between them. */
  synchronized void add(Object word, Object... more) {
    StringBuilder line = new StringBuilder(String.valueOf(word));
    for (Object next : more) {
      line.append(' ').append(next);
    }
    if (!hasEnded) {
      lines.add(line.toString());
    }
  }

  /** What the program says from now on is not part of it. */
  synchronized void end() {
    hasEnded = true;
  }

  /** Adds {@code label 1} to {@code label n}, one line in each of the next iterations. */
  void addInEachIteration(int n, String label) {
    addFrom(1, n, label);
  }

  /** Keeps the thread busy for some time: the clock goes on, and the loop does not. */
  void busy(Duration duration) {
    clock.advance(duration);
  }

  /** Collects garbage until something has been logged. */
  void collectGarbageUntilLogged() {
    while (lines().stream().noneMatch(line -> line.startsWith("LOG "))) {
      System.gc();
      Thread.onSpinWait();
    }
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private void addFrom(int i, int n, String label) {
    if (i <= n) {
      IOLoop.current().addCallback(() -> {
        add(label, i);
        addFrom(i + 1, n, label);
      });
    }
  }
}
