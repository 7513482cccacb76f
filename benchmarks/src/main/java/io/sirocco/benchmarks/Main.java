package io.sirocco.benchmarks;

import io.sirocco.benchmarks.report.Report;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.CommandLineOptions;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/**
 * Runs JMH with its usual command line, all selected benchmarks in several rounds, writes the results of
 * all rounds into one file, and prints the tables at the end.
 *
 * <p>A round runs every contender in a fresh process. So a disturbance by other work on the machine hits
 * one round and all contenders of a row, and not all forks of one contender.
 */
public final class Main {
  static final int FULL_RUN = 3;
  private static final int ROUNDS = Integer.getInteger("rounds", FULL_RUN);
  private static final Path FILE = Path.of(System.getProperty("results", "jmh.json"));

  private Main() {}

  /** Runs what {@code args} select; all if there are none. */
  public static void main(String[] args) throws Exception {
    CommandLineOptions options = new CommandLineOptions(args);
    if (options.shouldHelp() || options.shouldList() || options.shouldListProfilers()) {
      org.openjdk.jmh.Main.main(args);
      return;
    }
    run(options, ROUNDS, FILE);
    System.out.println(Report.text(FILE));
  }

  /** Runs all rounds; the file is there after each of them. The first contender that fails ends the run. */
  static void run(CommandLineOptions options, int rounds, Path file) throws Exception {
    ChainedOptionsBuilder builder =
        new OptionsBuilder().parent(options).addProfiler(GCProfiler.class).shouldFailOnError(true);
    if (!VirtualThreads.AVAILABLE) {
      builder.exclude("virtualThread");
    }
    List<RunResult> results = new ArrayList<>();
    for (int round = 0; round < rounds; round++) {
      results.addAll(new Runner(builder.build()).run());
      if (file.getParent() != null) {
        Files.createDirectories(file.getParent());
      }
      ResultFormatFactory.getInstance(ResultFormatType.JSON, file.toString()).writeOut(results);
    }
  }
}
