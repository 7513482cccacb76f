package io.sirocco.conformance;

import java.util.Map;
import java.util.Map.Entry;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The tables of all programs, for {@code docs/conformance.md}. */
final class Report {
  private static final String ABOUT = """
      # Conformance

      Written by the tests of the module `conformance`; do not edit.

      Real Tornado ran small programs and recorded what they said, in which order, and what was logged. The module
      holds a Java port of each, and a test compares the two. Tornado is 6.5, or 4.5.3 for the tags `legacy` and
      `old45`. Names of exceptions and loggers are translated by the table at the end. A program that differs is
      compared with the trace that it should have instead. Besides, `MadeUpTest` compares programs that were made up at
      random; of those none differs but in one respect: if several time limits have expired on one future, its late
      failure is logged once, by Tornado once for each of them.

      """;

  private final Map<String, Recording> recordings;
  private final Map<String, Difference> differences;
  private final Map<String, String> verdicts = new TreeMap<>();
  private final StringBuilder text = new StringBuilder(ABOUT);

  private Report(
      Map<String, Recording> recordings,
      Map<String, Play> plays,
      Map<String, Difference> differences) {
    this.recordings = recordings;
    this.differences = differences;
    recordings.forEach(
        (name, recording) -> verdicts.put(name, verdict(recording, plays.get(name))));
  }

  static String of(
      Map<String, Recording> recordings,
      Map<String, Play> plays,
      Map<String, Difference> differences) {
    return new Report(recordings, plays, differences).write();
  }

  private static String verdict(Recording recording, Play play) {
    if (play == null) {
      return "not yet";
    }
    return play.equals(recording.inJava()) ? "equal" : "differs";
  }

  private String write() {
    Map<String, Long> counts = verdicts.values().stream()
        .collect(Collectors.groupingBy(v -> v, TreeMap::new, Collectors.counting()));
    line(recordings.size() + " programs: "
        + counts.entrySet().stream().map(Report::count).collect(Collectors.joining(", ")) + ".");
    table("What differs", "program", "shows", "reason");
    recordings.forEach((name, recording) -> {
      if (!verdicts.get(name).equals("equal")) {
        row(name, recording.doc(), reason(name));
      }
    });
    table("All programs", "program", "trace", "rules", "tags", "shows");
    recordings.forEach((name, recording) -> row(
        name,
        verdicts.get(name),
        String.join(" ", recording.rules()),
        String.join(" ", recording.tags()),
        recording.doc()));
    table("Names", "Tornado", "Sirocco");
    JavaNames.table().forEach((python, java) -> row("`" + python + "`", "`" + java + "`"));
    return text.toString();
  }

  private static String count(Entry<String, Long> count) {
    return count.getKey() + " " + count.getValue();
  }

  private String reason(String name) {
    Difference difference = differences.get(name);
    return difference == null ? "A defect." : difference.reason();
  }

  private void table(String title, String... columns) {
    line("");
    line("## " + title);
    line("");
    row(columns);
    line("|---".repeat(columns.length) + "|");
  }

  private void row(String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell).append(cell.isEmpty() ? "" : " ");
    }
    line("|");
  }

  private void line(String line) {
    text.append(line).append('\n');
  }
}
