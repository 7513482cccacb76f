package io.sirocco.instrument.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;

class ConstantPoolScanTest {
  private static final byte[] COROUTINE = JavaSource.compileOne(JavaSource.owner("""
      @Coroutine Future<String> load(Future<String> f) { await(f); return f; }
      static final long WIDE = 1L << 40;
      """));

  @Test
  void class_with_the_annotation_is_seen() {
    String source = JavaSource.owner("@Coroutine Future<String> load() { return null; }");

    assertTrue(ConstantPoolScan.mentionsCoroutines(JavaSource.compileOne(source)));
  }

  @Test
  void class_with_an_await_and_no_annotation_is_seen() {
    String source = JavaSource.owner("String load(Future<String> f) { return await(f); }");

    assertTrue(ConstantPoolScan.mentionsCoroutines(JavaSource.compileOne(source)));
  }

  @Test
  void class_that_only_uses_futures_is_passed_over() {
    String source = JavaSource.owner("Future<String> load(Future<String> f) { return f; }");

    assertFalse(ConstantPoolScan.mentionsCoroutines(JavaSource.compileOne(source)));
    assertTrue(ConstantPoolScan.mentionsRuntime(JavaSource.compileOne(source)));
  }

  @Test
  void class_that_has_nothing_to_do_with_the_runtime_is_passed_over() {
    assertFalse(ConstantPoolScan.mentionsRuntime(JavaSource.compileOne("class Sirocco {}")));
  }

  @Test
  void name_that_only_begins_like_ours_is_passed_over() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(Opcodes.V17, 0, "a/B", null, "java/lang/Object", null);
    writer.newUTF8("Lio/sirocco/Coroutine;x");
    writer.newUTF8("io/sirocco/Coroutine");

    assertFalse(ConstantPoolScan.mentionsCoroutines(writer.toByteArray()));
  }

  @Test
  void entry_behind_constants_of_every_kind_is_found_as_asm_finds_it() throws IOException {
    int[] seen = new int[256];
    Path base = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules", "java.base");
    List<Path> files;
    try (Stream<Path> all = Files.walk(base)) {
      files =
          all.filter(file -> file.toString().endsWith(".class")).limit(2_000).toList();
    }

    for (Path file : files) {
      byte[] classFile = Files.readAllBytes(file);
      count(classFile, seen);
      assertFalse(ConstantPoolScan.mentionsCoroutines(classFile), file.toString());
      assertTrue(ConstantPoolScan.mentionsCoroutines(withOurs(classFile)), file.toString());
    }
    for (int tag : new int[] {1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 15, 16, 18}) {
      assertTrue(seen[tag] > 0, "the JDK has no constant with tag " + tag);
    }
  }

  /** The same class file with our name at the end of the constant pool. */
  private static byte[] withOurs(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    writer.newUTF8(SiroccoNames.COROUTINE);
    return writer.toByteArray();
  }

  private static void count(byte[] classFile, int[] seen) {
    ClassReader reader = new ClassReader(classFile);
    for (int item = 1; item < reader.getItemCount(); item++) {
      if (reader.getItem(item) > 0) {
        seen[classFile[reader.getItem(item) - 1]]++;
      }
    }
  }

  @Test
  void truncated_class_is_left_to_the_parser_and_never_read_past_its_end() {
    int poolEnd = new ClassReader(COROUTINE).header;
    boolean[] answers = new boolean[COROUTINE.length];
    for (int length = 0; length < COROUTINE.length; length++) {
      answers[length] = ConstantPoolScan.mentionsCoroutines(Arrays.copyOf(COROUTINE, length));
    }

    for (int length = 0; length < COROUTINE.length; length++) {
      assertTrue(answers[length], "cut off at " + length + " of a pool that ends at " + poolEnd);
    }
  }

  @Test
  void unknown_constant_is_left_to_the_parser() {
    byte[] classFile = {
      (byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61, 0, 2, 99, 0, 0, 0
    };

    assertTrue(ConstantPoolScan.mentionsCoroutines(classFile));
  }

  @Test
  void empty_pool_mentions_nothing() {
    byte[] classFile = {(byte) 0xCA, (byte) 0xFE, (byte) 0xBA, (byte) 0xBE, 0, 0, 0, 61, 0, 1};

    assertEquals(false, ConstantPoolScan.mentionsCoroutines(classFile));
  }
}
