package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarInstrumenterTest {
  private static final byte[] TEXT = {'a', '=', '1'};
  private static final byte[] ONE_COROUTINE = fetcher(1);
  private static final byte[] TWO_COROUTINES = fetcher(2);
  private static final String FRAME_0 = "com/acme/Fetcher$sirocco$load0$0.class";
  private static final String FRAME_1 = "com/acme/Fetcher$sirocco$load1$1.class";

  @TempDir
  private Path temp;

  private Path input;
  private Path output;

  @BeforeEach
  void jars() {
    input = temp.resolve("app.jar");
    output = temp.resolve("woven.jar");
  }

  @Test
  void frames_stand_behind_their_owner_and_all_else_stays() throws IOException {
    Jars.write(
        input,
        Jars.manifest("Main-Class: com.acme.Fetcher"),
        Jars.entry("com/acme/", new byte[0]),
        Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE),
        Jars.stored("BOOT-INF/lib/lib.jar", TEXT),
        Jars.entry("app.properties", TEXT));

    WeavingReport report = weave(input, output);

    assertEquals("Wove 1 coroutine in 1 of 1 class", report.summary());
    assertEquals(
        List.of(
            "META-INF/MANIFEST.MF deflated " + Jars.TIME,
            "com/acme/ deflated " + Jars.TIME,
            "com/acme/Fetcher.class deflated " + Jars.TIME,
            FRAME_0 + " deflated " + Jars.TIME,
            "BOOT-INF/lib/lib.jar stored " + Jars.TIME,
            "app.properties deflated " + Jars.TIME),
        Jars.list(output));
    assertArrayEquals(
        Jars.content(input, "META-INF/MANIFEST.MF"), Jars.content(output, "META-INF/MANIFEST.MF"));
    try (ZipFile zip = new ZipFile(output.toFile())) {
      assertEquals("made by hand", zip.getComment());
    }
  }

  @Test
  void jar_and_directory_come_to_the_same_class_files() throws IOException {
    Path classes = temp.resolve("classes");
    Compiler.write(classes.resolve("com/acme/Fetcher.class"), ONE_COROUTINE);
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE));

    weave(input, output);
    new DirectoryInstrumenter(ClassSource.jdk(), ClassFilter.all())
        .weave(classes, classes)
        .write();

    for (String file : List.of("com/acme/Fetcher.class", FRAME_0)) {
      assertArrayEquals(Files.readAllBytes(classes.resolve(file)), Jars.content(output, file));
    }
  }

  @Test
  void stored_class_gets_stored_frames() throws IOException {
    Jars.write(input, Jars.stored("com/acme/Fetcher.class", ONE_COROUTINE));

    weave(input, output);

    assertEquals(
        List.of("com/acme/Fetcher.class stored " + Jars.TIME, FRAME_0 + " stored " + Jars.TIME),
        Jars.list(output));
  }

  @Test
  void same_jar_gives_the_same_bytes() throws IOException {
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", TWO_COROUTINES));
    Path again = temp.resolve("again.jar");

    weave(input, output);
    weave(input, again);

    assertArrayEquals(Files.readAllBytes(output), Files.readAllBytes(again));
  }

  @Test
  void second_run_in_place_does_not_touch_the_jar() throws IOException {
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE));
    weave(input, input);
    byte[] before = Files.readAllBytes(input);
    FileTime longAgo = FileTime.fromMillis(1_000_000_000_000L);
    Files.setLastModifiedTime(input, longAgo);

    WeavingReport report = weave(input, input);

    assertEquals("Nothing to weave: 1 of 1 class already woven", report.summary());
    assertArrayEquals(before, Files.readAllBytes(input));
    assertEquals(longAgo, Files.getLastModifiedTime(input));
  }

  @Test
  void jar_without_coroutines_is_copied_byte_for_byte() throws IOException {
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", fetcher(0)));

    weave(input, output);

    assertArrayEquals(Files.readAllBytes(input), Files.readAllBytes(output));
  }

  @Test
  void every_version_of_a_multi_release_jar_gets_its_own_frames() throws IOException {
    Jars.write(
        input,
        Jars.multiReleaseManifest(),
        Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE),
        Jars.entry("META-INF/versions/11/com/acme/Fetcher.class", TWO_COROUTINES));

    weave(input, output);

    String version = "META-INF/versions/11/";
    assertEquals(
        List.of(
            "META-INF/MANIFEST.MF",
            "com/acme/Fetcher.class",
            FRAME_0,
            version + "com/acme/Fetcher.class",
            version + FRAME_0,
            version + FRAME_1),
        Jars.names(output));
  }

  @Test
  void classes_of_a_spring_boot_jar_get_their_frames_beside_them() throws IOException {
    Jars.write(input, Jars.stored("BOOT-INF/classes/com/acme/Fetcher.class", ONE_COROUTINE));

    weave(input, output);

    assertEquals(
        List.of("BOOT-INF/classes/com/acme/Fetcher.class", "BOOT-INF/classes/" + FRAME_0),
        Jars.names(output));
  }

  @Test
  void frames_of_removed_coroutines_are_left_out() throws IOException {
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", TWO_COROUTINES));
    weave(input, output);
    byte[] oldFrame = Jars.content(output, FRAME_1);

    Jars.write(
        input,
        Jars.entry(FRAME_1, oldFrame),
        Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE),
        Jars.entry("com/acme/Gone$sirocco$load0$0.class", oldFrame));
    weave(input, input);

    assertEquals(List.of("com/acme/Fetcher.class", FRAME_0), Jars.names(input));
  }

  @Test
  void findings_name_the_entry() throws IOException {
    byte[] bad = Compiler.compile(Compiler.await_in_synchronized("Bad")).get("com/acme/Bad");
    Jars.write(input, Jars.entry("com/acme/Bad.class", bad));

    WeavingReport report = instrumenter().weave(input, output).report();

    assertEquals(1, report.errors().size());
    assertEquals(input + "!/com/acme/Bad.class", report.errors().get(0).classFile());
  }

  @Test
  void signed_jar_is_refused() {
    Jars.write(
        input,
        Jars.entry("META-INF/ACME.SF", TEXT),
        Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE));

    IOException error = assertThrows(IOException.class, () -> weave(input, output));

    assertEquals(
        input
            + ": error: is signed, and weaving would break the signature; weave it before signing",
        error.getMessage());
  }

  @Test
  void signed_jar_without_coroutines_is_no_error() throws IOException {
    Jars.write(input, Jars.entry("META-INF/ACME.RSA", TEXT));

    weave(input, output);

    assertArrayEquals(Files.readAllBytes(input), Files.readAllBytes(output));
  }

  @Test
  void jar_behind_a_script_is_refused() throws IOException {
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE));
    ByteArrayOutputStream executable = new ByteArrayOutputStream();
    executable.writeBytes("#!/bin/sh\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
    executable.writeBytes(Files.readAllBytes(input));
    Files.write(input, executable.toByteArray());

    IOException error = assertThrows(IOException.class, () -> weave(input, output));

    assertEquals(
        input
            + ": error: does not start with an entry but with a script or other data;"
            + " weave the jar before that is put in front",
        error.getMessage());
  }

  @Test
  void file_that_is_no_jar_is_an_error_that_names_it() throws IOException {
    Files.write(input, TEXT);

    IOException error = assertThrows(IOException.class, () -> weave(input, output));

    assertEquals(input + ": error: cannot be read: zip END header not found", error.getMessage());
  }

  @Test
  void output_that_cannot_be_written_is_an_error_that_names_it() throws IOException {
    Jars.write(input, Jars.entry("com/acme/Fetcher.class", ONE_COROUTINE));
    Files.write(temp.resolve("file"), TEXT);
    Path unwritable = temp.resolve("file/woven.jar");

    IOException error = assertThrows(IOException.class, () -> weave(input, unwritable));

    assertEquals(
        unwritable + ": error: cannot be written: " + temp.resolve("file") + " is not a folder",
        error.getMessage());
  }

  private static byte[] fetcher(int coroutines) {
    return Compiler.compile(Compiler.coroutines("Fetcher", coroutines)).get("com/acme/Fetcher");
  }

  private static WeavingReport weave(Path input, Path output) throws IOException {
    Weaving weaving = instrumenter().weave(input, output);
    weaving.write();
    return weaving.report();
  }

  private static JarInstrumenter instrumenter() {
    return new JarInstrumenter(ClassSource.jdk(), ClassFilter.all());
  }
}
