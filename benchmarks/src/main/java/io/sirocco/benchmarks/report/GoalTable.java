package io.sirocco.benchmarks.report;

import java.util.List;
import java.util.function.IntFunction;

/** What was to be reached, and what was, as a table in Markdown. */
final class GoalTable {
  private GoalTable() {}

  static String of(Samples samples, List<BytesFigure> figures) {
    StringBuilder text = new StringBuilder("| row | what | goal");
    samples.jdks().forEach(jdk -> text.append(" | JDK ").append(jdk));
    text.append(" |\n|---|---|--:").append("|--:".repeat(samples.jdks().size())).append("|\n");
    for (Goal goal : Goal.ALL) {
      line(text, goal, samples, jdk -> cell(goal, samples, jdk));
    }
    for (BytesGoal goal : BytesGoal.ALL) {
      line(text, goal, samples, jdk -> cell(goal, samples, figures, jdk));
    }
    return text.toString();
  }

  private static void line(
      StringBuilder text, Object goal, Samples samples, IntFunction<String> cell) {
    text.append("| ").append(goal);
    samples.jdks().forEach(jdk -> text.append(" | ").append(cell.apply(jdk)));
    text.append(" |\n");
  }

  private static String cell(Goal goal, Samples samples, int jdk) {
    return goal.ratio(samples, jdk)
        .map(ratio -> marked(Numbers.ratio(ratio), goal.isMetBy(ratio))
            + (goal.isDraw(samples, jdk) ? " ≈" : ""))
        .orElse("");
  }

  private static String cell(BytesGoal goal, Samples samples, List<BytesFigure> figures, int jdk) {
    return goal.bytes(samples, figures, jdk)
        .map(bytes -> marked(Numbers.bytes(bytes), goal.isMetBy(bytes)))
        .orElse("");
  }

  private static String marked(String figure, boolean isMet) {
    return isMet ? figure : "**" + figure + "**";
  }
}
