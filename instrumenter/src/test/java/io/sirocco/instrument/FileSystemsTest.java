package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What weaving does to files besides their content. */
class FileSystemsTest {
  private static final byte[] FETCHER =
      Compiler.compile(Compiler.coroutines("Fetcher", 1)).get("com/acme/Fetcher");
  private static final String CLASS = "com/acme/Fetcher.class";
  private static final String FRAME = "com/acme/Fetcher$sirocco$load0$0.class";

  @TempDir
  private Path temp;

  // ---- modes and links --------------------------------------------------------------------------

  @Test
  void woven_jar_keeps_its_mode() throws IOException {
    Path jar = Jars.write(temp.resolve("app.jar"), Jars.entry(CLASS, FETCHER));
    setMode(jar, "rw-------");

    weaveJar(jar, jar);

    assertEquals("rw-------", mode(jar));
    assertTrue(Jars.names(jar).contains(FRAME));
  }

  @Test
  void new_output_gets_the_mode_of_the_jar() throws IOException {
    Path jar = Jars.write(temp.resolve("app.jar"), Jars.entry(CLASS, FETCHER));
    setMode(jar, "rwxr-x---");

    weaveJar(jar, temp.resolve("woven.jar"));

    assertEquals("rwxr-x---", mode(temp.resolve("woven.jar")));
  }

  @Test
  void woven_class_keeps_its_mode_and_its_frames_get_it() throws IOException {
    Compiler.write(temp.resolve(CLASS), FETCHER);
    setMode(temp.resolve(CLASS), "rw-r-----");

    weave(temp, temp);

    assertEquals("rw-r-----", mode(temp.resolve(CLASS)));
    assertEquals("rw-r-----", mode(temp.resolve(FRAME)));
  }

  @Test
  void link_to_a_jar_stays_a_link() throws IOException {
    Path jar = Jars.write(temp.resolve("app-1.0.jar"), Jars.entry(CLASS, FETCHER));
    Path link = Files.createSymbolicLink(temp.resolve("app.jar"), Path.of("app-1.0.jar"));

    weaveJar(link, link);

    assertTrue(Files.isSymbolicLink(link));
    assertTrue(Jars.names(jar).contains(FRAME));
  }

  @Test
  void link_to_a_class_file_stays_a_link() throws IOException {
    Path real = temp.resolve("store/1");
    Compiler.write(real, FETCHER);
    Path link = temp.resolve("classes").resolve(CLASS);
    Files.createDirectories(link.getParent());
    Files.createSymbolicLink(link, real);

    weave(temp.resolve("classes"), temp.resolve("classes"));

    assertTrue(Files.isSymbolicLink(link));
    assertTrue(WovenMark.isOn(Files.readAllBytes(real)));
  }

  @Test
  void package_folder_that_is_a_link_is_woven_and_copied() throws IOException {
    Compiler.write(temp.resolve("elsewhere/Fetcher.class"), FETCHER);
    Path classes = Files.createDirectories(temp.resolve("classes/com"));
    Files.createSymbolicLink(classes.resolve("acme"), temp.resolve("elsewhere"));

    weave(temp.resolve("classes"), temp.resolve("output"));
    weave(temp.resolve("classes"), temp.resolve("classes"));

    assertEquals(
        List.of("com/acme/Fetcher$sirocco$load0$0.class", "com/acme/Fetcher.class"),
        files(temp.resolve("output")));
    assertTrue(Files.exists(temp.resolve("elsewhere/Fetcher$sirocco$load0$0.class")));
  }

  @Test
  void link_back_to_the_root_is_not_followed_for_ever() throws IOException {
    Compiler.write(temp.resolve(CLASS), FETCHER);
    Files.createSymbolicLink(temp.resolve("com/again"), temp);

    WeavingReport report = weave(temp, temp);

    assertEquals("Wove 1 coroutine in 1 of 1 class", report.summary());
  }

  @Test
  void link_to_another_folder_below_the_root_is_no_second_class() throws IOException {
    Compiler.write(temp.resolve(CLASS), FETCHER);
    Files.createSymbolicLink(temp.resolve("com/copy"), temp.resolve("com/acme"));

    WeavingReport report = weave(temp, temp);

    assertEquals("Wove 1 coroutine in 1 of 1 class", report.summary());
  }

  @Test
  void file_system_without_modes_is_woven_in() throws IOException {
    try (FileSystem windows = Jimfs.newFileSystem(Configuration.windows())) {
      Path classes = windows.getPath("C:\\classes");
      Compiler.write(classes.resolve(CLASS), FETCHER);

      weave(classes, classes);

      assertEquals(2, files(classes).size());
    }
  }

  @Test
  void names_that_differ_in_case_only_have_frames_of_their_own() throws IOException {
    byte[] classFile = Compiler.compile("""
        package com.acme;
        class Cases {
          @io.sirocco.Coroutine void load(io.sirocco.Future<?> f) { io.sirocco.Coroutines.await(f); }
          @io.sirocco.Coroutine void LOAD(io.sirocco.Future<?> f) { io.sirocco.Coroutines.await(f); }
        }
        """).get("com/acme/Cases");
    try (FileSystem mac = Jimfs.newFileSystem(Configuration.osX())) {
      Path classes = mac.getPath("/classes");
      Compiler.write(classes.resolve("com/acme/Cases.class"), classFile);

      weave(classes, classes);

      assertEquals(3, files(classes).size());
    }
  }

