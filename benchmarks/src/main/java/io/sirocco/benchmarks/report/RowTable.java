package io.sirocco.benchmarks.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;

/** One row of the benchmarks as a table in Markdown: a line per contender, three columns per JDK. */
final class RowTable {
  private RowTable() {}

  static String of(Samples samples, String row) {
    SortedSet<Integer> jdks = samples.jdks();
    Map<String, Map<Integer, Sample>> lines = new LinkedHashMap<>();
    for (Sample sample : samples.of(row)) {
      lines.computeIfAbsent(sample.label(), label -> new TreeMap<>()).put(sample.jdk(), sample);
    }
    StringBuilder text = new StringBuilder("| ");
    jdks.forEach(jdk -> text.append(" | ns, JDK ").append(jdk).append(" | ratio | bytes"));
    text.append(" |\n|---").append("|--:|--:|--:".repeat(jdks.size())).append("|\n");
    lines.forEach((label, line) -> {
      text.append("| ").append(label);
      jdks.forEach(jdk -> text.append(cells(samples, line.get(jdk))));
      text.append(" |\n");
    });
    return text.toString();
  }

  private static String cells(Samples samples, Sample sample) {
    if (sample == null) {
      return " |  |  | ";
    }
    String ratio = samples
        .reference(sample)
        .map(reference -> Numbers.ratio(sample.time() / reference.time()))
        .orElse("");
    return " | " + String.join(" | ", List.of(time(sample), ratio, Numbers.bytes(sample.bytes())));
  }

  private static String time(Sample sample) {
    return sample.times().size() == 1
        ? Numbers.time(sample.time())
        : Numbers.time(sample.time())
            + " ("
            + Numbers.time(sample.best())
            + "–"
            + Numbers.time(sample.worst())
            + ")";
  }
}
