package io.sirocco.it.programs;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/**
 * Programs that are compiled together, since starting the compiler takes longer than compiling.
 *
 * @param release for which they are compiled
 */
record Batch(int release, List<Program> programs) {
  private static final int SIZE = 25;

  /** Batches for one of these releases. */
  static Arbitrary<Batch> batches(List<Integer> releases) {
    return Arbitraries.fromGenerator(random -> new Smaller(madeUp(random, releases)));
  }

  private static Batch madeUp(Random random, List<Integer> releases) {
    int release = releases.get(random.nextInt(releases.size()));
    return new Batch(
        release,
        IntStream.range(0, SIZE)
            .mapToObj(i -> new ProgramMaker(random, release).make("Program" + i))
            .toList());
  }

  /** First one program of many, then a program with less in it. */
  Stream<Batch> smaller() {
    return programs.size() > 1
        ? programs.stream().map(program -> new Batch(release, List.of(program)))
        : programs.get(0).smaller().map(smaller -> new Batch(release, List.of(smaller)));
  }

  @Override
  public String toString() {
    return programs.stream()
        .map(Program::toString)
        .collect(Collectors.joining("\n", "for release " + release + ":\n", ""));
  }

  /** How jqwik makes a batch smaller until it is as small as one that fails can be. */
  private record Smaller(Batch value) implements Shrinkable<Batch> {
    @Override
    public Stream<Shrinkable<Batch>> shrink() {
      return value.smaller().map(Smaller::new);
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(value.programs.stream()
          .mapToLong(program -> program.code().text().length())
          .sum());
    }
  }
}
