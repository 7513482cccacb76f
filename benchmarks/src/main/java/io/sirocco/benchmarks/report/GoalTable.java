package io.sirocco.benchmarks.report;

/** What was to be reached, and what was, as a table in Markdown. */
final class GoalTable {
  private GoalTable() {}

  static String of(Samples samples) {
    StringBuilder text = new StringBuilder("| row | times of | goal");
    samples.jdks().forEach(jdk -> text.append(" | JDK ").append(jdk));
    text.append(" |\n|---|---|--:").append("|--:".repeat(samples.jdks().size())).append("|\n");
    for (Goal goal : Goal.ALL) {
      text.append("| ").append(goal);
      samples.jdks().forEach(jdk -> text.append(" | ").append(cell(goal, samples, jdk)));
      text.append(" |\n");
    }
    return text.toString();
  }

  private static String cell(Goal goal, Samples samples, int jdk) {
    return goal.ratio(samples, jdk)
        .map(ratio ->
            goal.isMetBy(ratio) ? Numbers.ratio(ratio) : "**" + Numbers.ratio(ratio) + "**")
        .orElse("");
  }
}
