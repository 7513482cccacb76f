package io.sirocco.benchmarks;

import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH with its usual command line, all selected benchmarks in several rounds, and prints one table
 * at the end.
 *
 * <p>A round runs every contender in a fresh process. So a disturbance by other work on the machine hits
 * one round and all contenders of a row, and not all forks of one contender.
 */
public final class Main {
  private static final int ROUNDS = Integer.getInteger("rounds", 5);

  private Main() {}

  /** Runs what {@code args} select; all if there are none. */
  public static void main(String[] args) throws Exception {
    CommandLineOptions options = new CommandLineOptions(args);
    if (options.shouldHelp() || options.shouldList() || options.shouldListProfilers()) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    Map<String, Map<String, Figures>> rows = new TreeMap<>();
    for (int round = 0; round < ROUNDS; round++) {
      Collection<RunResult> results = new Runner(
              new OptionsBuilder().parent(options).addProfiler(GCProfiler.class).build())
          .run();
      results.forEach(result -> add(rows, result));
    }
    print(rows);
  }

  private static void add(Map<String, Map<String, Figures>> rows, RunResult result) {
    String[] name = result.getParams().getBenchmark().split("\\.");
    rows.computeIfAbsent(name[name.length - 2], row -> new TreeMap<>())
        .computeIfAbsent(name[name.length - 1], contender -> new Figures())
        .add(result);
  }

  private static void print(Map<String, Map<String, Figures>> rows) {
    System.out.printf(
        "%n%-36s %10s %20s %7s %9s%n", "row and contender", "ns", "of processes", "ratio", "bytes");
    rows.forEach((row, contenders) -> contenders.forEach((contender, figures) -> System.out.printf(
        "%-36s %10.3f %10.3f-%-9.3f %7s %9.3f%n",
        row + "." + contender,
        figures.time(),
        figures.best(),
        figures.worst(),
        ratio(contenders, contender),
        figures.bytes())));
  }

  /** To the contender of the same kind that is written by hand or does not await. */
  private static String ratio(Map<String, Figures> contenders, String contender) {
    Figures other = contenders.get(reference(contender));
    return other == null
        ? ""
        : String.format("%.2f", contenders.get(contender).time() / other.time());
  }

  private static String reference(String contender) {
    for (String suffix : new String[] {"Scalar", "Vector"}) {
      if (contender.endsWith(suffix)) {
        return "plain" + suffix;
      }
    }
    return contender.endsWith("NoLoop") ? "handNoLoop" : "hand";
  }
}
