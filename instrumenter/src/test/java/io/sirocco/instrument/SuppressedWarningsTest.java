package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.report.Diagnostic;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** A future is dropped in each of these classes; the annotation silences what it stands on. */
class SuppressedWarningsTest {
  private static final String SILENT = "@SuppressDiagnostics(\"DROPPED_FUTURE\") ";
  private static final String LOAD = "@Coroutine static Future<String> load() { return null; } ";

  @Test
  void method_is_silenced_with_its_lambdas_and_local_classes() {
    assertEquals("loud", methodsWithWarnings(JavaSource.owner(LOAD + SILENT + """
        void silent() {
          load();
          Runnable lambda = () -> { Runnable inner = () -> load(); load(); };
          new Object() { void inAnonymous() { load(); } };
        }
        void loud() { load(); }
        """)));
  }

  @Test
  void constructor_is_silenced_with_initial_values_of_fields() {
    assertEquals(
        "", methodsWithWarnings(JavaSource.owner(LOAD + """
        Runnable field = () -> load();
        """ + SILENT + "Owner() { load(); }")));
  }

  @Test
  void class_is_silenced_with_its_nested_classes_but_not_its_subclasses() {
    assertEquals("loud", methodsWithWarnings(JavaSource.owner(LOAD + SILENT + """
        static class Silent {
          void silent() { load(); }
          class Inner { class Inmost { void silentToo() { load(); } } }
        }
        static class Sub extends Silent { void loud() { load(); } }
        """)));
  }

  @Test
  void package_is_silenced() {
    Map<String, byte[]> classes = JavaSource.compile(
        SILENT.replace("@", "@io.sirocco.") + "package com.acme;",
        JavaSource.owner(LOAD + "void silent() { load(); }"));

    assertEquals("", methodsWithWarnings(classes, CheckOptions.DEFAULT));
  }

  @Test
  void other_codes_are_still_told() {
    assertEquals("loud", methodsWithWarnings(JavaSource.owner(LOAD + """
        @SuppressDiagnostics({"UNAWAITED_TEST", "NO_SUCH_CODE"}) void loud() { load(); }
        """)));
  }

  @Test
  void option_silences_a_code_everywhere() {
    Map<String, byte[]> classes =
        JavaSource.compile(JavaSource.owner(LOAD + "void start() { load(); }"));
    CheckOptions options =
        CheckOptions.of(List.of("DROPPED_FUTURE"), List.of(), List.of(), List.of());

    assertEquals("start", methodsWithWarnings(classes, CheckOptions.DEFAULT));
    assertEquals("", methodsWithWarnings(classes, options));
  }

  @Test
  void woven_class_is_the_same_but_for_the_annotation_itself() {
    byte[] with = JavaSource.compileOne(
        JavaSource.owner(LOAD + SILENT + "@Coroutine void start() { await(load()); }"));
    InstrumentationResult woven =
        new Instrumenter(ClassSource.loader(getClass().getClassLoader())).instrument(with);
    byte[] without = JavaSource.compileOne(
        JavaSource.owner(LOAD + "@Coroutine void start() { await(load()); }"));
    InstrumentationResult plain =
        new Instrumenter(ClassSource.loader(getClass().getClassLoader())).instrument(without);

    assertEquals(plain.frames().keySet(), woven.frames().keySet());
    plain
        .frames()
        .forEach((name, frame) -> assertArrayEquals(frame, woven.frames().get(name)));
  }

  private static String methodsWithWarnings(String source) {
    return methodsWithWarnings(JavaSource.compile(source), CheckOptions.DEFAULT);
  }

  private static String methodsWithWarnings(Map<String, byte[]> classes, CheckOptions options) {
    UseCheck check = new UseCheck(classes::get, options);
    return classes.values().stream()
        .flatMap(classFile -> check.check(classFile).stream())
        .map(Diagnostic::method)
        .collect(Collectors.joining(" "));
  }
}
