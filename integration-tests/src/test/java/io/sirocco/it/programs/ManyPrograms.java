package io.sirocco.it.programs;

import io.sirocco.it.programs.bytecode.BytecodeSample;
import io.sirocco.it.programs.source.Batch;
import java.util.Optional;
import java.util.Random;
import java.util.function.Function;

/**
 * Checks as many made-up programs as one wants. Each sample has a seed of its own, counted up from the
 * first; one that fails is made smaller and printed, and the run goes on. To see it again: its seed and
 * the count 1.
 */
final class ManyPrograms {
  private static final int STEPS_TO_SMALLEST = 500;

  private ManyPrograms() {}

  /** {@code ManyPrograms source|bytecode first-seed count}. */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[1]);
    int count = Integer.parseInt(arguments[2]);
    System.exit(run(arguments[0], first, count) == 0 ? 0 : 1);
  }

  /**
   * Checks programs and prints how it goes.
   *
   * @param kind {@code source} or {@code bytecode}
   * @return how many samples failed
   */
  static int run(String kind, long first, int count) {
    Function<Random, Sample> maker = kind.equals("source") ? Batch::madeUp : BytecodeSample::madeUp;
    long begin = System.nanoTime();
    int failures = 0;
    long seed = first;
    for (int programs = 0; programs < count; seed++) {
      Sample sample = maker.apply(new Random(seed));
      Optional<Throwable> failure = Samples.failure(sample);
      if (failure.isPresent()) {
        failures++;
        report(seed, sample, failure.get());
      }
      programs += sample.size();
      if (programs / 1000 > (programs - sample.size()) / 1000 || programs >= count) {
        double seconds = (System.nanoTime() - begin) / 1e9;
        System.out.printf(
            "%d programs, seeds %d to %d, %d failures, %.0f s, %.1f programs/s%n",
            programs, first, seed, failures, seconds, programs / seconds);
      }
    }
    return failures;
  }

  /** What failed once may pass the next time, and is a failure all the same. */
  private static void report(long seed, Sample sample, Throwable failure) {
    Sample smallest = Samples.smallest(sample, STEPS_TO_SMALLEST);
    System.out.printf("seed %d fails:%n%s%n", seed, smallest);
    Samples.failure(smallest).orElse(failure).printStackTrace(System.out);
  }
}
