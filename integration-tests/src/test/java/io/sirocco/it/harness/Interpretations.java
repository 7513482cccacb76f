package io.sirocco.it.harness;

import io.sirocco.it.support.Schedule;
import io.sirocco.it.support.Script;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * The same classes in three forms: with awaits that block, on threads, and woven.
 *
 * <p>A case is first run blocking with all futures ready: plain Java. What it traces then is what it
 * means; the other forms have to trace the same, the woven one in every schedule.
 *
 * @param blocking coroutines end before their callers go on
 * @param onThreads coroutines suspend, but their bodies are not rewritten
 * @param woven what the instrumenter made
 */
public record Interpretations(ClassFiles blocking, ClassFiles onThreads, ClassFiles woven) {

  /** Makes all forms. */
  public static Interpretations of(ClassFiles compiled) {
    return new Interpretations(
        Oracle.blocking().of(compiled), Oracle.onThreads().of(compiled), Weaving.weave(compiled));
  }

  /** The same with a woven form that takes less code. */
  public Interpretations small(ClassFiles compiled) {
    return new Interpretations(blocking, onThreads, SmallWeaving.weave(compiled));
  }

  /**
   * Runs one case in all ways.
   *
   * @throws AssertionError about the first way in which it does something else
   */
  public void compare(Case each) {
    List<String> expected = run(blocking, each, new Way("", Venue.THIS_THREAD, Schedule::allReady));
    check(
        each, blocking, new Way("blocking", Venue.THIS_THREAD, () -> Schedule.mixed(1)), expected);
    check(
        each, onThreads, new Way("on threads", Venue.THIS_THREAD, Schedule::allPending), expected);
    for (Way way : Way.OF_WOVEN) {
      check(each, woven, way, expected);
    }
  }

  /**
   * Lets the awaited futures fail, one in each run.
   *
   * @param limit how many runs at most
   */
  public void compareFailures(Case each, int limit) {
    compareEndings(each, limit, "fails", Schedule::failing);
  }

  /**
   * Cancels the awaited futures, one in each run: the await throws a {@code CancellationException}. Then
   * cancels the future of the case, at one suspension in each run: the body goes on as if nothing had
   * happened, and only its result is dropped.
   *
   * @param limit how many runs of each kind at most
   */
  public void compareCancellations(Case each, int limit) {
    compareEndings(each, limit, "is cancelled", Schedule::cancelling);
    List<String> expected = run(blocking, each, new Way("", Venue.THIS_THREAD, Schedule::allReady));
    for (int completions = 0; completions < limit; completions++) {
      CancelledRun run =
          CancelledRun.of(each.in(new TargetLoader(woven)), completions, expected.size());
      if (!run.wasCancelled()) {
        return;
      }
      Way way = new Way(
          "cancelled at suspension " + completions, Venue.THIS_THREAD, Schedule::allPending);
      report(each, way, CancelledRun.expected(expected), run.steps());
    }
  }

  private void compareEndings(
      Case each, int limit, String ends, BiFunction<Integer, Schedule, Schedule> ending) {
    run(blocking, each, new Way("", Venue.THIS_THREAD, Schedule::allReady));
    int futures = Math.min(limit, Script.current().made());
    for (int number = 0; number < futures; number++) {
      int ended = number;
      Supplier<Schedule> ready = () -> ending.apply(ended, Schedule.allReady());
      Supplier<Schedule> pending = () -> ending.apply(ended, Schedule.allPending());
      String future = "future " + number + " " + ends;
      List<String> expected = run(blocking, each, new Way("", Venue.THIS_THREAD, ready));
      check(each, woven, new Way(future + " when awaited", Venue.THIS_THREAD, pending), expected);
      check(each, woven, new Way(future + " before", Venue.THIS_THREAD, ready), expected);
    }
  }

  /** As {@link #compare}, in the ways that differ most. */
  public void compareBriefly(Case each) {
    List<String> expected = run(blocking, each, new Way("", Venue.THIS_THREAD, Schedule::allReady));
    check(
        each, woven, new Way("all futures ready", Venue.THIS_THREAD, Schedule::allReady), expected);
    check(
        each,
        woven,
        new Way("all futures pending", Venue.THIS_THREAD, Schedule::allPending),
        expected);
    check(each, woven, new Way("mixed by seed 6", Venue.LOOP, () -> Schedule.mixed(6)), expected);
  }

  /** As {@link #compare}, but the woven form only, with other threads in play. */
  public void compareWithThreads(Case each) {
    List<String> expected = run(blocking, each, new Way("", Venue.THIS_THREAD, Schedule::allReady));
    check(each, woven, Way.COMPLETED_ELSEWHERE, expected);
  }

  private void check(Case each, ClassFiles classes, Way way, List<String> expected) {
    report(each, way, expected, run(classes, each, way));
  }

  private void report(Case each, Way way, List<String> expected, List<String> actual) {
    if (!expected.equals(actual)) {
      throw way.difference(each, expected, actual, woven);
    }
  }

  private static List<String> run(ClassFiles classes, Case each, Way way) {
    return way.run(each.in(new TargetLoader(classes)));
  }
}
