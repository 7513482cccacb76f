package io.sirocco.it.programs.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * The decisions by which a program is made up. Whoever takes the same decisions again makes the same
 * program; with some decisions left out it is a smaller one, and as valid. Where none are left the
 * answer is 0, so 0 must be what ends things.
 */
final class Choices {
  private final Random random;
  private final List<Integer> made;
  private int next;

  private Choices(Random random, List<Integer> made) {
    this.random = random;
    this.made = made;
  }

  /** Decisions that are taken when they are asked for. */
  static Choices from(Random random) {
    return new Choices(random, new ArrayList<>());
  }

  /** Decisions that were taken before. */
  static Choices again(List<Integer> made) {
    return new Choices(null, made);
  }

  /** A number from 0 to {@code bound - 1}. */
  int below(int bound) {
    if (random != null) {
      int choice = random.nextInt(bound);
      made.add(choice);
      return choice;
    }
    return next < made.size() ? made.get(next++) % bound : 0;
  }

  /** True once in so many times. */
  boolean oneIn(int times) {
    return below(times) == times - 1;
  }

  <T> T of(List<T> candidates) {
    return candidates.get(below(candidates.size()));
  }

  List<Integer> made() {
    return List.copyOf(made);
  }

  /** Fewer or smaller decisions; the largest steps come first. */
  static Stream<List<Integer>> smaller(List<Integer> made) {
    Stream<List<Integer>> shorter = Stream.iterate(made.size(), size -> size > 0, size -> size / 2)
        .flatMap(size -> IntStream.iterate(0, at -> at + size <= made.size(), at -> at + size)
            .mapToObj(at -> without(made, at, size)));
    Stream<List<Integer>> zeros = IntStream.range(0, made.size())
        .filter(at -> made.get(at) != 0)
        .mapToObj(at -> withZero(made, at));
    return Stream.concat(shorter, zeros);
  }

  private static List<Integer> without(List<Integer> made, int at, int size) {
    List<Integer> shorter = new ArrayList<>(made.subList(0, at));
    shorter.addAll(made.subList(at + size, made.size()));
    return List.copyOf(shorter);
  }

  private static List<Integer> withZero(List<Integer> made, int at) {
    List<Integer> changed = new ArrayList<>(made);
    changed.set(at, 0);
    return List.copyOf(changed);
  }
}
