package io.sirocco.it.harness;

import io.sirocco.it.support.Schedule;
import io.sirocco.it.support.Script;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.List;

/**
 * A run of a case, without a loop and with all futures pending, whose own future was cancelled.
 *
 * @param wasCancelled false if it was done by then, or there is no future
 * @param steps what the body did, without what was logged about its dropped failure; then the result
 */
record CancelledRun(boolean wasCancelled, List<String> steps) {
  private static final String CANCELLED =
      "failed: java.util.concurrent.CancellationException: null";

  /**
   * Runs a case and cancels it.
   *
   * @param completions how many futures complete before that
   * @param length of the trace that is expected
   */
  static CancelledRun of(Method method, int completions, int length) {
    ApplicationLog.becomeSteps();
    Script script = Script.begin(Schedule.allPending());
    CaseResult result = CaseResult.call(method);
    for (int i = 0; i < completions; i++) {
      script.completeNext();
    }
    boolean cancelled = result.cancel();
    while (script.completeNext()) {
      continue; // the body does not know that it was cancelled
    }
    List<String> steps = new ArrayList<>(script.trace().steps());
    if (steps.size() == length && steps.get(length - 1).startsWith("unhandled ")) {
      steps.remove(length - 1);
    }
    result.addTo(script);
    steps.add(script.trace().steps().get(script.trace().steps().size() - 1));
    return new CancelledRun(cancelled, List.copyOf(steps));
  }

  /** The trace of a cancelled run, by the trace of one that was not. */
  static List<String> expected(List<String> undisturbed) {
    List<String> steps = new ArrayList<>(undisturbed.subList(0, undisturbed.size() - 1));
    steps.add(CANCELLED);
    return steps;
  }
}
