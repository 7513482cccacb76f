package io.sirocco.instrument;

import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import io.sirocco.instrument.report.Diagnostic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.objectweb.asm.Opcodes;

/** Methods near the limits of the class file, and beyond them. */
@Tag("large")
class LargeMethodTest {
  @TempDir
  private Path temp;

  private final Instrumenter instrumenter = new Instrumenter(ClassSource.jdk());

  @Test
  void two_thousand_awaits_fit_into_a_method() {
    assertTrue(isWoven("await(f);".repeat(2_000)));
  }

  @Test
  void lazy_coroutine_and_generator_may_be_as_large_as_others() {
    String awaits = "await(f);".repeat(1_800);
    byte[] compiled = JavaSource.compileOne(JavaSource.owner(
        "@Coroutine Awaitable<Integer> load(Future<Integer> f) {" + awaits + "return null; }\n"
            + "@Coroutine static AsyncIterator<Integer> rows(Future<Integer> f) {" + awaits
            + "return null; }"));

    assertTrue(instrumenter.instrument(compiled).isWoven());
  }

  @Test
  void five_hundred_values_that_live_across_five_hundred_awaits_fit_into_a_method() {
    assertTrue(isWoven(declared(500) + "await(f);".repeat(500) + used(500)));
  }

  @Test
  void each_of_five_hundred_values_may_be_dead_at_another_await() {
    StringBuilder awaits = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      awaits.append("x" + i + " = await(f);");
    }
    assertTrue(isWoven(declared(500) + awaits + used(500)));
  }

  @Test
  void five_hundred_values_may_become_live_one_by_one() {
    StringBuilder awaits = new StringBuilder();
    for (int i = 0; i < 500; i++) {
      awaits.append("int x" + i + " = await(f);");
    }
    assertTrue(isWoven(awaits + used(500)));
  }

  private static String declared(int count) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < count; i++) {
      code.append("int x" + i + " = n + " + i + ";");
    }
    return code.toString();
  }

  private static String used(int count) {
    StringBuilder code = new StringBuilder();
    for (int i = 0; i < count; i++) {
      code.append("n += x" + i + ";");
    }
    return code.toString();
  }

  private static boolean isWoven(String body) {
    byte[] compiled = JavaSource.compileOne(JavaSource.owner(
        "@Coroutine Future<Integer> load(Future<Integer> f, int n) {" + body + "return f; }"));
    return new Instrumenter(ClassSource.jdk()).instrument(compiled).isWoven();
  }

  @Test
  void sharing_of_code_begins_where_the_limit_of_the_jvm_would_be_exceeded() {
    String member = "@Coroutine static void load(Future<Integer> f) { %s }";

    assertEquals(List.of("suspend"), waysToSuspend(member.formatted("await(f);".repeat(1_000))));
    assertEquals(List.of("begin"), waysToSuspend(member.formatted("await(f);".repeat(1_800))));
  }

  private static List<String> waysToSuspend(String members) {
    return waysToSuspend(WovenClasses.owner(members), "com/acme/Owner$sirocco$load$0");
  }

  private static List<String> waysToSuspend(WovenClasses woven, String frame) {
    return JavaSource.parse(woven.classFiles().get(frame)).methods.stream()
        .filter(method -> (method.access & Opcodes.ACC_STATIC) != 0)
        .map(method -> method.name.replaceFirst("\\d+$", ""))
        .distinct()
        .toList();
  }

  @Test
  void many_coroutines_that_are_too_large_are_woven_with_little_memory() throws Exception {
    Path output = temp.resolve("output");
    Process jvm = new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xmx96m", // all of it would take 300
            "-cp",
            System.getProperty("java.class.path"),
            TooLargeCoroutines.class.getName(),
            "12")
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();

    assertEquals(0, jvm.waitFor(), () -> read(output));
    assertEquals("12 woven\n", read(output));
  }

  private static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException exception) {
      throw new UncheckedIOException(exception);
    }
  }

  @Test
  void coroutine_that_is_too_large_shares_code_and_its_neighbours_do_not() {
    String member = "@Coroutine static void load(Future<Integer> f) { %s }";
    String neighbour = "@Coroutine static void other(Future<Integer> f) { await(f); }";

    WovenClasses woven = WovenClasses.owner(neighbour
        + member.formatted("await(f);".repeat(1_800))
        + neighbour.replace("other", "third"));

    assertEquals(
        List.of("other suspend", "load begin", "third suspend"),
        Stream.of("other$0", "load$1", "third$2")
            .map(name -> name.replaceFirst("\\$.*", " ")
                + waysToSuspend(woven, "com/acme/Owner$sirocco$" + name).get(0))
            .toList());
  }

  @Test
  void coroutine_may_have_as_many_arguments_as_any_method() {
    String parameters = IntStream.range(0, 254).mapToObj(i -> "int a" + i).collect(joining(", "));
    byte[] compiled = JavaSource.compileOne(
        JavaSource.owner("@Coroutine static Future<Integer> load(Future<Integer> f, " + parameters
            + ") {" + "a0 += await(f); return Future.of(a0 + a253); }"));

    assertTrue(new Instrumenter(ClassSource.jdk()).instrument(compiled).isWoven());
  }

  // ---- refused
  // ------------------------------------------------------------------------------------

  @Test
  void method_that_grows_over_the_limit_of_the_jvm_is_refused_with_its_size() {
    String awaits = "await(f);\n".repeat(4_000);
    byte[] classFile = JavaSource.compileOne(JavaSource.owner(
        "@Coroutine Future<String> load(Future<String> f) {\n" + awaits + "return f; }"));

    InstrumentationResult result = instrumenter.instrument(classFile);

    String message = WovenClasses.messages(result.diagnostics()).get(0);
    assertEquals(
        """
        com/acme/Source.java:L: error: woven code of N bytes (limit 65535) (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""", message.replaceFirst("of \\d{5,6} bytes", "of N bytes").replaceFirst(":\\d+:", ":L:"));
    assertSame(classFile, result.classFile());
  }

  @Test
  void all_methods_that_grow_over_the_limit_are_named_at_once() {
    String member =
        "@Coroutine static void %s(Future<String> f) {\n" + "await(f);\n".repeat(4_000) + "}";
    byte[] classFile = JavaSource.compileOne(
        JavaSource.owner(member.formatted("load") + member.formatted("store")));

    assertEquals(
        List.of("load", "store"),
        instrumenter.instrument(classFile).diagnostics().stream()
            .map(Diagnostic::method)
            .toList());
  }

  @Test
  void method_with_many_locals_and_many_branches_is_not_too_large() {
    StringBuilder members = new StringBuilder(
        "@Coroutine void load(Future<String> f) { await(f); }\nvoid big(int n) {\n");
    for (int i = 0; i < 1_500; i++) {
      members.append("int x" + i + " = 0;\n");
    }
    members.append("if (n > 0) { x0++; }\n".repeat(2_000)).append("}");

    byte[] classFile = JavaSource.compileOne(JavaSource.owner(members.toString()));

    assertTrue(instrumenter.instrument(classFile).isWoven());
  }

  @Test
  void method_with_too_much_to_restore_is_refused_before_it_is_written() {
    StringBuilder members =
        new StringBuilder("@Coroutine Future<Integer> load(Future<Integer> f) {\n");
    for (int i = 0; i < 2_000; i++) {
      members.append("int x" + i + " = await(f);\n");
    }
    members.append("int sum = 0;\n");
    for (int i = 0; i < 2_000; i++) {
      members.append("sum += x" + i + ";\n");
    }

    assertRefused(
        JavaSource.compileOne(JavaSource.owner(members + "return Future.of(sum); }")), """
        com/acme/Source.java:9: error: 2000999 locals to restore at 2000 awaits (limit 1000000) \
        (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""");
  }

  private void assertRefused(byte[] classFile, String message) {
    InstrumentationResult result = instrumenter.instrument(classFile);

    assertEquals(List.of(message), WovenClasses.messages(result.diagnostics()));
    assertSame(classFile, result.classFile());
  }
}
