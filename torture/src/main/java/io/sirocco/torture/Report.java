package io.sirocco.torture;

import io.sirocco.torture.rewrite.PointKind;
import io.sirocco.torture.rewrite.Torturer;
import io.sirocco.torture.rt.Violation;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What came of one library under one seed.
 *
 * @param library artifact and version
 * @param tortured what was done to it
 * @param wovenMethods how many coroutines were woven
 * @param rejected what the weaver had to say
 * @param unwoven the methods in which an await is left
 * @param classes how many classes were verified after weaving
 * @param excused classes that do not verify as they are, for lack of an optional library
 * @param badBefore the other classes that do not verify before weaving, which is a defect of the torture
 * @param badAfter the other classes that do not verify after weaving
 * @param testClasses how many test classes were run
 * @param slowClasses test classes that were left out because they are slow as they are
 * @param tests how many tests passed both times on the library as it is
 * @param whyNoTest why it is none, or the empty string
 * @param unstable how many did not
 * @param excusedTests tests that failed woven, and then also as the library is
 * @param failed why tests of the former failed when woven
 * @param counts what was counted in the JVM that ran them
 */
record Report(
    String library,
    long seed,
    Torturer.Summary tortured,
    int wovenMethods,
    List<String> rejected,
    List<String> unwoven,
    int classes,
    Set<String> excused,
    Map<String, String> badBefore,
    Map<String, String> badAfter,
    int testClasses,
    Set<String> slowClasses,
    int tests,
    String whyNoTest,
    int unstable,
    Set<String> excusedTests,
    Map<String, String> failed,
    Map<String, Long> counts,
    long seconds) {

  long count(String name) {
    return counts.getOrDefault(name, 0L);
  }

  /** What may never happen, and did. */
  Map<String, Long> violations() {
    Map<String, Long> violations = new TreeMap<>();
    for (Violation violation : Violation.values()) {
      if (count(violation.name()) > 0) {
        violations.put(violation.name(), count(violation.name()));
      }
    }
    return violations;
  }

  void writeTo(Path directory) throws IOException {
    Files.writeString(directory.resolve("report.txt"), toString());
    StringBuilder details = new StringBuilder();
    rejected.forEach(text -> details.append("REJECTED ").append(text).append("\n\n"));
    badBefore.forEach(
        (name, why) -> details.append("BAD BEFORE WEAVING " + name + "\n" + why + "\n\n"));
    badAfter.forEach((name, why) -> details.append("BAD " + name + "\n" + why + "\n\n"));
    excusedTests.forEach(name -> details.append("FAILED AS IT IS, TOO " + name + "\n\n"));
    failed.forEach((name, why) -> details.append("FAILED " + name + "\n" + why + "\n\n"));
    Files.writeString(directory.resolve("failures.txt"), details);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    line(
        text,
        "library",
        library + ", seed " + seed + ", Java " + Runtime.version().feature());
    line(
        text,
        "rewritten",
        tortured.methods() + " methods, " + tortured.points() + " awaits "
            + new TreeMap<PointKind, Integer>(tortured.kinds()));
    line(text, "left alone", new TreeMap<>(tortured.skipped()).toString());
    line(
        text,
        "woven",
        wovenMethods + " methods; " + rejected.size() + " rejected, " + unwoven.size()
            + " with an await left");
    line(
        text,
        "verified",
        classes + " classes; bad " + badAfter.size() + ", before weaving " + badBefore.size()
            + ", not judged " + excused.size());
    line(
        text,
        "tests",
        tests + " that pass as is, " + failed.size() + " of them fail woven ("
            + testClasses + " classes; not counted: " + (unstable + excusedTests.size())
            + " tests, slow classes " + slowClasses + ")");
    if (!whyNoTest.isEmpty()) {
      line(text, "no test", whyNoTest);
    }
    line(
        text,
        "pauses",
        count("PAUSES") + " at " + count("PAUSE_PLACES") + " places; suspended "
            + count("SUSPENSIONS") + " times at " + count("SUSPENSION_PLACES") + " places");
    line(text, "violations", violations().toString());
    line(text, "seconds", "" + seconds);
    return text.toString();
  }

  private static void line(StringBuilder text, String name, String value) {
    text.append(String.format("%-11s %s%n", name, value));
  }
}
