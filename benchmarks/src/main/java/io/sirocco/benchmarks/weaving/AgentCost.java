package io.sirocco.benchmarks.weaving;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Prints how much longer a small program takes with the agent than with classes woven ahead. */
public final class AgentCost {
  private AgentCost() {}

  /**
   * Arguments: the jar of the agent; the class path with woven classes; the class path with unwoven ones;
   * the main class; how often (20 if it is missing). The two take turns.
   */
  public static void main(String[] args) throws Exception {
    int times = args.length < 5 ? 20 : Integer.parseInt(args[4]);
    double[] ahead = new double[times];
    double[] agent = new double[times];
    double[] more = new double[times];
    for (int i = 0; i < times; i++) {
      ahead[i] = milliseconds("-cp", args[1], args[3]);
      agent[i] = milliseconds("-javaagent:" + args[0], "-cp", args[2], args[3]);
      more[i] = agent[i] - ahead[i];
    }
    System.out.printf(
        "woven ahead %.0f ms, agent %.0f ms, median difference %.0f ms (%d pairs)%n",
        median(ahead), median(agent), median(more), times);
  }

  private static double milliseconds(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of(arguments));
    long start = System.nanoTime();
    int status = new ProcessBuilder(command).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IOException(command + " ended with status " + status);
    }
    return (System.nanoTime() - start) / 1e6;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
