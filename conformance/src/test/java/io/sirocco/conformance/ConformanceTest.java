package io.sirocco.conformance;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each program does what Tornado did or, where that is written down, what it should do instead. */
class ConformanceTest {
  private static final Duration HANGS = Duration.ofSeconds(60);
  private static final Map<String, Method> PROGRAMS = Play.programs();
  private static final Map<String, Recording> RECORDINGS = Resources.recordings();
  private static final Map<String, Difference> DIFFERENCES = Resources.differences();
  private static final Map<String, Play> PLAYS = new HashMap<>();

  @TestFactory
  Stream<DynamicTest> program() {
    return PROGRAMS.entrySet().stream()
        .map(program -> DynamicTest.dynamicTest(program.getKey(), () -> check(program.getKey())));
  }

  private static void check(String name) {
    Play expected = RECORDINGS.get(name).inJava();
    Difference difference = DIFFERENCES.get(name);
    if (difference != null) {
      assertNotEquals(expected, difference.play(), "this is no difference");
      expected = difference.play();
    }
    assertSame(name, expected, played(name));
  }

  /** Plays a program, if that has not been done. */
  private static Play played(String name) {
    return PLAYS.computeIfAbsent(
        name, n -> assertTimeoutPreemptively(HANGS, () -> Play.of(PROGRAMS.get(n)), n));
  }

  private static void assertSame(String name, Play expected, Play actual) {
    assertAll(
        name,
        () -> assertEquals(lines(expected), lines(actual)),
        () -> assertEquals(expected.result(), actual.result()),
        () -> assertEquals(expected.error(), actual.error()));
  }

  private static String lines(Play play) {
    return String.join("\n", play.trace());
  }

  @Test
  void every_recording_has_a_port_or_a_reason() {
    Set<String> expected = new TreeSet<>(RECORDINGS.keySet());
    DIFFERENCES.forEach((name, difference) -> {
      if (!difference.isPorted()) {
        expected.remove(name);
      }
    });

    assertEquals(expected, new TreeSet<>(PROGRAMS.keySet()));
  }

  @Test
  void every_difference_is_about_a_recording() {
    Set<String> unknown = new TreeSet<>(DIFFERENCES.keySet());
    unknown.removeAll(RECORDINGS.keySet());

    assertEquals(Set.of(), unknown);
  }

  @Test
  void report_in_the_documentation_is_up_to_date() throws Exception {
    PROGRAMS.keySet().forEach(ConformanceTest::played);
    String report = Report.of(RECORDINGS, PLAYS, DIFFERENCES);
    Files.writeString(Path.of("target", "conformance.md"), report);

    String checkedIn = Files.readString(Path.of("..", "docs", "conformance.md"));
    assertTrue(report.equals(checkedIn), "copy conformance/target/conformance.md to docs/");
  }
}
