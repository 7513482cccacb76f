package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import io.sirocco.instrument.report.Diagnostic;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.util.CheckClassAdapter;

class InstrumenterTest {
  private static final String PLAIN = JavaSource.owner("int plain() { return 1; }");
  private static final String COROUTINES = JavaSource.owner("""
      @Coroutine Future<Integer> sum(List<Future<Integer>> list) {
        int sum = 0;
        for (Future<Integer> f : list) { sum += await(f); }
        return Future.of(sum);
      }
      @Coroutine static Awaitable<String> lazy(Future<String> f) {
        try { return Future.of(new String(await(f))); } finally { await(f); }
      }
      @Coroutine void forget(Future<String> f) { await(f); }
      Supplier<CompletableFuture<String>> lambda(Future<String> f) {
        return () -> { await(f); return null; };
      }
      """);

  private final Instrumenter instrumenter = new Instrumenter(ClassSource.jdk());

  // ---- same and untouched -----------------------------------------------------------------------

  @Test
  void class_without_coroutines_is_returned_as_is() {
    byte[] classFile = JavaSource.compileOne(PLAIN);

    InstrumentationResult result = instrumenter.instrument(classFile);

    assertSame(classFile, result.classFile());
    assertFalse(result.isWoven());
    assertEquals(Map.of(), result.frames());
  }

  @Test
  void class_that_only_declares_abstract_coroutines_is_returned_as_is() {
    byte[] classFile = JavaSource.compile(
            JavaSource.owner("interface Loader { @Coroutine Future<String> load(); }"))
        .get("com/acme/Owner$Loader");

    InstrumentationResult result = instrumenter.instrument(classFile);

    assertSame(classFile, result.classFile());
    assertTrue(Instrumenter.mayContainCoroutines(classFile));
  }

  @Test
  void second_run_changes_nothing() {
    InstrumentationResult first = instrumenter.instrument(JavaSource.compileOne(COROUTINES));

    assertTrue(first.isWoven());
    assertUntouched(first.classFile());
    first.frames().values().forEach(this::assertUntouched);
  }

  private void assertUntouched(byte[] classFile) {
    InstrumentationResult result = instrumenter.instrument(classFile);
    assertSame(classFile, result.classFile());
    assertEquals(List.of(), result.diagnostics());
  }

  @Test
  void input_array_is_not_changed() {
    byte[] classFile = JavaSource.compileOne(COROUTINES);
    byte[] copy = classFile.clone();

    instrumenter.instrument(classFile);

    assertArrayEquals(copy, classFile);
  }

  @Test
  void same_input_same_bytes() {
    byte[] classFile = JavaSource.compileOne(COROUTINES);

    String first = text(instrumenter.instrument(classFile));
    String second = text(instrumenter.instrument(classFile));
    String byAnother = text(new Instrumenter(ClassSource.jdk()).instrument(classFile.clone()));

    assertEquals(first, second);
    assertEquals(first, byAnother);
  }

  /** As {@code SequencedCollection}, if a class for Java 21 is woven on 17. */
  @Test
  void interface_that_a_class_has_in_its_newer_version_only_is_trusted() {
    Map<String, byte[]> newer = JavaSource.compile(
        JavaSource.owner("""
            @Coroutine Future<Integer> size(Known known, Future<Integer> f) {
              return Future.of(size(known) + await(f));
            }
            int size(Sized sized) { return sized.size(); }
            """),
        "package com.acme; interface Sized { int size(); }",
        "package com.acme; class Known implements Sized { public int size() { return 1; } }");
    assertWovenWhereKnownIsPlain(newer.get("com/acme/Owner"));
  }

