package io.sirocco.torture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.torture.library.Libraries;
import io.sirocco.torture.library.Library;
import io.sirocco.torture.rewrite.Plan;
import io.sirocco.torture.sample.Words;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** What the torture says about weavers that do their work, or not. */
class TortureTest {
  @TempDir
  Path folder;

  @Test
  void good_weaver_passes() throws IOException {
    Report report = torture(Weaver::sirocco, 1);

    assertEquals(3, report.tortured().methods());
    assertEquals(3, report.wovenMethods());
    assertEquals(3, report.tests());
    assertEquals(1, report.unstable());
    assertEquals(Map.of(), report.failed());
    assertEquals(Map.of(), report.badAfter());
    assertEquals(Map.of(), report.violations());
    assertTrue(report.count("SUSPENSIONS") > 0);
  }

  @Test
  void good_weaver_passes_on_loops() throws IOException {
    Report report = torture(Weaver::sirocco, 2);

    assertEquals(3, report.tests());
    assertEquals(Map.of(), report.failed());
    assertEquals(Map.of(), report.violations());
    assertTrue(report.count("SUSPENSIONS") > 0);
  }

  @Test
  void awaits_that_were_not_woven_are_found() throws IOException {
    Report report =
        torture((classes, types) -> new Weaver.Woven(classes, 0, List.of("Words: no")), 1);

    assertEquals(3, report.unwoven().size());
    assertEquals(3, report.failed().size());
    assertEquals(List.of("Words: no"), report.rejected());
  }

  @Test
  void numbers_that_get_lost_make_tests_fail() throws IOException {
    Report report = torture((classes, types) -> forgetful(Weaver.sirocco(classes, types)), 1);

    assertFalse(report.failed().isEmpty());
  }

  @Test
  void classes_without_stack_maps_do_not_verify() throws IOException {
    Report report = torture((classes, types) -> mapless(Weaver.sirocco(classes, types)), 1);

    String complaint = report.badAfter().get("io/sirocco/torture/sample/Words");
    assertTrue(complaint.contains("JVM: java.lang.VerifyError"), complaint);
  }

  @Test
  void report_says_why_no_test_ran() throws IOException {
    Plan plan = new Plan(1, 1000, id -> true);

    Report report = new Torture(words(), plan, Weaver::sirocco, folder.resolve("run"))
        .run(Pattern.compile("NoSuchTest"));

    assertEquals(0, report.tests());
    assertEquals(
        "no class in " + folder.resolve("tests")
            + " is wanted and named like a test (Test*, *Test, *Tests, *TestCase)",
        report.whyNoTest());
  }

  @Test
  void test_that_then_fails_on_the_untouched_library_is_not_held_against_the_weaver()
      throws IOException {
    Weaver breaksLibrary = (classes, types) -> {
      try { // from now on the library fails as it is, too
        Files.delete(folder.resolve("classes/io/sirocco/torture/sample/Words.class"));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      return new Weaver.Woven(classes, 0, List.of());
    };

    Report report = torture(breaksLibrary, 1);

    assertEquals(3, report.excusedTests().size());
    assertEquals(Map.of(), report.failed());
  }

  @Test
  void folder_of_classes_and_tests_is_a_library() throws IOException {
    Path target = Files.createDirectories(folder.resolve("project/target"));
    Files.createDirectories(target.resolve("classes"));
    Files.createDirectories(target.resolve("test-classes"));

    Library library =
        new Libraries(folder, null).get(target.toString(), List.of(folder), List.of("-Da=b"));

    assertEquals(
        new Library(
            "project",
            target.resolve("classes"),
            target.resolve("test-classes"),
            List.of(folder),
            folder.resolve("project"),
            List.of("-Da=b"),
            library.without()),
        library);
  }

  private Report torture(Weaver weaver, long seed) throws IOException {
    Plan plan = new Plan(seed, 1000, id -> true);
    return new Torture(words(), plan, weaver, folder.resolve("run")).run(Pattern.compile(""));
  }

  private Library words() throws IOException {
    Path classes = folder.resolve("classes");
    Path tests = folder.resolve("tests");
    copy("io/sirocco/torture/sample/Words.class", classes);
    copy("io/sirocco/torture/sample/WordsTestCase.class", tests);
    return new Library(
        "words", classes, tests, List.of(), folder, List.of(), Pattern.compile("(?!)"));
  }

  private static void copy(String name, Path target) throws IOException {
    Path source = Jvm.locations(List.of(Words.class)).get(0).resolve(name);
    Path copy = target.resolve(name);
    Files.createDirectories(copy.getParent());
    Files.copy(source, copy);
  }

  /** Restores zero in place of any int. */
  private static Weaver.Woven forgetful(Weaver.Woven woven) {
    return change(woven, next -> new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
        if (opcode == Opcodes.GETFIELD && owner.contains("$sirocco$") && name.startsWith("i")) {
          visitInsn(Opcodes.POP);
          visitInsn(Opcodes.ICONST_0);
        } else {
          super.visitFieldInsn(opcode, owner, name, descriptor);
        }
      }
    });
  }

  private static Weaver.Woven mapless(Weaver.Woven woven) {
    return change(woven, next -> new MethodVisitor(Opcodes.ASM9, next) {
      @Override
      public void visitFrame(int type, int locals, Object[] local, int stack, Object[] values) {}
    });
  }

  private interface Change {
    MethodVisitor of(MethodVisitor next);
  }

  private static Weaver.Woven change(Weaver.Woven woven, Change change) {
    Map<String, byte[]> classes = new TreeMap<>(woven.classes());
    classes.replaceAll((name, classFile) -> {
      ClassWriter writer = new ClassWriter(0);
      new ClassReader(classFile)
          .accept(
              new ClassVisitor(Opcodes.ASM9, writer) {
                @Override
                public MethodVisitor visitMethod(
                    int access, String name, String descriptor, String signature, String[] thrown) {
                  return change.of(super.visitMethod(access, name, descriptor, signature, thrown));
                }
              },
              0);
      return writer.toByteArray();
    });
    return new Weaver.Woven(classes, woven.coroutines(), woven.rejected());
  }
}
