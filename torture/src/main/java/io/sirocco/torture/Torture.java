package io.sirocco.torture;

import io.sirocco.instrument.ClassSource;
import io.sirocco.torture.library.Library;
import io.sirocco.torture.rewrite.Plan;
import io.sirocco.torture.rewrite.Torturer;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Suspends a library everywhere and runs its own tests on it.
 *
 * <p>The stages: run the tests on the library as it is, twice; rewrite it ({@link Torturer}); weave it;
 * verify the classes before and after weaving; run the tests on the result, and those that fail once
 * more on the library as it is.
 */
final class Torture {
  /** A test class that takes longer as it is would take minutes if it were suspended everywhere. */
  private static final int SLOW_SECONDS = 8;

  private static final int LONGEST_BASELINE_SECONDS = 600;
  private static final int LONGEST_SECONDS = 7200;

  private final Library library;
  private final Plan plan;
  private final Weaver weaver;
  private final Path work;

  /**
   * Makes a run.
   *
   * @param work a directory for everything that is made, also the report
   */
  Torture(Library library, Plan plan, Weaver weaver, Path work) {
    this.library = library;
    this.plan = plan;
    this.weaver = weaver;
    this.work = work.toAbsolutePath();
  }

  /**
   * Does all of it.
   *
   * @param tests chooses test classes, by a match in their names
   */
  Report run(Pattern tests) throws IOException {
    ClassFolder.delete(work);
    Files.createDirectories(work);
    long begin = System.nanoTime();
    List<String> testClasses = new ArrayList<>(TestRun.testClasses(library, tests));
    Baseline baseline = baseline(testClasses);
    testClasses.removeAll(baseline.slowClasses());

    Map<String, byte[]> classes = ClassFolder.read(library.classes());
    Map<String, byte[]> tortured = new TreeMap<>();
    Torturer.Summary summary = torture(classes, tortured);
    Path torturedFolder = work.resolve("tortured");
    ClassFolder.write(torturedFolder, tortured, library.classes());
    Weaver.Woven woven = weave(torturedFolder, tortured);
    Path wovenFolder = work.resolve("woven");
    ClassFolder.write(wovenFolder, woven.classes(), library.classes());

    Set<String> excused = complaints(library.classes(), "as-is").keySet();
    Map<String, String> badBefore = complaints(torturedFolder, "tortured");
    Map<String, String> badAfter = complaints(wovenFolder, "woven");
    badBefore.keySet().removeAll(excused);
    badAfter.keySet().removeAll(excused);

    TestRun run = TestRun.of(
        library,
        wovenFolder,
        testClasses,
        options(summary.sites()),
        work.resolve("tests-woven.tsv"),
        LONGEST_SECONDS);
    Map<String, String> failed = new TreeMap<>();
    for (String test : baseline.passed()) {
      if (!run.passed().contains(test)) {
        failed.put(test, run.whyNot(test));
      }
    }
    Set<String> excusedTests = failingAsIs(failed.keySet(), testClasses);
    failed.keySet().removeAll(excusedTests);
    Report report = new Report(
        library.name(),
        plan.seed(),
        summary,
        woven.coroutines(),
        woven.rejected(),
        Verification.methodsWithAwait(woven.classes()),
        woven.classes().size(),
        excused,
        badBefore,
        badAfter,
        testClasses.size(),
        baseline.slowClasses(),
        baseline.passed().size(),
        baseline.whyNothing(),
        baseline.unstable(),
        excusedTests,
        failed,
        run.counts(),
        (System.nanoTime() - begin) / 1_000_000_000);
    report.writeTo(work);
    return report;
  }

  // ---- the library as it is

  /**
   * What counts.
   *
   * @param passed the tests that passed both times
   * @param whyNothing why no test passed, or the empty string
   * @param unstable how many others there are
   * @param slowClasses test classes that are left out
   */
  private record Baseline(
      Set<String> passed, String whyNothing, int unstable, Set<String> slowClasses) {}