  /** As in a multi-release jar that has a version for a newer JDK than the one that weaves. */
  @Test
  void class_that_was_compiled_with_another_superclass_of_a_type_is_woven() {
    Map<String, byte[]> newer = JavaSource.compile(
        JavaSource.owner("""
            @Coroutine Future<Integer> size(Known known, Future<Integer> f) {
              return Future.of(size(known) + await(f));
            }
            int size(Thread thread) { return thread.hashCode(); }
            """), "package com.acme; class Known extends Thread { }");
    assertWovenWhereKnownIsPlain(newer.get("com/acme/Owner"));
  }

  private static void assertWovenWhereKnownIsPlain(byte[] owner) {
    byte[] plain = JavaSource.compileOne("package com.acme; class Known { }");

    InstrumentationResult result = new Instrumenter(
            name -> name.equals("com/acme/Known") ? plain : ClassSource.jdk().find(name))
        .instrument(owner);

    assertTrue(result.isWoven());
  }

  @Test
  void types_that_several_classes_mention_are_read_once() {
    byte[] classFile = JavaSource.compileOne(COROUTINES);
    List<String> read = new ArrayList<>();
    Instrumenter counted = new Instrumenter(name -> {
      read.add(name);
      return ClassSource.jdk().find(name);
    });

    counted.instrument(classFile);
    List<String> byTheFirst = List.copyOf(read);
    counted.instrument(classFile);

    assertTrue(byTheFirst.contains("io/sirocco/CoroutineFrame"), byTheFirst::toString);
    assertEquals(byTheFirst, read);
  }

  @Test
  void same_input_same_bytes_in_another_jvm(@TempDir Path folder) throws Exception {
    byte[] classFile = JavaSource.compileOne(COROUTINES);
    Path input = Files.write(folder.resolve("Owner.class"), classFile);
    Path output = folder.resolve("result.txt");

    Process other = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:+UnlockExperimentalVMOptions",
            "-XX:hashCode=2", // all objects have the same identity hash code
            "-cp",
            classPath(),
            OtherJvm.class.getName(),
            input.toString(),
            output.toString())
        .inheritIO()
        .start();

