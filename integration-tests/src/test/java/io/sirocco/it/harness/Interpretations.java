package io.sirocco.it.harness;

import io.sirocco.it.support.Schedule;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * The same classes in three forms: with awaits that block, on threads, and woven.
 *
 * <p>A case is first run blocking with all futures ready: plain Java. What it traces then is what it
 * means; the other forms have to trace the same,
 * the woven one in every schedule.
 *
 * @param blocking coroutines end before their callers go on
 * @param onThreads coroutines suspend, but their bodies are not rewritten
 * @param woven what the instrumenter made
 */
public record Interpretations(ClassFiles blocking, ClassFiles onThreads, ClassFiles woven) {
  private static final Map<String, Supplier<Schedule>> SCHEDULES = schedules();

  private static Map<String, Supplier<Schedule>> schedules() {
    Map<String, Supplier<Schedule>> schedules = new LinkedHashMap<>();
    schedules.put("all futures ready", Schedule::allReady);
    schedules.put("all futures pending", Schedule::allPending);
    for (long seed = 1; seed <= 4; seed++) {
      long fixed = seed;
      schedules.put("mixed by seed " + seed, () -> Schedule.mixed(fixed));
      schedules.put("shuffled by seed " + seed, () -> Schedule.shuffled(fixed));
    }
    return schedules;
  }

  /** Makes both forms. */
  public static Interpretations of(ClassFiles compiled) {
    return new Interpretations(
        Oracle.blocking().of(compiled),
        Oracle.onThreads().of(compiled),
        Boolean.getBoolean("mock") ? Oracle.onThreads().of(compiled) : Weaving.weave(compiled));
  }

  /**
   * Runs one case in both forms and all schedules.
   *
   * @throws AssertionError about the first schedule in which they differ
   */
  public void compare(Case each) {
    List<String> expected = trace(blocking, each, Schedule.allReady());
    List<String> blocked = trace(blocking, each, Schedule.mixed(1));
    check(each, "blocking, mixed by seed 1", expected, blocked);
    List<String> suspended = trace(onThreads, each, Schedule.allPending());
    check(each, "on threads, all futures pending", expected, suspended);
    SCHEDULES.forEach(
        (name, schedule) ->
            check(each, "woven, " + name, expected, trace(woven, each, schedule.get())));
  }

  private static List<String> trace(ClassFiles classes, Case each, Schedule schedule) {
    return Run.onThisThread(each.in(new TargetLoader(classes)), schedule);
  }

  private void check(Case each, String how, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      throw new AssertionError(
          each.className()
              + "."
              + each.methodName()
              + " ("
              + how
              + ")\n  expected "
              + String.join("\n           ", expected)
              + "\n  but was  "
              + String.join("\n           ", actual)
              + Remains.leaveFamily(each.className().replace('.', '/'), woven));
    }
  }
}
