package io.sirocco.torture;

import io.sirocco.torture.library.Child;
import io.sirocco.torture.library.Library;
import io.sirocco.torture.rt.TestJvm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.hamcrest.Matcher;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.engine.TestEngine;
import org.junit.platform.launcher.Launcher;
import org.junit.vintage.engine.VintageTestEngine;
import org.opentest4j.AssertionFailedError;

/**
 * What became of the tests of a library in one JVM.
 *
 * @param passed the ids of the tests that passed
 * @param failed why the others did not, by id
 * @param brokenClasses why whole classes failed, by id
 * @param millisOfClass the time of the processor that the tests of each class took
 * @param counts numbers from inside
 */
record TestRun(
    Set<String> passed,
    Map<String, String> failed,
    Map<String, String> brokenClasses,
    Map<String, Long> millisOfClass,
    Map<String, Long> counts) {
  private static final int LONGEST_TEST_SECONDS = 900;

  private static final List<Class<?>> JUNIT = List.of(
      Launcher.class,
      TestEngine.class,
      AnnotationSupport.class,
      AssertionFailedError.class,
      Test.class,
      ParameterizedTest.class,
      JupiterTestEngine.class,
      VintageTestEngine.class,
      org.junit.Test.class,
      Matcher.class); // a newer one of the library comes first

  /** Chooses by name, as builds do; nested classes are found by their outer ones. */
  private static final Pattern TEST_CLASS =
      Pattern.compile("(.*/)?(Test[^/$]*|[^/$]*(Test|Tests|TestCase))");

  /** The test classes of a library whose names contain a match of {@code pattern}. */
  static List<String> testClasses(Library library, Pattern pattern) throws IOException {
    return ClassFolder.read(library.tests()).keySet().stream()
        .filter(name -> TEST_CLASS.matcher(name).matches())
        .map(name -> name.replace('/', '.'))
        .filter(name -> pattern.matcher(name).find())
        .toList();
  }

  /**
   * Runs test classes.
   *
   * @param classes the classes of the library, as they are or woven
   * @param options of the JVM
   * @param results a file; more are put beside it
   */
  static TestRun of(
      Library library,
      Path classes,
      List<String> testClasses,
      List<String> options,
      Path results,
      long longestSeconds)
      throws IOException {
    List<Path> classPath = new ArrayList<>(List.of(classes, library.tests()));
    classPath.addAll(library.dependencies());
    classPath.addAll(Jvm.runtime());
    classPath.addAll(Jvm.locations(JUNIT));
    List<String> allOptions = new ArrayList<>(List.of("-Xss16m", "-Xmx3g"));
    Jvm.opened().forEach(allOptions::add);
    allOptions.addAll(options);
    allOptions.addAll(library.options());
    Path names = results.resolveSibling("test-classes.txt");
    Files.write(names, testClasses);
    Files.deleteIfExists(results);
    Path log = Path.of(results.toString().replace(".tsv", ".log"));
    int exitCode = Jvm.run(
        TestJvm.class,
        classPath,
        allOptions,
        List.of(
            names.toString(),
            library.without().pattern(),
            results.toString(),
            "" + LONGEST_TEST_SECONDS),
        library.workingDirectory(),
        log,
        longestSeconds);
    TestRun run = read(results);
    if (exitCode != 0) {
      String why = exitCode == Child.TIMEOUT ? "took too long" : "exit code " + exitCode;
      run.brokenClasses().put("JVM", why + ", see " + log);
    }
    return run;
  }

  private static TestRun read(Path results) throws IOException {
    TestRun run = new TestRun(
        new TreeSet<>(), new TreeMap<>(), new TreeMap<>(), new HashMap<>(), new TreeMap<>());
    if (Files.exists(results)) {
      for (String line : Files.readAllLines(results)) {
        run.add(line.split("\t", -1));
      }
    }
    return run;
  }

  private void add(String[] parts) {
    if (parts.length == 3) {
      counts.put(parts[1], Long.parseLong(parts[2]));
    } else if (parts.length == 6 && parts[0].equals("container")) {
      brokenClasses.put(parts[4], parts[5]);
    } else if (parts.length == 6) {
      millisOfClass.merge(parts[3], Long.parseLong(parts[2]), Long::sum);
      if (parts[1].equals("SUCCESSFUL")) {
        passed.add(parts[4]);
      } else {
        failed.put(parts[4], parts[5]);
      }
    }
  }

  /** The classes whose tests took more time of the processor than this. */
  Set<String> slowerThan(int seconds) {
    return millisOfClass.entrySet().stream()
        .filter(entry -> entry.getValue() > 1000L * seconds)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Why nothing passed. */
  String whyNothing() {
    return Stream.concat(brokenClasses.entrySet().stream(), failed.entrySet().stream())
        .findFirst()
        .map(reason -> reason.getKey() + ": " + firstLine(reason.getValue()))
        .orElse("no test was found in the test classes");
  }

  private static String firstLine(String text) {
    return text.split("\\\\n|\n", 2)[0];
  }

  /** Why a test did not pass. */
  String whyNot(String id) {
    if (failed.containsKey(id)) {
      return failed.get(id).replace("\\n", "\n");
    }
    return "not run; "
        + brokenClasses.entrySet().stream()
            .filter(broken -> broken.getKey().equals("JVM") || id.startsWith(broken.getKey()))
            .map(broken -> broken.getValue().replace("\\n", "\n"))
            .findFirst()
            .orElse("no reason was seen");
  }
}