    assertEquals(0, other.waitFor());
    assertEquals(text(instrumenter.instrument(classFile)), Files.readString(output));
  }

  /** Weaves a class file in a JVM of its own. */
  static final class OtherJvm {
    public static void main(String[] arguments) throws IOException {
      byte[] classFile = Files.readAllBytes(Path.of(arguments[0]));
      InstrumentationResult result = new Instrumenter(ClassSource.jdk()).instrument(classFile);
      Files.writeString(Path.of(arguments[1]), text(result));
    }
  }

  private static String classPath() {
    return Stream.of(
            InstrumenterTest.class,
            Instrumenter.class,
            ClassReader.class,
            MethodNode.class,
            Analyzer.class,
            AnalyzerAdapter.class,
            CheckClassAdapter.class)
        .map(type -> type.getProtectionDomain().getCodeSource())
        .map(CodeSource::getLocation)
        .map(location -> Path.of(location.getPath()).toString())
        .collect(Collectors.joining(System.getProperty("path.separator")));
  }

  /** All bytes of a result, and the order of its frame classes. */
  private static String text(InstrumentationResult result) {
    StringBuilder text = new StringBuilder(Arrays.toString(result.classFile()));
    result.frames().forEach((name, frame) -> text.append("\n" + name + Arrays.toString(frame)));
    return text.toString();
  }

  // ---- what is made -----------------------------------------------------------------------------

  @Test
  void each_coroutine_that_suspends_has_a_frame_class_in_the_order_of_the_class() {
    InstrumentationResult result = instrumenter.instrument(JavaSource.compileOne(COROUTINES));

    assertEquals(4, result.coroutines());
    assertEquals(
        List.of(
            "com/acme/Owner$sirocco$sum$0",
            "com/acme/Owner$sirocco$lazy$1",
            "com/acme/Owner$sirocco$forget$2",
            "com/acme/Owner$sirocco$lambda$lambda$3$3"),
        result.frames().keySet().stream()
            .map(name -> name.replaceAll("lambda\\$\\d+\\$", "lambda\\$3\\$"))
            .toList());
  }

  @Test
  void coroutine_without_await_needs_no_frame_class() {
    InstrumentationResult result = instrumenter.instrument(JavaSource.compileOne(
        JavaSource.owner("@Coroutine Future<String> load() { throw new AssertionError(); }")));

    assertEquals(1, result.coroutines());
    assertEquals(Map.of(), result.frames());
  }

  @Test
  void output_passes_the_verifier() {
    WovenClasses woven = WovenClasses.weave(JavaSource.compile(COROUTINES));

    woven.loadAll();

    assertEquals(5, woven.classFiles().size());
  }

  @Test
  void no_await_is_left() {
    byte[] woven = instrumenter.instrument(JavaSource.compileOne(COROUTINES)).classFile();
    List<String> calls = new ArrayList<>();

    JavaSource.parse(woven)
        .methods
        .forEach(method -> method.instructions.forEach(insn -> {
          if (insn instanceof MethodInsnNode call && call.owner.equals("io/sirocco/Coroutines")) {
            calls.add(method.name + ": " + call.name);
          }
        }));

    assertEquals(List.of(), calls);
  }

  // ---- what cannot be woven ---------------------------------------------------------------------

  @Test
  void all_errors_of_a_class_are_found_at_once_and_in_the_order_of_their_lines() {
    byte[] classFile = JavaSource.compileOne(JavaSource.owner("""
        Owner(Future<String> f) { await(f); }
        @Coroutine synchronized Future<String> a() { return null; }
        @Coroutine Future<String> b(Future<String> f) {
          synchronized (this) { await(f); }
          synchronized (f) { await(f); }
          return f;
        }
        @Coroutine int c() { return 1; }
        void d(Future<String> f) { await(f); }
        """));

    InstrumentationResult result = instrumenter.instrument(classFile);

    assertEquals(
        List.of(
            "AWAIT_IN_CONSTRUCTOR 8",
            "SYNCHRONIZED_COROUTINE 9",
            "AWAIT_UNDER_MONITOR 11",
            "AWAIT_UNDER_MONITOR 12",
            "RETURN_TYPE 15",
            "AWAIT_OUTSIDE_COROUTINE 16"),
        result.diagnostics().stream().map(d -> d.code() + " " + d.line()).toList());
    assertTrue(result.hasErrors());
    assertSame(classFile, result.classFile());
    assertEquals(Map.of(), result.frames());
  }

  @Test
  void class_of_java_7_with_a_coroutine_is_refused() {
    assertRefused(withVersion(JavaSource.compileOne(COROUTINES), 51), """
        com/acme/Source.java: error: coroutine in a class of version 51 (Owner)
            Compile the class for Java 8 or later, or use a newer Sirocco. [CLASS_VERSION]""");
  }

  @Test
  void class_of_a_version_that_is_not_known_yet_is_refused_if_it_could_have_a_coroutine() {
    assertRefused(withVersion(JavaSource.compileOne(COROUTINES), 199), """
        .class: error: Unsupported class file version 199.0 ()
            Compile the class for Java 8 or later, or use a newer Sirocco. [CLASS_VERSION]""");
  }

  @Test
  void class_of_a_version_that_is_not_known_yet_is_untouched_if_it_has_no_coroutine() {
    byte[] classFile = withVersion(JavaSource.compileOne(PLAIN), 199);

    assertUntouched(classFile);
  }

  @Test
  void class_of_a_preview_version_is_woven_and_its_frames_need_no_preview() {
    byte[] classFile = JavaSource.compileOne(COROUTINES);
    classFile[4] = (byte) 0xFF; // minor version 65535
    classFile[5] = (byte) 0xFF;

    InstrumentationResult result = instrumenter.instrument(classFile);

    assertEquals(0xFFFF_003D, JavaSource.parse(result.classFile()).version);
    for (byte[] frame : result.frames().values()) {
      assertEquals(61, JavaSource.parse(frame).version);
    }
  }

  private static byte[] withVersion(byte[] classFile, int version) {
    classFile[6] = 0;
    classFile[7] = (byte) version;
    return classFile;
  }

  @Test
  void class_whose_constants_exceed_the_limit_of_the_jvm_is_refused_with_their_number() {
    ClassReader reader = new ClassReader(JavaSource.compileOne(COROUTINES));
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(writer, 0);
    for (int number = 0; number < 65_535 - reader.getItemCount(); number++) {
      writer.newConst(1_000_000 + number);
    }

    InstrumentationResult result = instrumenter.instrument(writer.toByteArray());

    String message = WovenClasses.messages(result.diagnostics()).get(0);
    assertEquals("""
        com/acme/Source.java: error: constant pool of N entries (limit 65535) (Owner)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""", message.replaceFirst("of \\d{5} entries", "of N entries"));
  }

  @Test
  void member_with_a_reserved_name_is_refused() {
    assertRefused(JavaSource.compileOne(JavaSource.owner("""
            @Coroutine Future<String> load() { return null; }
            private void lambda$load$sirocco$0() { }
            """)), """
        com/acme/Source.java:9: error: method name is reserved (Owner.lambda$load$sirocco$0)
            Names with $sirocco$ are made by Sirocco. Rename the member. \
        [NAME_CLASH]""");
  }

  private void assertRefused(byte[] classFile, String... messages) {
    InstrumentationResult result = instrumenter.instrument(classFile);

    assertEquals(List.of(messages), WovenClasses.messages(result.diagnostics()));
    assertSame(classFile, result.classFile());
    assertFalse(result.isWoven());
  }

  // ---- broken input -----------------------------------------------------------------------------

  @Test
  void file_that_is_no_class_is_refused() {
    assertRefused("no class".getBytes(StandardCharsets.US_ASCII), """
        .class: error: no class file ()
            The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]""");
  }

  @Test
  void nested_class_with_the_name_of_a_frame_class_is_refused() {
    byte[] classFile = JavaSource.compile(JavaSource.owner("""
            static class sirocco$load$0 { }
            @Coroutine Future<String> load(Future<String> f) { return Future.of(await(f)); }
            """)).get("com/acme/Owner");

    InstrumentationResult result = instrumenter.instrument(classFile);

    assertSame(classFile, result.classFile());
    assertEquals("""
        Owner.java:9: error: class name com.acme.Owner$sirocco$load$0 is reserved (Owner.load)
            Names with $sirocco$ are made by Sirocco. Rename the member. [NAME_CLASH]""", result.diagnostics().get(0).format("Owner.java"));
  }

  @Test
  void class_with_an_impossible_descriptor_is_refused() {
    byte[] classFile = replaceDescriptor("broken", "(Ljava/lang/Object;)Q");

    InstrumentationResult result = instrumenter.instrument(classFile);

    assertSame(classFile, result.classFile());
    assertEquals(
        List.of(Diagnostic.Code.MALFORMED_CLASS),
        result.diagnostics().stream().map(Diagnostic::code).toList());
  }

  @Test
  void class_that_is_cut_off_anywhere_is_refused() {
    byte[] classFile = JavaSource.compileOne(COROUTINES);

    for (int length = 0; length < classFile.length; length++) {
      byte[] part = Arrays.copyOf(classFile, length);
      InstrumentationResult result = instrumenter.instrument(part);
      assertEquals(
          List.of(Diagnostic.Code.MALFORMED_CLASS),
          result.diagnostics().stream().map(Diagnostic::code).toList(),
          "cut off at " + length);
      assertSame(part, result.classFile());
    }
  }

  @Test
  void class_with_a_wrong_byte_is_woven_refused_or_reported_as_a_defect_and_never_more() {
    byte[] classFile = JavaSource.compileOne(COROUTINES);

    for (int index = 8; index < classFile.length; index += 11) {
      byte[] broken = classFile.clone();
      broken[index] ^= 0x15;
      try {
        assertTrue(instrumenter.instrument(broken).classFile().length > 0, "at " + index);
      } catch (InstrumentationException expected) {
        assertTrue(expected.getMessage().startsWith("Sirocco failed on "), "at " + index);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "java.lang.OutOfMemoryError, 'Give the JVM that weaves more memory (-Xmx), or split the class.'",
    "java.lang.StackOverflowError, 'Give the threads of the JVM that weaves more stack (-Xss), or"
        + " split the class.'",
    "java.lang.InternalError, 'This is a defect of Sirocco; please report it with the class file.'"
  })
  void error_of_the_jvm_names_the_class_and_says_what_to_do(
      Class<? extends Error> type, String advice) {
    byte[] classFile = JavaSource.compileOne(COROUTINES);
    ClassSource failing = name -> {
      try {
        throw type.getConstructor(String.class).newInstance("made up");
      } catch (ReflectiveOperationException exception) {
        throw new AssertionError(exception);
      }
    };

    InstrumentationException error = assertThrows(
        InstrumentationException.class, () -> new Instrumenter(failing).instrument(classFile));

    assertEquals(
        "Sirocco failed on com.acme.Owner: " + type.getName() + ": made up\n    " + advice,
        error.getMessage());
  }

  @Test
  void class_that_was_invalid_before_is_refused_with_the_method_and_the_reason() {
    byte[] broken = replaceDescriptor("broken", "(I)Ljava/lang/Object;");

    InstrumentationResult result = instrumenter.instrument(broken);

    assertSame(broken, result.classFile());
    assertEquals(List.of("""
            com/acme/Source.java:9: error: invalid before it was woven: instruction 2: Expected an\
             object reference, but found I (Owner.broken)
                The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]"""), WovenClasses.messages(result.diagnostics()));
  }

  @Test
  void stack_map_that_claims_what_no_path_gives_is_refused() {
    ClassWriter writer = new ClassWriter(0);
    new ClassReader(JavaSource.compileOne(JavaSource.owner("""
        @Coroutine Future<String> load(Future<String> f, int n) {
          while (n-- > 0) { await(f); }
          return f;
        }
        """)))
        .accept(
            new ClassVisitor(Opcodes.ASM9, writer) {
              @Override
              public MethodVisitor visitMethod(
                  int access, String name, String type, String signature, String[] exceptions) {
                MethodVisitor next = super.visitMethod(access, name, type, signature, exceptions);
                return new MethodVisitor(Opcodes.ASM9, next) {
                  @Override
                  public void visitFrame(
                      int kind, int locals, Object[] local, int stack, Object[] operands) {
                    Object[] claimed = {"com/acme/Owner", "io/sirocco/Future", Opcodes.FLOAT};
                    super.visitFrame(Opcodes.F_NEW, 3, claimed, 0, new Object[0]);
                  }
                };
              }
            },
            ClassReader.EXPAND_FRAMES);
    byte[] broken = writer.toByteArray();

    InstrumentationResult result = instrumenter.instrument(broken);

    assertSame(broken, result.classFile());
    assertEquals(
        List.of("invalid before it was woven"),
        result.diagnostics().stream().map(d -> d.detail().split(":")[0]).toList());
  }

  /** A class with a coroutine and a method {@code broken} of another type than its code has. */
  private static byte[] replaceDescriptor(String method, String replacement) {
    ClassReader reader = new ClassReader(JavaSource.compileOne(JavaSource.owner("""
        @Coroutine Future<String> load(Future<String> f) { await(f); return f; }
        Object broken(Object o) { return o; }
        """)));
    ClassWriter writer = new ClassWriter(0);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            String changed = name.equals(method) ? replacement : descriptor;
            return super.visitMethod(access, name, changed, signature, exceptions);
          }
        },
        0);
    return writer.toByteArray();
  }
}
