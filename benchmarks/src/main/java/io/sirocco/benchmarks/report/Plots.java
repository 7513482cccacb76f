package io.sirocco.benchmarks.report;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jfree.data.category.DefaultCategoryDataset;

/** Writes the plots: one for each row, one for the memory, and one of several rows for the front page. */
final class Plots {
  /** Where they are, beside the page. */
  static final String FOLDER = "images";

  private static final List<String> OVERVIEW = List.of("Suspend", "Spawn", "PingPong");

  private final Path folder;

  Plots(Path folder) {
    this.folder = folder;
  }

  void write(Samples samples, List<BytesFigure> bytes) throws IOException {
    Files.createDirectories(folder);
    for (String row : samples.rows()) {
      write(row, row + ": time per operation", "ns", times(samples, row));
    }
    if (!samples.all().isEmpty()) {
      overview(samples, samples.jdks().last());
    }
    if (!bytes.isEmpty()) {
      write("Memory", "Suspended coroutine: memory", "bytes", bytes(bytes));
    }
  }

  private void overview(Samples samples, int jdk) throws IOException {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (String row : OVERVIEW) {
      samples.of(row).stream()
          .filter(sample -> sample.jdk() == jdk && !sample.contender().endsWith("NoLoop"))
          .forEach(sample -> bars.addValue(sample.time(), row, sample.label()));
    }
    if (bars.getColumnCount() > 0) {
      write("overview", "Time per suspension, coroutine and turn, JDK " + jdk, "ns", bars);
    }
  }

  private static DefaultCategoryDataset times(Samples samples, String row) {
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    for (Sample sample : samples.of(row)) {
      bars.addValue(sample.time(), "JDK " + sample.jdk(), sample.label());
    }
    return bars;
  }

  /** With the largest number of coroutines that all contenders have room for. */
  private static DefaultCategoryDataset bytes(List<BytesFigure> all) {
    List<BytesFigure> figures =
        all.stream().filter(figure -> figure.thing().equals("coroutine")).toList();
    DefaultCategoryDataset bars = new DefaultCategoryDataset();
    SortedSet<Integer> jdks =
        new TreeSet<>(figures.stream().map(BytesFigure::jdk).toList());
    for (int jdk : jdks) {
      figures.stream()
          .filter(figure -> figure.jdk() == jdk && figure.count() == 1_000_000)
          .sorted(Comparator.comparing(BytesFigure::contender, Contenders.BY_ORDER))
          .forEach(figure -> bars.addValue(figure.heap(), "JDK " + jdk, figure.contender()));
    }
    return bars;
  }

  private void write(String name, String title, String unit, DefaultCategoryDataset bars)
      throws IOException {
    if (bars.getColumnCount() > 0) {
      Files.writeString(folder.resolve(name + ".svg"), BarChart.svg(title, unit, bars));
    }
  }
}