  private Baseline baseline(List<String> testClasses) throws IOException {
    TestRun first = runAsIs(testClasses, "tests-as-is-1.tsv");
    TestRun second = runAsIs(testClasses, "tests-as-is-2.tsv");
    Set<String> slow = first.slowerThan(SLOW_SECONDS);
    slow.retainAll(second.slowerThan(SLOW_SECONDS));
    Set<String> all = new TreeSet<>(first.passed());
    all.addAll(first.failed().keySet());
    Set<String> passed = new TreeSet<>(first.passed());
    passed.retainAll(second.passed());
    int unstable = all.size() - passed.size();
    passed.removeIf(test -> slow.stream().anyMatch(name -> isIn(name, test)));
    return new Baseline(passed, whyNothing(passed, testClasses, slow, first), unstable, slow);
  }

  private String whyNothing(
      Set<String> passed, List<String> testClasses, Set<String> slow, TestRun first) {
    if (!passed.isEmpty()) {
      return "";
    }
    if (testClasses.isEmpty()) {
      return "no class in " + library.tests()
          + " is wanted and named like a test (Test*, *Test, *Tests, *TestCase)";
    }
    return slow.containsAll(testClasses) ? "all test classes are slow" : first.whyNothing();
  }

  private static boolean isIn(String testClass, String test) {
    return test.contains(":" + testClass + "]");
  }

  /** A test can fail by chance, or because the machine is busy: those that do so untouched, too. */
  private Set<String> failingAsIs(Set<String> failed, List<String> testClasses) throws IOException {
    if (failed.isEmpty()) {
      return Set.of();
    }
    List<String> again = testClasses.stream()
        .filter(name -> failed.stream().anyMatch(test -> isIn(name, test)))
        .toList();
    TestRun run = runAsIs(again.isEmpty() ? testClasses : again, "tests-as-is-again.tsv");
    Set<String> excused = new TreeSet<>(failed);
    excused.removeAll(run.passed());
    return excused;
  }

  private TestRun runAsIs(List<String> testClasses, String results) throws IOException {
    return TestRun.of(
        library,
        library.classes(),
        testClasses,
        List.of("-XX:TieredStopAtLevel=1"), // the first compiler is enough
        work.resolve(results),
        LONGEST_BASELINE_SECONDS);
  }

  // ---- the library suspended

  private Torturer.Summary torture(Map<String, byte[]> classes, Map<String, byte[]> tortured)
      throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(library.classes()));
    classPath.addAll(library.dependencies());
    try (URLClassLoader hierarchy = ClassFolder.loader(classPath)) {
      Torturer torturer = new Torturer(plan, hierarchy);
      classes.forEach((name, classFile) -> tortured.put(name, torturer.torture(classFile)));
      return torturer.summary();
    }
  }

  private Weaver.Woven weave(Path torturedFolder, Map<String, byte[]> tortured) throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(torturedFolder));
    classPath.addAll(library.dependencies());
    classPath.addAll(Jvm.runtime());
    try (ClassSource types = ClassSource.classPath(classPath).or(ClassSource.jdk())) {
      return weaver.weave(tortured, types);
    }
  }

  private Map<String, String> complaints(Path folder, String name) throws IOException {
    Path log = work.resolve("link-" + name + ".log");
    return Verification.complaints(folder, library.dependencies(), log);
  }

  /** Odd seeds run without a loop, even ones on loops. */
  private List<String> options(int sites) {
    return List.of(
        "-Dtorture.seed=" + plan.seed(),
        "-Dtorture.loops=" + (plan.seed() % 2 == 0),
        "-Dtorture.sites=" + sites,
        "-XX:-DontCompileHugeMethods", // woven methods are large; interpreted they would take hours
        "-XX:-OmitStackTraceInFastThrow");
  }
}
