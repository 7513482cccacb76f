package io.sirocco.benchmarks;

import io.sirocco.benchmarks.loop.LoopMemory;
import io.sirocco.benchmarks.report.BytesFigure;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Measures how many bytes a suspended coroutine takes together with the pending future that it awaits
 * (the growth of the heap, and the sum of the objects' sizes), and a pending timer, and an idle
 * connection; each contender in a process of its own, since what one leaves behind disturbs the next.
 */
public final class Memory {
  private Memory() {}

  /**
   * Arguments: the file to write; the largest number of things, ten million if it is missing. What will
   * not fit into the heap, or into the limit of open files, is left out.
   */
  public static void main(String[] args) throws Exception {
    Path file = Path.of(args[0]);
    int largest = args.length < 2 ? Integer.MAX_VALUE : Integer.parseInt(args[1]);
    List<BytesFigure> figures = new ArrayList<>();
    System.out.printf("%-12s %-18s %10s %9s %9s%n", "", "", "count", "heap", "objects");
    for (String name : Suspensions.all().keySet()) {
      add("coroutine", name, largest, figures, file);
    }
    for (String name : LoopMemory.contenders("timer")) {
      add("timer", name, largest, figures, file);
    }
    for (String name : LoopMemory.contenders("connection")) {
      add("connection", name, largest, figures, file);
    }
  }

  /** The file is there after each: a run that is ended early leaves what it has. */
  private static void add(
      String thing, String name, int largest, List<BytesFigure> figures, Path file)
      throws IOException, InterruptedException {
    List<BytesFigure> more = measure(thing, name, largest);
    for (BytesFigure figure : more) {
      System.out.printf(
          "%-12s %-18s %10d %9.1f %9.1f%n",
          thing, name, figure.count(), figure.heap(), figure.objects());
    }
    figures.addAll(more);
    BytesFigure.write(figures, file);
  }

  /** Measures one contender in a process of its own. */
  static List<BytesFigure> measure(String thing, String name, int largest)
      throws IOException, InterruptedException {
    Path file = Files.createTempFile("memory", ".json");
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(Arrays.asList(HeapGrowth.JVM_OPTIONS));
    command.add("-Xmx" + (physicalMemory() / 2 >> 20) + "m");
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(OfOne.class.getName());
    command.addAll(List.of(thing, name, String.valueOf(largest), file.toString()));
    try {
      int status = new ProcessBuilder(command).inheritIO().start().waitFor();
      if (status != 0) {
        throw new IOException("the memory of " + thing + " " + name + ": exit status " + status);
      }
      return BytesFigure.read(file);
    } finally {
      Files.delete(file);
    }
  }

  static long physicalMemory() {
    return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  /** What the process of one contender runs. */
  static final class OfOne {
    private OfOne() {}

    /** Arguments: thing, contender, largest number, file. */
    public static void main(String[] args) throws Exception {
      int largest = Integer.parseInt(args[2]);
      List<BytesFigure> figures = args[0].equals("coroutine")
          ? CoroutineMemory.measure(args[1], largest)
          : LoopMemory.measure(args[0], args[1], largest);
      BytesFigure.write(figures, Path.of(args[3]));
      System.exit(0); // loops of peers have threads that do not end
    }
  }
}
