package io.sirocco.it.harness;

import io.sirocco.it.support.Schedule;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Compares as {@link Interpretations} does, but thousands of cases: each in some of the ways only, and
 * with one class loader for each form, since loading and linking takes longer than running.
 *
 * <p>A case runs more than once on the same classes, so it has to set at its start what static fields
 * it uses. Only its first run initialises classes; later runs are compared with a later run of the
 * measure.
 */
public final class QuickComparison {
  private static final Way READY = new Way("", Venue.THIS_THREAD, Schedule::allReady);

  private final boolean isConcurrent;
  private final ClassFiles woven;
  private final TargetLoader measureLoader;
  private final TargetLoader wovenLoader;

  private QuickComparison(boolean isConcurrent, TargetLoader measureLoader, ClassFiles woven) {
    this.isConcurrent = isConcurrent;
    this.measureLoader = measureLoader;
    this.woven = woven;
    this.wovenLoader = new TargetLoader(woven);
    Verification.link(woven, wovenLoader);
  }

  /**
   * Weaves classes and has the JVM verify them.
   *
   * @param isConcurrent whether cases call coroutines without awaiting them at once: then the form on
   *     threads is the measure, in each way; else the blocking form is
   */
  public static QuickComparison of(ClassFiles compiled, boolean isConcurrent) {
    Oracle oracle = isConcurrent ? Oracle.onThreads() : Oracle.blocking();
    ClassFiles measure = oracle.of(compiled);
    TargetLoader measureLoader = new TargetLoader(measure);
    Verification.link(measure, measureLoader); // else what was compiled is wrong already
    return new QuickComparison(
        isConcurrent, measureLoader, Weaving.weaveWithoutComplaint(compiled));
  }

  /**
   * Runs one case in some ways.
   *
   * @throws AssertionError about the first way in which it does something else
   */
  public void compare(Case each, int ways, Random random) {
    Method measure = each.in(measureLoader);
    Method candidate = each.in(wovenLoader);
    List<Way> shuffled = new ArrayList<>(Way.OF_WOVEN);
    Collections.shuffle(shuffled, random);
    List<String> expected = null;
    for (int i = 0; i < ways; i++) {
      Way way = shuffled.get(i);
      if (isConcurrent) {
        expected = way.run(measure);
      } else if (i < 2) {
        expected = READY.run(measure);
      }
      List<String> actual = way.run(candidate);
      if (!expected.equals(actual)) {
        throw way.difference(each, expected, actual, woven);
      }
    }
  }
}
