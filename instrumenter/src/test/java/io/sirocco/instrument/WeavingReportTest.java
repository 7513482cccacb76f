package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeavingReportTest {
  private static final WovenClass FETCHER = new WovenClass("classes/com/acme/Fetcher.class", 2);
  private static final WovenClass LOADER = new WovenClass("classes/com/acme/Loader.class", 1);
  private static final Finding FINDING = new Finding(
      "classes/com/acme/Fetcher.class",
      new Diagnostic(
          Code.NATIVE_COROUTINE,
          "com/acme/Fetcher",
          "load",
          "Fetcher.java",
          42,
          "native coroutine"));

  @Test
  void summary_counts_coroutines_and_classes() {
    WeavingReport report = new WeavingReport(41, 0, 0, List.of(FETCHER, LOADER), List.of());

    assertEquals("Wove 3 coroutines in 2 of 41 classes", report.summary());
  }

  @Test
  void summary_says_why_there_was_nothing_to_do() {
    assertEquals(
        "Nothing to weave: 2 of 41 classes already woven",
        new WeavingReport(41, 2, 0, List.of(), List.of()).summary());
    assertEquals(
        "Nothing to weave: no coroutines in 41 classes",
        new WeavingReport(41, 0, 0, List.of(), List.of()).summary());
  }

  @Test
  void summary_tells_what_was_not_woven_although_it_has_coroutines() {
    assertEquals(
        "Nothing to weave in 41 classes, 3 left out by includes and excludes",
        new WeavingReport(41, 0, 3, List.of(), List.of()).summary());
    assertEquals(
        "Nothing woven: there are errors in 41 classes",
        new WeavingReport(41, 0, 0, List.of(), List.of(FINDING)).summary());
  }

  @Test
  void reports_can_be_added() {
    WeavingReport one = new WeavingReport(1, 0, 1, List.of(FETCHER), List.of());
    WeavingReport two = new WeavingReport(2, 1, 2, List.of(LOADER), List.of(FINDING));

    assertEquals(
        new WeavingReport(3, 1, 3, List.of(FETCHER, LOADER), List.of(FINDING)), one.plus(two));
  }

  @Test
  void finding_is_formatted_with_the_path_of_its_source(@TempDir Path temp) {
    Path source = temp.resolve("com/acme/Fetcher.java");
    Compiler.write(source, new byte[0]);

    String message = new SourceRoots(List.of(Path.of("missing"), temp)).format(FINDING);

    assertEquals(
        source + ":42: error: native coroutine (Fetcher.load)\n"
            + "    A native method has no bytecode to rewrite. [NATIVE_COROUTINE]",
        message);
  }

  @Test
  void finding_is_formatted_with_the_package_if_its_source_is_not_found() {
    String message = new SourceRoots(List.of()).format(FINDING);

    assertEquals(
        "com/acme/Fetcher.java:42: error: native coroutine (Fetcher.load)\n"
            + "    A native method has no bytecode to rewrite. [NATIVE_COROUTINE]",
        message);
  }

  @Test
  void finding_without_a_source_is_formatted_with_the_class_file() {
    Diagnostic unknown = new Diagnostic(Code.MALFORMED_CLASS, "", "", "", 0, "malformed");

    String message = new SourceRoots(List.of())
        .format(Finding.in("app.jar!/com/acme/Fetcher.class", "com/acme/Fetcher", unknown));

    assertEquals(
        "app.jar!/com/acme/Fetcher.class: error: malformed (Fetcher)\n"
            + "    The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]",
        message);
  }
}
