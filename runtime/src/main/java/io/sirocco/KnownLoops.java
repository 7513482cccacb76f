package io.sirocco;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** The loops of this process that have not been collected, with a number each. */
final class KnownLoops {
  private static final WeakTable<IOLoop, Integer> NUMBERS = new WeakTable<>();
  private static final AtomicInteger MADE = new AtomicInteger();

  private KnownLoops() {}

  static void add(IOLoop loop) {
    NUMBERS.put(loop, MADE.incrementAndGet());
  }

  /** In the order in which they were made, by their numbers. */
  static Map<Integer, IOLoop> all() {
    Map<Integer, IOLoop> loops = new TreeMap<>();
    NUMBERS.forEach((loop, number) -> loops.put(number, loop));
    return loops;
  }

  /** A single one, by its number. */
  static Map<Integer, IOLoop> only(IOLoop loop) {
    Map<Integer, IOLoop> loops = all();
    loops.values().removeIf(other -> other != loop);
    return loops;
  }
}
