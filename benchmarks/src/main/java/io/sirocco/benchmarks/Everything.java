package io.sirocco.benchmarks;

import io.sirocco.benchmarks.report.Report;
import java.io.IOException;
import java.lang.management.ManagementFactory;
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
        full ? 5 : 1,
        results.resolve("jmh-" + jdk + ".json"));
    memory(results.resolve("memory-" + jdk + ".json"), full ? 10_000_000 : 1_000_000);
    Report.write(results, Path.of(args[2]));
  }

  /** In a process of its own, with a collector that tells exactly what is used. */
  private static void memory(Path file, int largest) throws IOException, InterruptedException {
    long megabytes = physicalMemory() / 2 >> 20;
    Process process = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx" + megabytes + "m",
            "-XX:+UseSerialGC",
            "-XX:MarkSweepAlwaysCompactCount=1", // else three runs in four leave garbage
            "-cp",
            System.getProperty("java.class.path"),
            Memory.class.getName(),
            file.toString(),
            String.valueOf(largest))
        .inheritIO()
        .start();
    if (process.waitFor() != 0) {
      throw new IOException("the memory harness has failed");
    }
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
        physicalMemory() + (1 << 29) >> 30,
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

  private static long physicalMemory() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }
}