  @Test
  void longest_names_of_classes_have_frames() throws IOException {
    String letters = "x".repeat(200);
    String chinese = "\u5927".repeat(75); // 225 bytes
    Compiler.compileTo(temp, Compiler.coroutines(letters, 1), Compiler.coroutines(chinese, 1));

    WeavingReport report = weave(temp, temp);

    assertEquals(2, report.coroutines());
    assertEquals(4, files(temp).size());
  }

  // ---- all or nothing ---------------------------------------------------------------------------

  @Test
  void no_input_is_written_if_another_one_cannot_be() throws IOException {
    Path first = Jars.write(temp.resolve("first.jar"), Jars.entry(CLASS, FETCHER));
    Path second = Jars.write(temp.resolve("second.jar"), Jars.entry(CLASS, FETCHER));
    byte[] before = Files.readAllBytes(first);
    Path obstacle = Files.createDirectories(temp.resolve("out/second.jar"));
    List<Weaving> weavings = List.of(jars().weave(first, first), jars().weave(second, obstacle));

    IOException error = assertThrows(IOException.class, () -> Weaving.writeAll(weavings));

    assertEquals(obstacle + ": error: cannot be written: is a folder", error.getMessage());
    assertArrayEquals(before, Files.readAllBytes(first));
  }

  @Test
  void nothing_is_visible_and_nothing_left_if_a_run_fails_between_staging_and_renaming()
      throws IOException {
    Compiler.write(temp.resolve(CLASS), FETCHER);
    Weaving weaving = folders().weave(temp, temp);
    List<String> visible = new ArrayList<>();

    assertThrows(
        IOException.class,
        () -> Weaving.writeAll(List.of(weaving), () -> {
          visible.addAll(files(temp));
          throw new IOException("the hook");
        }));

    assertEquals(List.of(CLASS), visible);
    assertArrayEquals(FETCHER, Files.readAllBytes(temp.resolve(CLASS)));
    assertEquals(1, Files.list(temp.resolve("com/acme")).count());
  }

  @Test
  void what_a_killed_run_has_left_goes_with_the_next_one() throws IOException {
    Compiler.write(temp.resolve(CLASS), FETCHER);
    Path left = temp.resolve("com/acme/.sirocco-" + Long.MAX_VALUE / 10 + "-0a1b2c3d-0");
    Compiler.write(left, FETCHER);
    Path ours = temp.resolve("com/acme/.sirocco-" + ProcessHandle.current().pid() + "-x-0");
    Compiler.write(ours, FETCHER);
    Files.setLastModifiedTime(ours, FileTime.fromMillis(0)); // of another process of this number

    weave(temp, temp);

    assertEquals(2, Files.list(temp.resolve("com/acme")).count());
    assertFalse(Files.exists(left, LinkOption.NOFOLLOW_LINKS));
  }

  @Test
  void builds_may_weave_one_folder_at_the_same_time() throws Exception {
    ExecutorService builds = Executors.newFixedThreadPool(4);
    try {
      for (int round = 0; round < 20; round++) {
        Path classes = temp.resolve("round" + round);
        for (int number = 0; number < 5; number++) {
          Compiler.write(classes.resolve(CLASS), FETCHER);
        }
        Callable<WeavingReport> build = () -> weave(classes, classes);
        for (Future<WeavingReport> done : builds.invokeAll(List.of(build, build, build, build))) {
          done.get();
        }
        assertEquals(List.of(FRAME, CLASS), files(classes));
        assertTrue(WovenMark.isOn(Files.readAllBytes(classes.resolve(CLASS))));
      }
    } finally {
      builds.shutdown();
    }
  }

  // ---- what counts as woven ---------------------------------------------------------------------

  @Test
  void class_that_only_names_the_mark_is_not_taken_for_woven() throws IOException {
    Compiler.compileTo(
        temp,
        Compiler.coroutines("Fetcher", 1)
            .replace(
                "public class Fetcher {",
                "public class Fetcher { String s = \"Lio/sirocco/Woven;\";"));

    WeavingReport report = weave(temp, temp);

    assertEquals("Wove 1 coroutine in 1 of 1 class", report.summary());
  }

  private static void setMode(Path file, String mode) throws IOException {
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
  }

  private static String mode(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private static List<String> files(Path root) throws IOException {
    return FileTree.files(root).stream()
        .map(file -> root.relativize(file).toString().replace('\\', '/'))
        .toList();
  }

  private static DirectoryInstrumenter folders() {
    return new DirectoryInstrumenter(ClassSource.jdk(), ClassFilter.all());
  }

  private static JarInstrumenter jars() {
    return new JarInstrumenter(ClassSource.jdk(), ClassFilter.all());
  }

  private static WeavingReport weave(Path input, Path output) throws IOException {
    Weaving weaving = folders().weave(input, output);
    weaving.write();
    return weaving.report();
  }

  private static void weaveJar(Path input, Path output) throws IOException {
    jars().weave(input, output).write();
  }
}
