package io.sirocco.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The order of contenders in a table, and whom each is compared with. */
final class Contenders {
  private static final List<String> ORDER = List.of(
      "plainScalar",
      "siroccoScalar",
      "resumedScalar",
      "plainVector",
      "siroccoVector",
      "resumedVector",
      "bare",
      "bareAtomic",
      "hand",
      "sirocco",
      "siroccoStatic",
      "siroccoInstance",
      "bareNoLoop",
      "bareAtomicNoLoop",
      "handNoLoop",
      "siroccoNoLoop",
      "handResumed",
      "siroccoResumed",
      "siroccoCoroutine",
      "siroccoOnNetty",
      "siroccoOnExecutor",
      "netty",
      "kotlinRaw",
      "kotlinx",
      "kotlinxUnconfined",
      "eaAsync",
      "tascalate",
      "completableFuture",
      "scheduledExecutor",
      "virtualThread");

  /** By place; strangers last, by name. */
  static final Comparator<String> BY_ORDER =
      Comparator.<String>comparingInt(Contenders::place).thenComparing(Comparator.naturalOrder());

  private Contenders() {}

  private static int place(String contender) {
    int index = ORDER.indexOf(contender);
    return index < 0 ? ORDER.size() : index;
  }

  /** What is written by hand or does not await; else Netty; else EA Async. */
  static Optional<String> reference(String contender, Predicate<String> takesPart) {
    return candidates(contender).filter(takesPart).findFirst();
  }

  private static Stream<String> candidates(String contender) {
    for (String suffix : List.of("Scalar", "Vector")) {
      if (contender.endsWith(suffix)) {
        return Stream.of("plain" + suffix);
      }
    }
    for (String suffix : List.of("NoLoop", "Resumed")) {
      if (contender.endsWith(suffix)) {
        return Stream.of("hand" + suffix, "hand", "eaAsync");
      }
    }
    return Stream.of("hand", "netty", "eaAsync");
  }
}
