package io.sirocco.benchmarks;

import io.sirocco.benchmarks.report.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.options.CommandLineOptions;

/** Measures all that the page of results shows, on the JDK that runs this, and renews the page. */
public final class Everything {
  private Everything() {}

  /**
   * Arguments: {@code full} or {@code short}; the folder for the results of all JDKs; the page; then what
   * JMH shall know, such as a regular expression.
   */
  public static void main(String[] args) throws Exception {
    boolean full = args[0].equals("full");
    if (!full && !args[0].equals("short")) {
      throw new IllegalArgumentException("full or short, not " + args[0]);
    }
    Path results = Files.createDirectories(Path.of(args[1]));
    String jdk = "jdk" + Runtime.version().feature();
    Files.writeString(results.resolve("machine-" + jdk + ".txt"), machine(args[0]));
    Main.run(
        new CommandLineOptions(Arrays.copyOfRange(args, 3, args.length)),
        full ? Main.FULL_RUN : 1,
        results.resolve("jmh-" + jdk + ".json"));
    Memory.main(new String[] {
      results.resolve("memory-" + jdk + ".json").toString(), full ? "10000000" : "1000000"
    });
    Report.write(results, Path.of(args[2]));
  }

  private static String machine(String length) throws IOException {
    return String.format(
        "%s: %s %s, %s, %s %s, %d processors (%s), %d GB; %s run",
        LocalDate.now(),
        System.getProperty("java.vm.name"),
        System.getProperty("java.vm.version"),
        System.getProperty("os.arch"),
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        Runtime.getRuntime().availableProcessors(),
        processor(),
        Memory.physicalMemory() + (1 << 29) >> 30,
        length);
  }

  private static String processor() throws IOException {
    Path info = Path.of("/proc/cpuinfo");
    if (!Files.exists(info)) {
      return "unknown model";
    }
    try (Stream<String> lines = Files.lines(info)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse("unknown model");
    }
  }
}
