package io.sirocco.testing;

import java.util.ArrayList;
import java.util.List;
import org.opentest4j.TestAbortedException;

/**
 * Runs something in different orders until it fails, and then looks for the fewest deviations from the usual
 * order with which it fails in the same way.
 */
final class Exploration {
  /** One run in one order. */
  @FunctionalInterface
  interface Attempt {
    void run(Choices choices) throws Throwable;
  }

  private static final int MOST_ATTEMPTS_TO_SHRINK = 200;

  private final Attempt attempt;
  private int attemptsToShrink;

  Exploration(Attempt attempt) {
    this.attempt = attempt;
  }

  /**
   * Runs it in the usual order and in those of {@code orders - 1} seeds.
   *
   * @throws OrderFailedError if another order than the usual one fails
   * @throws Throwable what the usual order fails with
   */
  void explore(int orders, long firstSeed) throws Throwable {
    Choices usual = Choices.usual();
    attempt.run(usual);
    if (usual.decisions() > 0) {
      exploreOthers(orders, firstSeed);
    }
  }

  /** As {@link #explore} if the usual order was run before. */
  void exploreOthers(int orders, long firstSeed) throws Throwable {
    for (int tried = 2; tried <= orders; tried++) {
      long seed = firstSeed + tried - 2;
      Choices choices = Choices.ofSeed(seed);
      Throwable failure = failureOf(choices);
      if (failure instanceof TestAbortedException) {
        throw failure;
      }
      if (failure != null) {
        String which = "order " + tried + " of " + orders + " (seed " + seed + ")";
        throw smallest(which, choices.deviations(), failure);
      }
    }
  }

  private Throwable failureOf(Choices choices) {
    try {
      attempt.run(choices);
      return null;
    } catch (Throwable failure) {
      return failure;
    }
  }

  /** Leaves out deviations, half of them at first and then fewer, as long as it goes on to fail. */
  private OrderFailedError smallest(
      String which, List<Choices.Deviation> found, Throwable failure) {
    List<Choices.Deviation> deviations = found;
    Throwable smallestFailure = failure;
    for (int size = (deviations.size() + 1) / 2; size > 0; size = size == 1 ? 0 : (size + 1) / 2) {
      int from = 0;
      while (from < deviations.size() && attemptsToShrink < MOST_ATTEMPTS_TO_SHRINK) {
        attemptsToShrink++;
        Choices fewer = Choices.of(without(deviations, from, from + size));
        Throwable again = failureOf(fewer);
        if (again != null && again.getClass() == failure.getClass()) {
          smallestFailure = again;
          deviations = fewer.deviations();
        } else {
          from += size;
        }
      }
    }
    return new OrderFailedError(which, deviations, smallestFailure);
  }

  private static List<Choices.Deviation> without(
      List<Choices.Deviation> deviations, int from, int to) {
    List<Choices.Deviation> rest = new ArrayList<>(deviations.subList(0, from));
    rest.addAll(deviations.subList(Math.min(to, deviations.size()), deviations.size()));
    return rest;
  }
}
