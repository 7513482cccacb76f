package io.sirocco.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Decides what happens where a run of a loop could go one way or another. The alternatives of a decision
 * have numbers; 0 is what happens usually.
 *
 * <p>A run is known by its deviations: the decisions, counted from the beginning of the run, that were not
 * 0. With the same deviations it comes again.
 */
final class Choices {
  /** One deviation; {@code text} says in words what happened. */
  record Deviation(int decision, int choice, String text) {
    @Override
    public String toString() {
      return decision + ":" + choice;
    }
  }

  /** Says which alternative of a decision is taken. */
  private interface Rule {
    int choose(int decision, int alternatives);
  }

  private static final double[] RATES = {0.5, 0.2, 0.05, 0.01}; // of deviations; one for each run

  private final Rule rule;
  private final List<Deviation> deviations = new ArrayList<>();
  private int decisions;

  private Choices(Rule rule) {
    this.rule = rule;
  }

  /** What happens usually, everywhere. */
  static Choices usual() {
    return new Choices((decision, alternatives) -> 0);
  }

  /** Deviates at random: the same seed gives the same choices. Some seeds deviate often, some rarely. */
  static Choices ofSeed(long seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    double rate = RATES[random.nextInt(RATES.length)];
    return new Choices((decision, alternatives) ->
        random.nextDouble() < rate ? random.nextInt(1, alternatives) : 0);
  }

  /** Deviates where these do. */
  static Choices of(List<Deviation> deviations) {
    Map<Integer, Integer> choices = new TreeMap<>();
    deviations.forEach(deviation -> choices.put(deviation.decision(), deviation.choice()));
    return new Choices(
        (decision, alternatives) -> Math.min(choices.getOrDefault(decision, 0), alternatives - 1));
  }

  /**
   * Reads what {@link #toString} has written.
   *
   * @throws IllegalArgumentException if it is something else
   */
  static Choices parse(String order) {
    List<Deviation> deviations = new ArrayList<>();
    for (String part : order.isBlank() ? new String[0] : order.trim().split("\\s+")) {
      if (!part.matches("\\d{1,9}:\\d{1,9}")) {
        throw new IllegalArgumentException(
            "an order is written as a failed test prints it, such as \"12:1 40:2\": " + order);
      }
      String[] numbers = part.split(":");
      deviations.add(
          new Deviation(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]), part));
    }
    return of(deviations);
  }

  /**
   * Decides.
   *
   * @param alternatives one or more; a single one is no decision
   * @param text what to say of the alternative that was taken, if it is not 0
   */
  int choose(int alternatives, IntText text) {
    if (alternatives == 1) {
      return 0;
    }
    int decision = decisions++;
    int choice = rule.choose(decision, alternatives);
    if (choice != 0) {
      deviations.add(new Deviation(decision, choice, text.of(choice)));
    }
    return choice;
  }

  /** As {@link #choose(int, IntText)} between no, which is usual, and yes. */
  boolean decide(Supplier<String> text) {
    return choose(2, choice -> text.get()) == 1;
  }

  /** Words for an alternative. */
  interface IntText {
    String of(int choice);
  }

  /** Those so far, in their order. */
  List<Deviation> deviations() {
    return List.copyOf(deviations);
  }

  /** Number of decisions so far. */
  int decisions() {
    return decisions;
  }
}
