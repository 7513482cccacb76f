package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * What weaving makes of typical methods, in numbers: a change of the generated code that makes it larger, or
 * stores more, does not go unnoticed. The snapshots show the code itself.
 */
class GeneratedSizeTest {

  @Test
  void two_awaits_one_after_the_other() {
    assertSizes("32 bytes: 84 and 141; fields i0 l1; stores [2, 1], again 2; loads 3", """
        n += await(f);
        return Future.of(n + await(f));
        """);
  }

  @Test
  void loop_with_a_sum() {
    assertSizes("38 bytes: 80 and 156; fields i0 l1 i2 i3; stores [4], again 2; loads 4", """
        int sum = 0;
        for (int i = 0; i < n; i++) {
          sum += await(f);
        }
        return Future.of(sum);
        """);
  }

  @Test
  void nested_loops() {
    assertSizes(
        "90 bytes: 153 and 349; fields i0 i1 l2 i3 l4 i5 l6; stores [7, 5], again 7; loads 12",
        """
        int sum = 0;
        for (int i = 0; i < n; i++) {
          for (String word : words) {
            sum += word.length() * await(f);
          }
          sum -= await(f);
        }
        return Future.of(sum);
        """);
  }

  @Test
  void try_finally() {
    assertSizes(
        "64 bytes: 134 and 255; fields l0 i1 l2 l3; stores [3, 2, 2], again 5; loads 7", """
        try {
          return Future.of(await(f) + n);
        } finally {
          words.add("" + await(f));
        }
        """);
  }

  @Test
  void try_with_resources() {
    assertSizes("74 bytes: 114 and 181; fields i0 l1 l2; stores [3], again 1; loads 3", """
        try (var scanner = new java.util.Scanner("1 2 3")) {
          while (scanner.hasNext()) {
            n += await(f) * scanner.nextInt();
          }
        }
        return Future.of(n);
        """);
  }

  @Test
  void constructor_call_around_awaits() {
    assertSizes(
        "52 bytes: 137 and 210; fields l0 l1 i2 l3 i4; stores [5, 2], again 4; loads 7", """
        String word = new String(new char[] {(char) (int) await(f), (char) n}, 0, await(f));
        return Future.of(word.length());
        """);
  }

  @Test
  void switch_with_an_await_in_each_case() {
    assertSizes("76 bytes: 141 and 181; fields i0 l1; stores [1, 2, 1], again 2; loads 4", """
        switch (n) {
          case 1: n += await(f); break;
          case 2: n -= await(f);
          default: n *= await(f);
        }
        return Future.of(n);
        """);
  }

  /** A static method with these parameters: a future, an int, and a list of words. */
  private static void assertSizes(String expected, String body) {
    String owner = JavaSource.owner(
        "@Coroutine static Future<Integer> load(Future<Integer> f, int n, List<String> words) {\n"
            + body + "}");
    byte[] compiled = JavaSource.compileOne(owner);
    WovenClasses woven = WovenClasses.weave(Map.of("com/acme/Owner", compiled));
    ClassNode wovenOwner = JavaSource.parse(woven.classFiles().get("com/acme/Owner"));
    ClassNode frame = JavaSource.parse(woven.classFiles().get("com/acme/Owner$sirocco$load$0"));
    MethodNode resume = method(wovenOwner, "lambda$load$sirocco$0");

    String actual = size(method(JavaSource.parse(compiled), "load")) + " bytes: "
        + size(method(wovenOwner, "load")) + " and " + size(resume) + "; fields "
        + frame.fields.stream().map(field -> field.name).collect(Collectors.joining(" "))
        + "; stores " + storedFirst(frame) + ", again " + stores(resume) + "; loads "
        + count(resume, Opcodes.GETFIELD);

    assertEquals(expected, actual);
  }

  private static List<Long> storedFirst(ClassNode frame) {
    return frame.methods.stream()
        .filter(method -> method.name.startsWith("suspend"))
        .map(GeneratedSizeTest::stores)
        .toList();
  }

  /** Stores into the frame, without that of the state. */
  private static long stores(MethodNode method) {
    return count(method, Opcodes.PUTFIELD);
  }

  private static long count(MethodNode method, int opcode) {
    return Arrays.stream(method.instructions.toArray())
        .filter(insn -> insn.getOpcode() == opcode && !isState(insn))
        .count();
  }

  private static boolean isState(AbstractInsnNode insn) {
    return ((FieldInsnNode) insn).name.equals("state");
  }

  private static int size(MethodNode method) {
    CodeSizeEvaluator evaluator = new CodeSizeEvaluator(null);
    method.accept(evaluator);
    return evaluator.getMinSize();
  }

  private static MethodNode method(ClassNode owner, String name) {
    return owner.methods.stream()
        .filter(method -> method.name.equals(name))
        .findFirst()
        .orElseThrow();
  }
}
