package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryInstrumenterTest {
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir
  private Path temp;

  private Path classes;
  private Path output;

  @BeforeEach
  void directories() {
    classes = temp.resolve("classes");
    output = temp.resolve("output");
  }

  @Test
  void weaving_in_place_replaces_owners_and_adds_their_frames() throws IOException {
    Compiler.compileTo(
        classes, Compiler.coroutines("Fetcher", 2), "package com.acme; class Plain {}");

    WeavingReport report = weave(classes, classes);

    assertEquals("Wove 2 coroutines in 1 of 2 classes", report.summary());
    assertEquals(
        List.of(
            "com/acme/Fetcher$sirocco$load0$0.class",
            "com/acme/Fetcher$sirocco$load1$1.class",
            "com/acme/Fetcher.class",
            "com/acme/Plain.class"),
        files(classes));
  }

  @Test
  void dropped_future_of_a_coroutine_of_another_class_is_a_warning() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1), """
        package com.acme;
        class Caller {
          void start(Fetcher fetcher) {
            fetcher.load0(null);
          }
        }
        """);

    WeavingReport report = weave(classes, classes);

    assertEquals(
        List.of("DROPPED_FUTURE com/acme/Caller 4"),
        report.findings().stream()
            .map(Finding::diagnostic)
            .map(d -> d.code() + " " + d.className() + " " + d.line())
            .toList());
    assertFalse(report.hasErrors());
    assertEquals("Wove 1 coroutine in 1 of 2 classes", report.summary());
  }

  @Test
  void invalid_class_does_not_keep_the_others_from_being_looked_at() throws IOException {
    Map<String, byte[]> compiled =
        Compiler.compile(Compiler.coroutines("Fetcher", 1), Compiler.await_in_synchronized("Held"));
    byte[] invalid = compiled.get("com/acme/Fetcher");
    int store = indexOf(invalid, new byte[] {0x04, 0x2b}); // iconst_1, aload_1
    invalid[store] = 0x01; // aconst_null
    compiled.forEach((name, file) -> Compiler.write(classes.resolve(name + ".class"), file));

    WeavingReport report = weave(classes, classes);

    assertEquals(
        List.of("MALFORMED_CLASS com/acme/Fetcher", "AWAIT_UNDER_MONITOR com/acme/Held"),
        report.errors().stream()
            .map(Finding::diagnostic)
            .map(d -> d.code() + " " + d.className())
            .toList());
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    int index = 0;
    while (!Arrays.equals(bytes, index, index + part.length, part, 0, part.length)) {
      index++;
    }
    return index;
  }

  @Test
  void error_of_the_jvm_names_the_class_file() {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    ClassSource failing = name -> {
      throw new OutOfMemoryError("Java heap space");
    };

    InstrumentationException error = assertThrows(
        InstrumentationException.class,
        () -> new DirectoryInstrumenter(failing, ClassFilter.all()).weave(classes, classes));

    assertEquals(
        "Sirocco failed on com.acme.Fetcher (" + classes + "/com/acme/Fetcher.class):"
            + " java.lang.OutOfMemoryError: Java heap space\n"
            + "    Give the JVM that weaves more memory (-Xmx), or split the class.",
        error.getMessage());
    assertFalse(error.isDefect());
  }

  @Test
  void nothing_is_written_before_write() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    Map<String, String> before = contents(classes);

    instrumenter(ClassFilter.all()).weave(classes, classes);

    assertEquals(before, contents(classes));
  }

  @Test
  void second_run_changes_nothing() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 2));
    weave(classes, classes);
    Map<String, String> before = contents(classes);
    setTimes(classes, LONG_AGO);

    WeavingReport report = weave(classes, classes);

    assertEquals("Nothing to weave: 1 of 1 class already woven", report.summary());
    assertEquals(before, contents(classes));
    assertEquals(List.of(LONG_AGO), times(classes));
  }

  @Test
  void woven_again_after_a_compilation_without_changes_gives_the_same_bytes() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 2));
    weave(classes, classes);
    Map<String, String> before = contents(classes);
    setTimes(classes, LONG_AGO);

    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 2));
    weave(classes, classes);

    assertEquals(before, contents(classes));
    Path frame = classes.resolve("com/acme/Fetcher$sirocco$load0$0.class");
    assertEquals(LONG_AGO, Files.getLastModifiedTime(frame));
  }

  @Test
  void frame_of_a_removed_coroutine_is_deleted() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 2));
    weave(classes, classes);

    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, classes);

    assertEquals(
        List.of("com/acme/Fetcher$sirocco$load0$0.class", "com/acme/Fetcher.class"),
        files(classes));
  }

  @Test
  void frames_of_a_class_that_lost_all_coroutines_are_deleted() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, classes);

    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 0));
    weave(classes, classes);

    assertEquals(List.of("com/acme/Fetcher.class"), files(classes));
  }

  @Test
  void frames_of_a_deleted_class_are_deleted() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, classes);

    Files.delete(classes.resolve("com/acme/Fetcher.class"));
    weave(classes, classes);

    assertEquals(List.of(), files(classes));
  }

  @Test
  void class_with_a_name_like_a_frame_stays() throws IOException {
    Compiler.compileTo(classes, "package com.acme; class Mine$sirocco$made$0 {}");

    weave(classes, classes);

    assertEquals(List.of("com/acme/Mine$sirocco$made$0.class"), files(classes));
  }

  @Test
  void woven_class_in_a_class_called_sirocco_stays_with_its_frames() throws IOException {
    String nested = Compiler.coroutines("Nested", 1)
        .replace("package com.acme;", "")
        .replace("public class", "static class");
    Compiler.compileTo(
        classes, "package com.acme; class Outer { static class sirocco { " + nested + " } }");

    weave(classes, classes);
    WeavingReport second = weave(classes, classes);

    assertEquals("Nothing to weave: 1 of 3 classes already woven", second.summary());
    assertEquals(
        List.of(
            "com/acme/Outer$sirocco$Nested$sirocco$load0$0.class",
            "com/acme/Outer$sirocco$Nested.class",
            "com/acme/Outer$sirocco.class",
            "com/acme/Outer.class"),
        files(classes));
  }

  @Test
  void class_with_the_name_of_a_frame_class_is_not_replaced() throws IOException {
    Compiler.compileTo(
        classes,
        Compiler.coroutines("Fetcher", 1),
        "package com.acme; class Fetcher$sirocco$load0$0 { }");

    WeavingReport report = weave(classes, classes);

    assertTrue(report.hasErrors());
    assertEquals(
        List.of("NAME_CLASH: class name com.acme.Fetcher$sirocco$load0$0 is reserved"),
        report.findings().stream()
            .map(Finding::diagnostic)
            .map(d -> d.code() + ": " + d.detail())
            .toList());
  }

  @Test
  void all_errors_of_all_classes_are_reported() throws IOException {
    Compiler.compileTo(
        classes,
        Compiler.await_in_synchronized("First"),
        Compiler.coroutines("Good", 1),
        Compiler.await_in_synchronized("Second"));

    WeavingReport report =
        instrumenter(ClassFilter.all()).weave(classes, classes).report();

    List<String> places = report.errors().stream()
        .map(error -> error.classFile() + ":" + error.diagnostic().line())
        .toList();
    assertEquals(
        List.of(classes + "/com/acme/First.class:4", classes + "/com/acme/Second.class:4"), places);
  }

  @Test
  void class_with_an_error_is_written_as_it_was() throws IOException {
    Compiler.compileTo(
        classes, Compiler.await_in_synchronized("Bad"), Compiler.coroutines("Good", 1));
    byte[] bad = Files.readAllBytes(classes.resolve("com/acme/Bad.class"));

    WeavingReport report = weave(classes, classes);

    assertEquals("Wove 1 coroutine in 1 of 2 classes, 1 left as it was", report.summary());
    assertArrayEquals(bad, Files.readAllBytes(classes.resolve("com/acme/Bad.class")));
  }

  @Test
  void filter_leaves_classes_alone() throws IOException {
    Compiler.compileTo(
        classes, Compiler.coroutines("Fetcher", 1), Compiler.await_in_synchronized("Legacy"));
    ClassFilter filter = ClassFilter.of(List.of(), List.of("com.acme.Legacy"));

    WeavingReport report = instrumenter(filter).weave(classes, classes).report();

    assertEquals(List.of(), report.findings());
    assertEquals(
        "Wove 1 coroutine in 1 of 2 classes, 1 left out by includes and excludes",
        report.summary());
  }

  @Test
  void malformed_class_file_is_an_error_that_names_it() throws IOException {
    Compiler.write(classes.resolve("com/acme/Cut.class"), new byte[] {1, 2, 3});

    WeavingReport report =
        instrumenter(ClassFilter.all()).weave(classes, classes).report();

    String message = new SourceRoots(List.of()).format(report.errors().get(0));
    assertEquals(
        classes + "/com/acme/Cut.class: error: no class file"
            + " (Cut)\n    The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]",
        message);
  }

  @Test
  void class_file_in_a_wrong_folder_is_an_error_that_names_it() throws IOException {
    byte[] fetcher = Compiler.compile(Compiler.coroutines("Fetcher", 1)).get("com/acme/Fetcher");
    Compiler.write(classes.resolve("org/x/Fetcher.class"), fetcher);

    WeavingReport report = weave(classes, classes);

    String message = new SourceRoots(List.of()).format(report.errors().get(0));
    assertEquals(
        classes
            + "/org/x/Fetcher.class: error: no class loader would look for com/acme/Fetcher here"
            + " (Fetcher)\n    The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]",
        message);
    assertEquals(List.of("org/x/Fetcher.class"), files(classes));
  }

  @Test
  void other_output_gets_woven_classes_and_copies_of_the_rest() throws IOException {
    Compiler.compileTo(
        classes, Compiler.coroutines("Fetcher", 1), "package com.acme; class Plain {}");
    Compiler.write(classes.resolve("app.properties"), "a=1".getBytes(StandardCharsets.UTF_8));
    Map<String, String> before = contents(classes);

    weave(classes, output);

    assertEquals(before, contents(classes));
    assertEquals(
        List.of(
            "app.properties",
            "com/acme/Fetcher$sirocco$load0$0.class",
            "com/acme/Fetcher.class",
            "com/acme/Plain.class"),
        files(output));
    weave(classes, classes);
    assertEquals(contents(classes), contents(output));
  }

  @Test
  void other_output_is_not_touched_by_a_second_run() throws IOException {
    Compiler.compileTo(
        classes, Compiler.coroutines("Fetcher", 1), "package com.acme; class Plain {}");
    weave(classes, output);
    setTimes(output, LONG_AGO);

    weave(classes, output);

    assertEquals(List.of(LONG_AGO), times(output));
  }

  @Test
  void other_output_loses_the_frame_of_a_removed_coroutine() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 2));
    weave(classes, output);

    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, output);

    assertEquals(
        List.of("com/acme/Fetcher$sirocco$load0$0.class", "com/acme/Fetcher.class"), files(output));
  }

  @Test
  void other_output_gets_new_frames_and_not_those_beside_a_recompiled_class() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, classes);
    Path frame = Path.of("com/acme/Fetcher$sirocco$load0$0.class");
    byte[] expected = Files.readAllBytes(classes.resolve(frame));
    Files.write(classes.resolve(frame), changed(expected));

    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, output);

    assertArrayEquals(expected, Files.readAllBytes(output.resolve(frame)));
  }

  @Test
  void frames_stand_beside_their_owner_where_package_folders_start_further_down()
      throws IOException {
    String folder = "META-INF/versions/11/";
    Compiler.compileTo(classes.resolve(folder), Compiler.coroutines("Fetcher", 1));

    WeavingReport report = weave(classes, classes);
    WeavingReport second = weave(classes, classes);

    assertEquals("Wove 1 coroutine in 1 of 1 class", report.summary());
    assertEquals("Nothing to weave: 1 of 1 class already woven", second.summary());
    assertEquals(
        List.of(
            folder + "com/acme/Fetcher$sirocco$load0$0.class", folder + "com/acme/Fetcher.class"),
        files(classes));
  }

  @Test
  void two_directories_can_be_woven_into_one() throws IOException {
    Path more = temp.resolve("more");
    Compiler.compileTo(classes, Compiler.coroutines("One", 1));
    Compiler.compileTo(more, Compiler.coroutines("Two", 1));

    weave(classes, output);
    weave(more, output);

    assertEquals(
        List.of(
            "com/acme/One$sirocco$load0$0.class",
            "com/acme/One.class",
            "com/acme/Two$sirocco$load0$0.class",
            "com/acme/Two.class"),
        files(output));
  }

  @Test
  void woven_directory_can_be_copied() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    weave(classes, classes);

    weave(classes, output);

    assertEquals(contents(classes), contents(output));
  }

  @Test
  void link_to_a_directory_is_woven_in_place() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    Path link = Files.createSymbolicLink(temp.resolve("link"), classes);

    WeavingReport report = weave(link, link);

    assertEquals(1, report.coroutines());
    assertEquals(2, files(classes).size());
  }

  @Test
  void output_that_cannot_be_written_is_an_error_that_names_the_file() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    Files.createFile(output); // a file where the directory should be

    IOException error = assertThrows(IOException.class, () -> weave(classes, output));

    assertEquals(
        output
            + "/com/acme/Fetcher$sirocco$load0$0.class: error: cannot be written: Not a directory",
        error.getMessage());
  }

  @Test
  void failure_of_a_later_file_leaves_all_files_as_they_were() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("A", 1), Compiler.coroutines("B", 1));
    Path obstacle = classes.resolve("com/acme/B$sirocco$load0$0.class");
    Files.createDirectories(obstacle.resolve("not-empty"));
    byte[] before = Files.readAllBytes(classes.resolve("com/acme/A.class"));

    assertThrows(IOException.class, () -> weave(classes, classes));

    assertArrayEquals(before, Files.readAllBytes(classes.resolve("com/acme/A.class")));
    assertFalse(files(classes).stream().anyMatch(file -> file.contains(".sirocco-")));
  }

  @Test
  void descriptors_are_no_classes() throws IOException {
    Compiler.compileTo(classes, Compiler.coroutines("Fetcher", 1));
    Compiler.write(classes.resolve("module-info.class"), new byte[] {1, 2, 3});
    Compiler.write(classes.resolve("com/acme/package-info.class"), new byte[] {1, 2, 3});

    WeavingReport report = weave(classes, classes);

    assertEquals("Wove 1 coroutine in 1 of 1 class", report.summary());
  }

  /** Another class file with the mark of Sirocco: one byte more at its end. */
  private static byte[] changed(byte[] classFile) {
    return Arrays.copyOf(classFile, classFile.length + 1);
  }

  private static WeavingReport weave(Path input, Path output) throws IOException {
    Weaving weaving = instrumenter(ClassFilter.all()).weave(input, output);
    weaving.write();
    return weaving.report();
  }

  private static DirectoryInstrumenter instrumenter(ClassFilter filter) {
    return new DirectoryInstrumenter(ClassSource.jdk(), filter);
  }

  private static List<Path> paths(Path root) throws IOException {
    try (Stream<Path> paths = Files.walk(root)) {
      return paths.filter(Files::isRegularFile).sorted().toList();
    }
  }

  private static List<String> files(Path root) throws IOException {
    return paths(root).stream().map(file -> root.relativize(file).toString()).toList();
  }

  private static Map<String, String> contents(Path root) throws IOException {
    Map<String, String> contents = new TreeMap<>();
    for (Path file : paths(root)) {
      String text = new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
      contents.put(root.relativize(file).toString(), text);
    }
    return contents;
  }

  private static void setTimes(Path root, FileTime time) throws IOException {
    for (Path file : paths(root)) {
      Files.setLastModifiedTime(file, time);
    }
  }

  /** All different times of the files. */
  private static List<FileTime> times(Path root) throws IOException {
    try (Stream<Path> files = Files.walk(root)) {
      return files
          .filter(Files::isRegularFile)
          .map(DirectoryInstrumenterTest::timeOf)
          .distinct()
          .collect(Collectors.toList());
    }
  }

  private static FileTime timeOf(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException exception) {
      throw new java.io.UncheckedIOException(exception);
    }
  }
}
