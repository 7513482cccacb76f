package io.sirocco.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Puts the results into the page: the tables between its markers, the plots into the folder {@code
 * images} beside it.
 */
public final class Report {
  private Report() {}

  /** Arguments: the folder with the results of all JDKs, the page. */
  public static void main(String[] args) throws IOException {
    System.setProperty("java.awt.headless", "true");
    write(Path.of(args[0]), Path.of(args[1]));
  }

  /** Reads the files {@code jmh-*.json}, {@code memory-*.json} and {@code machine-*.txt} of a folder. */
  public static void write(Path results, Path page) throws IOException {
    List<Sample> samples = new ArrayList<>();
    for (Path file : files(results, "jmh-.*\\.json")) {
      samples.addAll(JmhFile.read(file));
    }
    List<BytesFigure> bytes = new ArrayList<>();
    for (Path file : files(results, "memory-.*\\.json")) {
      bytes.addAll(BytesFigure.read(file));
    }
    Map<String, String> tables = tables(new Samples(samples), bytes);
    tables.put("machine", machine(files(results, "machine-.*\\.txt")));
    Files.writeString(page, Page.filled(Files.readString(page), tables));
    new Plots(page.resolveSibling(Plots.FOLDER)).write(new Samples(samples), bytes);
  }

  private static List<Path> files(Path folder, String name) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().matches(name))
          .sorted()
          .toList();
    }
  }

  private static Map<String, String> tables(Samples samples, List<BytesFigure> bytes) {
    Map<String, String> tables = new LinkedHashMap<>();
    samples
        .rows()
        .forEach(row -> tables.put(row, RowTable.of(samples, row) + "\n" + plot(row, row)));
    tables.put("goals", GoalTable.of(samples, bytes));
    bytes.stream().map(BytesFigure::thing).distinct().forEach(thing -> {
      String both = bytes.stream()
          .filter(figure -> figure.thing().equals(thing))
          .map(BytesFigure::jdk)
          .distinct()
          .sorted()
          .map(jdk -> BytesTable.of(bytes, thing, jdk))
          .collect(Collectors.joining("\n"));
      tables.put(thing, thing.equals("coroutine") ? both + "\n" + plot("Memory", thing) : both);
    });
    return tables;
  }

  private static String plot(String name, String what) {
    return "![" + what + " as bars](" + Plots.FOLDER + "/" + name + ".svg)\n";
  }

  private static String machine(List<Path> files) throws IOException {
    StringBuilder text = new StringBuilder();
    for (Path file : files) {
      text.append("* ").append(Files.readString(file).strip()).append('\n');
    }
    return text.toString();
  }

  /** The rows of one file as plain text. */
  public static String text(Path jmhFile) throws IOException {
    Samples samples = new Samples(JmhFile.read(jmhFile));
    return samples.rows().stream()
        .map(row -> row + "\n" + RowTable.of(samples, row))
        .collect(Collectors.joining("\n"));
  }
}
