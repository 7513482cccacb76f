package io.sirocco.dump;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes a dump for people. In ASCII, because not every terminal can do more. */
final class TextWriter {
  private static final String UNTRACKED =
      "Coroutines that no timer, channel, job, scope or runSync leads to are missing:"
          + " start with -Dsirocco.track=true to see all.\n";

  private final StringBuilder text = new StringBuilder();

  String write(Dump dump) {
    dump.loops().forEach(this::writeLoop);
    if (dump.loops().isEmpty()) {
      text.append("no loop\n");
    }
    for (List<String> cycle : dump.deadEnds()) {
      text.append("dead end, each waits for the next:\n  ")
          .append(String.join(" -> ", cycle))
          .append('\n');
    }
    if (!dump.complete()) {
      text.append("There is more than a dump holds.\n");
    }
    if (!dump.tracked()) {
      text.append(UNTRACKED);
    }
    return text.toString();
  }

  private void writeLoop(LoopDump loop) {
    text.append(loop.name()).append(", ").append(loop.state()).append(": ");
    text.append(number(loop.coroutines(), "coroutine")).append(", ");
    text.append(loop.queued()).append(" queued, ");
    text.append(number(loop.callbacks(), "callback")).append(" so far, ");
    text.append(number(loop.timers(), "timer"));
    loop.nextTimer().ifPresent(next -> text.append(", next ").append(due(next)));
    text.append(", lag ").append(seconds(loop.lag())).append('\n');
    for (String line : loop.stack()) {
      text.append("    at ").append(line).append('\n');
    }
    byTarget(loop.waits()).entrySet().stream()
        .sorted(Comparator.comparingLong(group -> -sum(group.getValue())))
        .forEach(group -> writeTarget(group.getKey(), group.getValue()));
  }

  private static long sum(List<Wait> waits) {
    return waits.stream().mapToLong(Wait::count).sum();
  }

  private static Map<String, List<Wait>> byTarget(List<Wait> waits) {
    Map<String, List<Wait>> groups = new LinkedHashMap<>();
    waits.forEach(
        wait -> groups.computeIfAbsent(wait.target(), t -> new ArrayList<>()).add(wait));
    return groups;
  }

  private void writeTarget(String target, List<Wait> waits) {
    text.append("  ").append(target).append('\n');
    for (Wait wait : waits) {
      text.append("    ").append(wait.count()).append(" x ");
      text.append(wait.chain().isEmpty() ? "nobody" : String.join(" <- ", wait.chain()));
      wait.oldest().ifPresent(age -> text.append(", oldest ").append(seconds(age)));
      wait.due().ifPresent(time -> text.append(", ").append(due(time)));
      text.append('\n');
    }
  }

  private static String number(long count, String noun) {
    return count + " " + noun + (count == 1 ? "" : "s");
  }

  private static String due(Duration time) {
    return time.isNegative() ? "late by " + seconds(time.negated()) : "in " + seconds(time);
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.3f s", duration.toNanos() / 1e9);
  }
}
