package io.sirocco.conformance;

import java.util.Map;

/** The table of all programs, for {@code docs/conformance.md}. */
final class Report {
  private Report() {}

  static String of(Map<String, Recording> recordings, Map<String, Difference> differences) {
    StringBuilder text = new StringBuilder();
    text.append("# Conformance\n\n");
    text.append("Written by the tests of the module `conformance`; do not edit.\n\n");
    text.append("""
        Real Tornado ran small programs and recorded what they said, in which order, and what was logged. The
        module holds a Java port of each, and a test compares the two. Tornado is 6.5.7, or 4.5.3 for the tags
        `legacy` and `old45`. Names of exceptions and loggers are translated by the
        table at the end. A program that differs is compared with the trace that it should have instead.

        """);
    long missing = differences.values().stream().filter(d -> !d.isPorted()).count();
    text.append("Of ").append(recordings.size()).append(" programs ");
    text.append(recordings.size() - differences.size()).append(" are equal, ");
    text.append(differences.size() - missing).append(" differ, and ");
    text.append(missing).append(" cannot be written yet.\n\n");
    text.append("## What differs\n\n| program | shows | reason |\n|---|---|---|\n");
    recordings.forEach((name, recording) -> {
      Difference difference = differences.get(name);
      if (difference != null) {
        row(text, name, recording.doc(), difference.reason());
      }
    });
    text.append(
        "\n## All programs\n\n| program | trace | rules | tags | shows |\n|---|---|---|---|---|\n");
    recordings.forEach((name, recording) -> row(
        text,
        name,
        verdict(differences.get(name)),
        String.join(" ", recording.rules()),
        String.join(" ", recording.tags()),
        recording.doc()));
    text.append("\n## Names\n\n| Tornado | Sirocco |\n|---|---|\n");
    JavaNames.table().forEach((python, java) -> row(text, "`" + python + "`", "`" + java + "`"));
    return text.toString();
  }

  private static String verdict(Difference difference) {
    if (difference == null) {
      return "equal";
    }
    return difference.isPorted() ? "differs" : "not yet";
  }

  private static void row(StringBuilder text, String... cells) {
    for (String cell : cells) {
      text.append("| ").append(cell).append(cell.isEmpty() ? "" : " ");
    }
    text.append("|\n");
  }
}
