package io.sirocco.it.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.it.apply.MavenProject.Build;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One small Maven project for each behaviour of the plugin, built by a Maven of its own. */
@Tag("maven")
class MavenIT {
  private static final String PLUGIN = "io.sirocco:sirocco-maven-plugin:" + MavenProject.VERSION;

  private static final String ADDER = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      import io.sirocco.Promise;
      public class Adder {
        @Coroutine public static Future<Integer> addOne(Future<Integer> awaited) {
          return Future.of(1 + Coroutines.await(awaited));
        }
        public static void main(String[] args) {
          Promise<Integer> pending = new Promise<>();
          Future<Integer> sum = addOne(pending);
          System.out.println(sum.isDone());
          pending.complete(41);
          System.out.println(sum.result());
        }
      }
      """;

  private static final String TWO_MORE = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      public class TwoMore extends Base {
        @Coroutine public static Future<Integer> addTwo(Future<Integer> awaited) {
          return Future.of(1 + Coroutines.await(Adder.addOne(awaited)));
        }
        @Coroutine public static Future<Integer> addThree(Future<Integer> awaited) {
          return Future.of(1 + Coroutines.await(addTwo(awaited)));
        }
        public static void main(String[] args) {
          System.out.println(addThree(Future.of(39)).result());
        }
      }
      """;

  private static final String BASE = "package com.acme; class Base {}\n";

  private static final String TWO_ERRORS = """
      package com.acme;
      import io.sirocco.Coroutine;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      public class TwoErrors {
        @Coroutine Future<Integer> first(Future<Integer> awaited) {
          synchronized (this) {
            return Future.of(Coroutines.await(awaited));
          }
        }
        int second(Future<Integer> awaited) {
          return Coroutines.await(awaited);
        }
      }
      """;

  private static final String ONE_ERROR = """
      package com.acme;
      import io.sirocco.Coroutines;
      import io.sirocco.Future;
      public class OneError {
        final int value;
        OneError(Future<Integer> awaited) {
          value = Coroutines.await(awaited);
        }
      }
      """;

  @TempDir
  private Path temp;

  @Test
  void main_and_test_classes_are_woven() {
    MavenProject project = MavenProject.weaving(temp);
    project.source(ADDER);
    project.testSource(TWO_MORE);
    project.testSource(BASE);

    Build build = project.build("process-test-classes");

    assertEquals(
        List.of(
            "[INFO] Wove 1 coroutine in 1 of 1 class",
            "[INFO] Wove 2 coroutines in 1 of 2 classes"),
        build.lines(),
        build.log());
    Path main = project.path("target/classes");
    Path test = project.path("target/test-classes");
    assertEquals(
        new Child(0, "false\n42\n", ""),
        Child.java("-cp", Child.classPath(main), "com.acme.Adder"));
    assertEquals(
        new Child(0, "42\n", ""),
        Child.java("-cp", Child.classPath(test, main), "com.acme.TwoMore"));
  }

  @Test
  void second_build_changes_nothing_and_an_edit_is_woven() throws IOException {
    MavenProject project = MavenProject.weaving(temp);
    project.source(ADDER);
    project.source(BASE);
    Path twoMore = project.source(TWO_MORE);
    Path classes = project.path("target/classes/com/acme");

    Build first = project.build("process-classes");
    List<FileTime> times = times(classes);
    Build second = project.build("process-classes");

    assertEquals(List.of("[INFO] Wove 3 coroutines in 2 of 3 classes"), first.lines(), first.log());
    assertEquals(
        List.of("[INFO] Nothing to weave: 2 of 3 classes already woven"),
        second.lines(),
        second.log());
    assertEquals(times, times(classes));

    Files.writeString(
        twoMore,
        TWO_MORE
            .replaceFirst("(?s)@Coroutine.*?@Coroutine", "@Coroutine")
            .replace("addTwo(awaited)", "awaited"));
    Files.setLastModifiedTime(twoMore, FileTime.fromMillis(System.currentTimeMillis() + 5_000));
    Build third = project.build("process-classes");

    assertEquals(List.of("[INFO] Wove 2 coroutines in 2 of 3 classes"), third.lines(), third.log());
    assertEquals(
        List.of(
            "Adder$sirocco$addOne$0.class",
            "Adder.class",
            "Base.class",
            "TwoMore$sirocco$addThree$0.class",
            "TwoMore.class"),
        names(classes));
  }

