package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;

/** What a frame class says about lines and variables of its coroutine. */
class SuspensionTableTest {
  private static final String METHOD = """
      @Coroutine Future<Integer> load(Future<Integer> f, String text) {
        int n = await(f);
        String shown = text + n;
        if (n > 0) {
          long wide = 7;
          n += await(f) + (int) wide;
        }
        int last = n * await(f);
        return Future.of(last + shown.length());
      }
      """;

  @Test
  void line_of_each_state_and_variables_with_their_fields_and_states() {
    assertEquals("""
        1
        com.acme.Owner
        Source.java
        load
        9,13,15
        f l0 1-2
        text l1 1
        shown l1 2-3
        wide j3 2
        """, table(JavaSource.compile(JavaSource.owner(METHOD))));
  }

  @Test
  void without_debug_information_variables_have_numbers() {
    assertEquals("""
        1
        com.acme.Owner

        load
        0,0,0
        local1 l0 1-2
        local2 l1 1
        local4 l1 2-3
        local5 j3 2
        """, table(JavaSource.compile(17, List.of("-g:none"), JavaSource.owner(METHOD))));
  }

  @Test
  void receiver_is_a_variable_where_it_is_kept() {
    String table = table(JavaSource.compile(JavaSource.owner("""
        @Coroutine Future<Integer> load(Future<Integer> f) {
          return Future.of(await(f) + hashCode());
        }
        """)));

    assertTrue(table.endsWith("\n9\nthis self 1\n"), table);
  }

  @Test
  void table_that_would_be_too_long_for_a_constant_has_lines_only() {
    String name = "n".repeat(400);
    StringBuilder body = new StringBuilder();
    StringBuilder sum = new StringBuilder("0");
    for (int i = 0; i < 60; i++) {
      body.append("int ").append(name).append(i).append(" = await(f);\n");
      sum.append(" + ").append(name).append(i);
    }
    String table = table(
        JavaSource.compile(JavaSource.owner("@Coroutine Future<Integer> load(Future<Integer> f) {\n"
            + body
            + "return Future.of("
            + sum
            + ");\n}")));

    assertEquals(5, table.split("\n").length);
  }

  private static String table(Map<String, byte[]> compiled) {
    ClassNode frame = WovenClasses.weave(compiled).classFiles().values().stream()
        .map(JavaSource::parse)
        .filter(type -> type.superName.equals("io/sirocco/CoroutineFrame"))
        .findFirst()
        .orElseThrow();
    for (AbstractInsnNode insn : frame.methods.stream()
        .filter(method -> method.name.equals("suspensionTable"))
        .findFirst()
        .orElseThrow()
        .instructions) {
      if (insn instanceof LdcInsnNode text) {
        return (String) text.cst;
      }
    }
    throw new AssertionError("no text");
  }
}
