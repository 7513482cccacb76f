package io.sirocco.benchmarks.report;

import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The bytes of one kind of thing on one JDK as a table in Markdown: a column for each number of them. */
final class BytesTable {
  private BytesTable() {}

  static String of(List<BytesFigure> all, String thing, int jdk) {
    List<BytesFigure> figures = all.stream()
        .filter(figure -> figure.thing().equals(thing) && figure.jdk() == jdk)
        .toList();
    SortedSet<Integer> counts =
        figures.stream().map(BytesFigure::count).collect(Collectors.toCollection(TreeSet::new));
    StringBuilder text = new StringBuilder("| JDK " + jdk);
    counts.forEach(count -> text.append(String.format(" | %,d", count)));
    text.append(" | objects |\n|---").append("|--:".repeat(counts.size() + 1)).append("|\n");
    figures.stream()
        .map(BytesFigure::contender)
        .distinct()
        .sorted(Comparator.comparing(contender -> contender, Contenders.BY_ORDER))
        .forEach(contender -> {
          text.append("| ").append(contender);
          counts.forEach(count -> text.append(" | ").append(heap(figures, contender, count)));
          text.append(" | ").append(objects(figures, contender)).append(" |\n");
        });
    return text.toString();
  }

  /** Empty where the heap has not grown: so few of them do not stand out against what else goes on. */
  private static String heap(List<BytesFigure> figures, String contender, int count) {
    return figures.stream()
        .filter(figure -> figure.contender().equals(contender) && figure.count() == count)
        .filter(figure -> figure.heap() > 0)
        .map(figure -> Numbers.bytes(figure.heap()))
        .findFirst()
        .orElse("");
  }

  private static String objects(List<BytesFigure> figures, String contender) {
    return figures.stream()
        .filter(figure -> figure.contender().equals(contender))
        .map(figure -> Numbers.bytes(figure.objects()))
        .findFirst()
        .orElse("");
  }
}
