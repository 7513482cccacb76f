package io.sirocco.it.programs;

import java.util.Optional;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Shrinkable;
import net.jqwik.api.ShrinkingDistance;

/** Makes samples, and makes those smaller that fail. */
public final class Samples {
  private Samples() {}

  /** For jqwik. */
  public static Arbitrary<Sample> madeBy(Function<Random, Sample> maker) {
    return Arbitraries.fromGenerator(random -> new Smaller(maker.apply(random)));
  }

  private record Smaller(Sample value) implements Shrinkable<Sample> {
    @Override
    public Stream<Shrinkable<Sample>> shrink() {
      return value.smaller().map(Smaller::new);
    }

    @Override
    public ShrinkingDistance distance() {
      return ShrinkingDistance.of(value.length());
    }
  }

  /** What is wrong with a sample. */
  static Optional<Throwable> failure(Sample sample) {
    try {
      sample.check();
      return Optional.empty();
    } catch (RuntimeException | Error e) {
      return Optional.of(e);
    }
  }

  /** The smallest sample that still fails, as far as one can get in a number of steps. */
  static Sample smallest(Sample failing, int steps) {
    Sample smallest = failing;
    for (int i = 0; i < steps; i++) {
      Optional<? extends Sample> smaller =
          smallest.smaller().filter(each -> failure(each).isPresent()).findFirst();
      if (smaller.isEmpty()) {
        return smallest;
      }
      smallest = smaller.get();
    }
    return smallest;
  }
}