  @Test
  void all_errors_fail_the_build_at_once_and_nothing_is_woven() throws IOException {
    MavenProject project = MavenProject.weaving(temp);
    project.source(ADDER);
    Path one = project.source(ONE_ERROR);
    Path two = project.source(TWO_ERRORS);

    Build build = project.build("process-classes");

    assertFalse(build.succeeded());
    assertEquals("""
        [ERROR] Failed to execute goal %s:instrument (default) on project demo: 3 errors
        [ERROR] %s:7: error: await in a constructor or an initialiser (OneError.<init>)
        [ERROR]     A constructor or initialiser hands out its object when it returns and cannot be \
        suspended. Await in a static @Coroutine factory method and pass the value in. \
        [AWAIT_IN_CONSTRUCTOR]
        [ERROR] %s:8: error: await while holding the monitor entered at line 7 (TwoErrors.first)
        [ERROR]     A suspension leaves the method, and a method may not leave with a monitor held. \
        Move the await out of the synchronized block. [AWAIT_UNDER_MONITOR]
        [ERROR] %s:12: error: await outside a coroutine (TwoErrors.second)
        [ERROR]     Only a method with @Coroutine can be suspended. Annotate it and let it return \
        Future, Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits. [AWAIT_OUTSIDE_COROUTINE]""".formatted(PLUGIN, one, two, two), build.failure());
    assertEquals(
        List.of("Adder.class", "OneError.class", "TwoErrors.class"),
        names(project.path("target/classes/com/acme")));
  }

  @Test
  void errors_are_warnings_if_the_user_wants_that() throws IOException {
    MavenProject project =
        MavenProject.withGoals(temp, "<failOnError>false</failOnError>", "instrument");
    project.source(ADDER);
    Path one = project.source(ONE_ERROR);

    Build build = project.build("process-classes");

    assertTrue(build.succeeded(), build.log());
    assertTrue(
        build
            .log()
            .contains("[WARNING] " + one
                + ":7: error: await in a constructor or an initialiser (OneError.<init>)\n"),
        build.log());
    assertTrue(
        build
            .log()
            .contains("[WARNING] Left as it was: "
                + project.path("target/classes/com/acme/OneError.class") + "\n"),
        build.log());
    assertEquals(
        List.of("[INFO] Wove 1 coroutine in 1 of 2 classes, 1 left as it was"), build.lines());
  }

  @Test
  void skipped_classes_stay_as_compiled_and_say_so_when_they_run() {
    MavenProject project = MavenProject.weaving(temp);
    project.source(ADDER);

    Build build = project.build("process-classes", "-Dsirocco.skip");

    assertEquals(List.of("[INFO] Skipped"), build.lines(), build.log());
    Child run =
        Child.java("-cp", Child.classPath(project.path("target/classes")), "com.acme.Adder");
    assertEquals(
        "Exception in thread \"main\" io.sirocco.NotWovenException: com.acme.Adder.addOne"
            + "(Adder.java:8) called await, but its class was not woven by Sirocco.",
        run.err().lines().findFirst().orElse(""));
  }

  @Test
  void test_classes_are_not_woven_if_tests_are_not_compiled() {
    MavenProject project = MavenProject.weaving(temp);
    project.source(ADDER);
    project.testSource(ONE_ERROR);

    Build build = project.build("process-test-classes", "-Dmaven.test.skip");

    assertEquals(
        List.of("[INFO] Wove 1 coroutine in 1 of 1 class", "[INFO] Skipped"),
        build.lines(),
        build.log());
  }

