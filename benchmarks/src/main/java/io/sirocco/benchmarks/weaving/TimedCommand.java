package io.sirocco.benchmarks.weaving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.DoubleBinaryOperator;

/**
 * A command of which the time counts from its start to its end.
 *
 * @param folder where it runs
 */
record TimedCommand(Path folder, List<String> words) {

  /** Starts this JDK's {@code java}. */
  static TimedCommand java(Path folder, String... arguments) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of(arguments));
    return new TimedCommand(folder, words);
  }

  /** Runs it once. */
  double seconds() throws IOException, InterruptedException {
    long start = System.nanoTime();
    int status =
        new ProcessBuilder(words).directory(folder.toFile()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(words + " ended with status " + status);
    }
    return (System.nanoTime() - start) / 1e9;
  }

  /**
   * Runs this command and another one in turn.
   *
   * @param compared gets the seconds of this one and of the other one
   * @return the median of what it makes of them
   */
  double median(TimedCommand other, int pairs, DoubleBinaryOperator compared)
      throws IOException, InterruptedException {
    seconds(); // what is needed once is there then
    other.seconds();
    double[] results = new double[pairs];
    for (int i = 0; i < pairs; i++) {
      results[i] = compared.applyAsDouble(seconds(), other.seconds());
    }
    Arrays.sort(results);
    return (results[(pairs - 1) / 2] + results[pairs / 2]) / 2;
  }
}
