package io.sirocco.it.bytecode;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.Interpretations;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.Verification;
import io.sirocco.it.harness.Weaving;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Methods near the limits of the class file; numbers of the catalogue in brackets. */
class BigMethodTest {
  private static final String SOURCE = """
      package made;
      import static io.sirocco.Coroutines.await;
      import static io.sirocco.it.support.Script.later;
      import io.sirocco.Coroutine;
      import io.sirocco.Future;
      import io.sirocco.it.support.Shape;
      public final class Big {
        static int work(int a, int b) {
          return a * 31 + b;
        }
        @Coroutine
        static Future<Integer> wide(ARGUMENTS) {
          a0 += await(later(1));
          return Future.of(work(a0, a249));
        }
        @Coroutine
        @Shape({})
        public static Future<String> run() {
          int n = 0;
      BODY
          return Future.of("" + n);
        }
      }
      """;

  private static final String ARGUMENTS =
      IntStream.range(0, 250).mapToObj(i -> "int a" + i).collect(Collectors.joining(", "));

  private static void compare(String body) {
    ClassFiles compiled = new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .texts(Map.of("made.Big", SOURCE.replace("BODY", body).replace("ARGUMENTS", ARGUMENTS)));
    assertEquals(List.of(), Weaving.diagnostics(compiled));
    Interpretations interpretations = Interpretations.of(compiled);
    Verification.verify(interpretations.woven());
    for (Case each : Case.in(compiled)) {
      interpretations.compareBriefly(each);
    }
  }

  private static String repeat(int times, IntFunction<String> line) {
    return IntStream.range(0, times).mapToObj(line).collect(Collectors.joining("\n"));
  }

  @Test // 87, 189
  void loop_of_more_than_32_kilobytes() {
    compare("for (int i = 0; i < 2; i++) {\n"
        + "if (i == 5) { continue; }\n"
        + "n += await(later(1));\n"
        + repeat(3000, i -> "n = work(n, i + " + (i + 1000) + ");")
        + "n += await(later(2));\n"
        + "}");
  }

  @Test // 186
  void four_hundred_awaits_in_one_method() {
    compare(repeat(400, i -> "n = work(n, await(later(" + i + ")));"));
  }

  @Test // 186
  void fifteen_hundred_awaits_in_one_method() {
    compare(repeat(1500, i -> "await(p);").replaceFirst("^", "Future<Integer> p = later(1);")
        + "n += await(p);");
  }

  @Test // 186
  void thousand_awaits_in_one_loop() {
    compare("Future<Integer> p = later(1);\nfor (int i = 0; i < 2; i++) {\n"
        + repeat(1000, i -> "await(p);")
        + "n += await(p);\np = later(n);\n}");
  }

  @Test // 186
  void an_await_in_each_of_three_hundred_loops_and_try_blocks() {
    compare(repeat(
        300,
        i -> "try { while (n < " + (i + 1) + ") { n += await(later(1)); } }"
            + " finally { n = work(n, " + (i % 7) + ") % 300; }"));
  }

  @Test // 185, 186
  void three_hundred_values_that_live_across_150_awaits() {
    compare(
        repeat(150, i -> "long l" + i + " = n + " + i + "; Object o" + i + " = \"o\" + l" + i + ";")
            + repeat(150, i -> "l" + i + " += await(later(" + i + "));")
            + repeat(150, i -> "n += l" + i + " * 3 + o" + i + ".hashCode();"));
  }

  @Test // 185, 186
  void values_that_become_live_one_by_one() {
    compare(repeat(400, i -> "int x" + i + " = work(n, await(later(" + i + ")));\nn++;")
        + repeat(400, i -> "n = work(n, x" + i + ");"));
  }

  @Test // 187
  void method_of_60_kilobytes_before_it_is_woven() {
    compare("int a = await(later(1));\n"
        + repeat(7400, i -> "n = n * 31 + a;").replaceAll("\n", " ")
        + "\nn += await(later(2));");
  }

  @Test // 187
  void two_hundred_and_fifty_arguments() {
    compare("n = await(wide(" + String.join(", ", Collections.nCopies(250, "n + 1")) + "));");
  }

  @Test // 185, 187
  void more_live_values_than_a_method_can_have_parameters() {
    compare(
        repeat(150, i -> "long l" + i + " = n + " + i + "; Object o" + i + " = \"o\" + l" + i + ";")
            + "n += await(later(1));\n"
            + repeat(150, i -> "n += l" + i + " + o" + i + ".hashCode();")
            + repeat(12, i -> "l" + i + " += await(later(" + i + "));")
            + repeat(150, i -> "n += l" + i + " * 3 + o" + i + ".hashCode();"));
  }

  @Test // 21
  void two_hundred_operands_below_one_await() {
    compare("String s = \"\";\nlong l = 5;\n"
        + "s = \"\""
        + repeat(190, i -> i % 2 == 0 ? " + n" : " + l")
        + " + await(later(1));\nn += s.length();");
  }

  @Test // 22
  void arguments_nested_fifty_deep() {
    StringBuilder nested = new StringBuilder("await(later(0))");
    for (int i = 1; i < 50; i++) {
      nested.insert(0, "work((int) await(later(" + i + ")), ").append(")");
    }
    compare("n = " + nested + ";");
  }

  @Test // 158
  void loops_nested_eight_deep() {
    StringBuilder nested = new StringBuilder("n = work(n, await(later(1)));\n");
    for (int i = 0; i < 8; i++) {
      String index = "i" + i;
      nested
          .insert(0, "for (int " + index + " = 0; " + index + " < 2; " + index + "++) {\n")
          .append("if (n % 7 == " + i + ") { n += await(later(" + index + ")); }\n}\n");
    }
    compare(nested.toString());
  }

  @Test // 52
  void finally_blocks_nested_six_deep() {
    StringBuilder nested = new StringBuilder("n = work(n, await(later(1)));\n");
    for (int i = 0; i < 6; i++) {
      nested.insert(0, "try {\n").append("} finally { n = work(n, await(later(" + i + "))); }\n");
    }
    compare("for (int i = 0; i < 2; i++) {\n" + nested + "}\n");
  }
}