  @Test
  void includes_and_excludes_choose_classes() {
    MavenProject project = MavenProject.withGoals(
        temp,
        "<verbose>true</verbose>"
            + "<includes><include>com/acme/**</include></includes>"
            + "<excludes><exclude>com.acme.One*</exclude><exclude>**/Two*.class</exclude></excludes>",
        "instrument");
    project.source(ADDER);
    project.source(ONE_ERROR);
    project.source(TWO_ERRORS);

    Build build = project.build("process-classes");

    assertEquals(
        List.of(
            "[INFO] Wove " + project.path("target/classes/com/acme/Adder.class"),
            "[INFO] Wove 1 coroutine in 1 of 3 classes, 2 left out by includes and excludes"),
        build.lines(),
        build.log());
  }

  /** A parent without classes, a module without sources, and one module that uses another one. */
  @Test
  void modules_are_woven_in_parallel() {
    MavenProject project = MavenProject.weavingModules(temp, "adder", "base", "empty", "more");
    project.module("adder", "jar", "");
    project.module("base", "jar", "");
    project.module("empty", "jar", "");
    project.module("more", "jar", dependency("adder") + dependency("base"));
    Sources.write(project.path("adder/src/main/java"), ADDER);
    Sources.write(project.path("base/src/main/java"), BASE.replace("class", "public class"));
    Sources.write(project.path("more/src/main/java"), TWO_MORE);

    Build build = project.build("-T2", "process-classes");

    assertTrue(build.succeeded(), build.log());
    assertEquals(
        List.of(
            "[INFO] Nothing to weave: no coroutines in 1 class",
            "[INFO] Wove 1 coroutine in 1 of 1 class",
            "[INFO] Wove 2 coroutines in 1 of 1 class"),
        build.lines().stream().sorted().toList(),
        build.log());
    Child run = Child.java(
        "-cp",
        Child.classPath(
            project.path("more/target/classes"),
            project.path("adder/target/classes"),
            project.path("base/target/classes")),
        "com.acme.TwoMore");
    assertEquals(new Child(0, "42\n", ""), run);
  }

  @Test
  void runtime_of_another_version_is_a_warning() {
    MavenProject project = MavenProject.weaving(temp);
    project.useRuntime("0.0.9");
    project.source(ADDER);

    Build build = project.build("process-classes");

    assertEquals(
        List.of(
            "[WARNING] sirocco-runtime 0.0.9 and sirocco-maven-plugin " + MavenProject.VERSION
                + " do not belong together; use the same version of both",
            "[INFO] Wove 1 coroutine in 1 of 1 class"),
        build.lines(),
        build.log());
  }

  @Test
  void check_fails_for_classes_that_are_not_woven() {
    MavenProject project = MavenProject.withGoals(temp, "", "instrument", "check");
    project.source(ADDER);
    project.build("process-classes", "-Dsirocco.skip");

    Build unwoven = project.build(PLUGIN + ":check");
    Build woven = project.build("process-classes", PLUGIN + ":check");

    assertEquals(
        "[ERROR] Failed to execute goal " + PLUGIN + ":check (default-cli) on project demo:"
            + " Classes with coroutines are not woven\n"
            + "[ERROR] " + project.path("target/classes/com/acme/Adder.class")
            + ": error: not woven, coroutines: 1",
        unwoven.failure());
    assertTrue(woven.succeeded(), woven.log());
  }

  @Test
  void help_lists_the_goals() {
    MavenProject project = MavenProject.weaving(temp);

    Build build = project.build(PLUGIN + ":help");

    List<String> goals = build
        .process()
        .out()
        .lines()
        .filter(line -> line.startsWith("sirocco:"))
        .toList();
    assertEquals(
        List.of("sirocco:check", "sirocco:help", "sirocco:instrument", "sirocco:instrument-test"),
        goals,
        build.log());
  }

  private static String dependency(String module) {
    return "<dependency><groupId>com.acme</groupId><artifactId>" + module
        + "</artifactId><version>1</version></dependency>";
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static List<FileTime> times(Path directory) throws IOException {
    List<FileTime> times = new ArrayList<>();
    for (String name : names(directory)) {
      times.add(Files.getLastModifiedTime(directory.resolve(name)));
    }
    return times;
  }
}
