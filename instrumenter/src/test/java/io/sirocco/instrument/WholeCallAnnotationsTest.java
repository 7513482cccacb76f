package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The annotations are declared here with the names that libraries give them; only names count. */
class WholeCallAnnotationsTest {
  private static final String TX = "@org.springframework.transaction.annotation.Transactional ";
  private static final String RETRY = "@io.github.resilience4j.retry.annotation.Retry ";
  private static final String TIMED = "@io.micrometer.core.annotation.Timed ";
  private static final String CACHEABLE = "@org.springframework.cache.annotation.Cacheable ";
  private static final String MP_RETRY = "@org.eclipse.microprofile.faulttolerance.Retry ";
  private static final String MP_ASYNC = "@org.eclipse.microprofile.faulttolerance.Asynchronous ";

  private List<String> more = List.of();

  @Test
  void message_says_what_happens_and_what_to_do() {
    assertEquals(
        List.of("""
            com/acme/Source.java:8: warning: for @Transactional the call ends at the first await \
            (Owner.load)
                The transaction is committed there, although the body goes on and may fail; what comes later \
            runs without one. Put the annotation on a plain method that does all of its work before it \
            returns, and let the coroutine await runOnExecutor(null, () -> …) of that; or do by hand, around \
            the awaits, what it stands for. [WHOLE_CALL_ANNOTATION]"""),
        diagnostics(TX + coroutine("Future<String>")).stream()
            .map(diagnostic -> diagnostic.format(diagnostic.sourceName()))
            .toList());
  }

  @Test
  void annotation_of_a_class_an_interface_or_another_annotation_counts() {
    assertEquals("Transactional", found(coroutine("Future<String>"), TX));
    assertEquals(
        "Transactional",
        found("class Impl extends Base { public " + coroutine("Future<String>") + "}\n" + TX
            + "static class Base { }"));
    assertEquals(
        "Transactional",
        found("class Impl implements Api { public " + coroutine("Future<String>")
            + "}\ninterface Api { " + TX + "Future<String> load(); }"));
    assertEquals(
        "Transactional", found(TX + "@interface Tx { }\n@Tx " + coroutine("Future<String>")));
  }

  @Test
  void annotation_of_a_class_is_not_about_private_and_static_methods_and_lambdas() {
    assertEquals("", found("private " + coroutine("Future<String>"), TX));
    assertEquals("", found("static " + coroutine("Future<String>"), TX));
    assertEquals(
        "", found("Supplier<Future<Object>> s = () -> Future.of(await(Future.of(1)));", TX));
  }

  @Test
  void annotation_around_a_nested_class_is_not_about_it() {
    assertEquals("", found("class Inner { " + coroutine("Future<String>") + "}", TX));
  }

  @Test
  void method_that_is_no_coroutine_is_fine() {
    assertEquals("", found(TX + "Future<String> load() { return null; }"));
  }

  @Test
  void stages_of_the_jdk_are_waited_for_by_some() {
    for (String annotation : List.of(RETRY, TIMED)) {
      assertEquals("", found(annotation + coroutine("CompletionStage<String>")));
      assertEquals("", found(annotation + coroutine("CompletableFuture<String>")));
    }
    assertEquals("", found(CACHEABLE + coroutine("CompletableFuture<String>")));
    assertEquals("Cacheable", found(CACHEABLE + coroutine("CompletionStage<String>")));
    assertEquals("Transactional", found(TX + coroutine("CompletableFuture<String>")));
  }

  @Test
  void those_that_wait_for_stages_break_a_future_of_ours() {
    assertEquals(
        List.of(
            "@Timed hands out no io.sirocco.Future. It waits for the future, and puts a stage of its own"
                + " in its place: the caller gets a ClassCastException. Declare a CompletionStage or a"
                + " CompletableFuture."),
        told(TIMED + coroutine("Future<String>")));
    assertEquals(
        List.of(
            "for @Timed the call ends at the first await. It measures up to there, and never sees a"
                + " failure. Declare a CompletionStage or a CompletableFuture: it waits for these."),
        told(TIMED + "@Coroutine void load() { await(Future.of(\"\")); }"));
  }

  @Test
  void micro_profile_waits_for_a_stage_if_it_is_told_to() {
    assertEquals("Retry", found(MP_RETRY + coroutine("CompletionStage<String>")));
    assertEquals("", found(MP_RETRY + MP_ASYNC + coroutine("CompletionStage<String>")));
    assertEquals("Retry Asynchronous", found(MP_RETRY + MP_ASYNC + coroutine("Future<String>")));
  }

  @Test
  void user_names_more_annotations() {
    more = List.of("com.acme.Audited");

    assertEquals("Audited", found("@Audited " + coroutine("Future<String>")));
  }

  // ---- compiled in memory ---------------------------------------------------------------------

  private static String coroutine(String type) {
    return "@Coroutine " + type + " load() { await(Future.of(\"\")); return null; }";
  }

  /** Simple names of the annotations that are warned of. */
  private String found(String members) {
    return found(members, "");
  }

  private String found(String members, String onClass) {
    return diagnostics(members, onClass).stream()
        .map(diagnostic -> diagnostic.detail().replaceFirst(".*@(\\w+) .*", "$1"))
        .collect(Collectors.joining(" "));
  }

  private List<String> told(String members) {
    return diagnostics(members).stream()
        .map(diagnostic -> diagnostic.detail() + ". " + diagnostic.advice())
        .toList();
  }

  private List<Diagnostic> diagnostics(String members) {
    return diagnostics(members, "");
  }

  private List<Diagnostic> diagnostics(String members, String onClass) {
    List<String> sources = new ArrayList<>();
    for (String annotation :
        List.of(TX, RETRY, TIMED, CACHEABLE, MP_RETRY, MP_ASYNC, "@com.acme.Audited ")) {
      String name = annotation.strip().substring(1);
      int dot = name.lastIndexOf('.');
      sources.add("package " + name.substring(0, dot) + "; import java.lang.annotation.*;"
          + "@Retention(RetentionPolicy.RUNTIME) public @interface " + name.substring(dot + 1)
          + " { }");
    }
    sources.add(JavaSource.owner(members).replace("public class", onClass + "public class"));
    Map<String, byte[]> classes = JavaSource.compile(sources.toArray(String[]::new));
    CheckOptions options = CheckOptions.of(List.of(), List.of(), more, List.of());
    ClassSource types = classes::get;
    UseCheck check =
        new UseCheck(types.or(ClassSource.loader(getClass().getClassLoader())), options);
    return classes.values().stream()
        .flatMap(classFile -> check.check(classFile).stream())
        .toList();
  }
}
