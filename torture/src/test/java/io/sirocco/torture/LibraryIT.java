package io.sirocco.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.torture.library.Libraries;
import io.sirocco.torture.library.Maven;
import io.sirocco.torture.rewrite.Plan;
import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.MethodSource;

/** Suspends published libraries everywhere and runs their own tests; see README.md. */
@ParameterizedClass(name = "{0}")
@MethodSource("runs")
class LibraryIT {
  private static final Path TARGET = Path.of("target", "torture");

  private static final Libraries LIBRARIES = new Libraries(
      TARGET.resolve("libraries"),
      new Maven(
          Path.of(System.getProperty("torture.maven.home")),
          Path.of(System.getProperty("torture.maven.settings")),
          Path.of(System.getProperty("torture.maven.repository")),
          System.getProperty("torture.maven.mode").equals("offline=true")));

  /** A library and a seed. */
  record Run(String library, long seed) {
    @Override
    public String toString() {
      return library + ", seed " + seed;
    }
  }

  static List<Run> runs() {
    List<Run> runs = new ArrayList<>();
    for (String library : LIBRARIES.list(System.getProperty("torture.libraries"))) {
      for (String seed : System.getProperty("torture.seeds").split("\\s*,\\s*")) {
        runs.add(new Run(library, Long.parseLong(seed)));
      }
    }
    return runs;
  }

  @Parameter
  Run run;

  private static Report report; // of the present run

  @BeforeParameterizedClassInvocation
  static void torture(Run run) throws IOException {
    Pattern only = Pattern.compile(System.getProperty("torture.only", ""));
    Pattern tests = Pattern.compile(System.getProperty("torture.tests", ""));
    Plan plan = new Plan(
        run.seed(), Integer.getInteger("torture.points"), id -> only.matcher(id).find());
    String folder = run.library().replaceAll("[^\\w.]+", "-") + "-jdk"
        + Runtime.version().feature() + "-seed" + run.seed();
    report = new Torture(
            LIBRARIES.get(run.library(), classPath(), options()),
            plan,
            Weaver::sirocco,
            TARGET.resolve(folder))
        .run(tests);
    System.out.println(report);
  }

  private static List<Path> classPath() {
    return words("torture.classpath", File.pathSeparator).map(Path::of).toList();
  }

  private static List<String> options() {
    return words("torture.options", "\\s+").toList();
  }

  private static Stream<String> words(String property, String separator) {
    return Stream.of(System.getProperty(property, "").trim().split(separator))
        .filter(word -> !word.isEmpty());
  }

  @Test
  void rewritten_classes_verify_before_weaving() {
    assertEquals(Set.of(), report.badBefore().keySet());
  }

  @Test
  void every_method_is_woven() {
    assertEquals(List.of(), report.rejected());
    assertEquals(report.tortured().methods(), report.wovenMethods());
  }

  @Test
  void no_await_is_left() {
    assertEquals(List.of(), report.unwoven());
  }

  @Test
  void every_woven_class_verifies() {
    assertEquals(Map.of(), report.badAfter());
  }

  @Test
  void every_test_that_passes_as_is_passes_woven() {
    assertEquals(Set.of(), report.failed().keySet());
    assertTrue(report.tests() > 0, report.whyNoTest());
  }

  @Test
  void nothing_happens_that_a_coroutine_must_not_do() {
    assertEquals(Map.of(), report.violations());
  }

  @Test
  void the_tests_really_suspend() {
    assertTrue(report.count("SUSPENSIONS") > 0);
  }
}
