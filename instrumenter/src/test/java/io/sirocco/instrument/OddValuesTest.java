package io.sirocco.instrument;

import static io.sirocco.instrument.fixture.OddJava.assertRuns;
import static io.sirocco.instrument.fixture.OddJava.program;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Operands and locals that are hard to keep over a suspension. */
class OddValuesTest {
  // ---- operands
  // --------------------------------------------------------------------------------------

  @Test
  void compound_assignments_of_every_kind() throws Exception {
    assertRuns(8, "= [5, 16, 3] 2.5 x1 7 c 9 -1 12", """
        int[] a = {1, 2, 3};
        a[await(later(0))] += await(later(4));
        int i = 1;
        a[i++] <<= await(later(3));
        double d = 1;
        d += await(later(1.5f));
        String s = "x";
        s += await(later(1));
        long[] l = {3};
        l[await(later(0))] += await(later(4));
        char c = 'a';
        c += await(later(2));
        Program p = new Program();
        p.field = 4;
        p.field += await(later(5));
        byte b = (byte) (int) await(later(255));
        long x, y;
        l = new long[2];
        l[0] = l[1] = x = y = await(later(3L));
        return Future.of(Arrays.toString(a) + " " + d + " " + s + " " + (l[0] + 4) + " " + c + " "
            + p.field + " " + b + " " + (x + y + l[0] + l[1]));
        }
        int field;
        static void unused() {
        """);
  }

  @Test
  void wide_and_narrow_operands_below_each_other() throws Exception {
    assertRuns(8, "1 2.0 3 4.0 5 a true 6 = 21.0", """
        double d = sum(await(later(1)), await(later(2.0)), await(later(3L)), await(later(4f)),
            await(later((short) 5)), await(later('a')), await(later(true)), await(later((byte) 6)));
        return Future.of(d);
        }
        static double sum(int a, double b, long c, float d, short e, char f, boolean g, byte h) {
        step(a); step(b); step(c); step(d); step(e); step(f); step(g); step(h);
        return a + b + c + d + e + h;
        """);
  }

  @Test
  void assignments_inside_of_expressions() throws Exception {
    assertRuns(8, "= 3 4 true", """
        int x;
        Integer y;
        boolean both = (x = await(later(3))) > 2 & (y = await(later(4))) > x ^ await(later(false));
        return Future.of(x + " " + y + " " + both);
        """);
  }

  @Test
  void long_concatenation() throws Exception {
    for (int release : new int[] {8, 17}) {
      assertRuns(
          release,
          "= 01234567890123456789",
          "return Future.of(\"\""
              + " + await(later(0)) + await(later(1L)) + await(later(\"2\")) + await(later('3'))"
              + " + await(later(4)) + await(later(\"5\")) + await(later(6)) + await(later(7))"
              + " + await(later(8)) + await(later((byte) 9)) + await(later(0)) + await(later(1L))"
              + " + await(later(2)) + await(later('3')) + await(later(4)) + await(later(5))"
              + " + await(later(6)) + await(later(7)) + await(later(8)) + await(later(9)));");
    }
  }

  // ---- locals
  // ----------------------------------------------------------------------------------------

  @Test
  void locals_that_are_null_so_far() throws Exception {
    assertRuns(8, "= null xyy 1", """
        String s = null;
        Object o = null;
        int[][] deep = null;
        for (int i = 0; i < 3; i++) {
          o = o == null ? "x" : o + await(later("y"));
          if (await(later(i)) == 1) { deep = new int[][] {{await(later(1))}}; }
        }
        return Future.of(s + " " + o + " " + deep[0][0]);
        """);
  }

  @Test
  void slots_that_are_used_for_values_of_many_types() throws Exception {
    assertRuns(8, "1 2.5 3 [true, false] [1] 4 = end", """
        { long a = await(later(1L)); await(later(0)); step(a); }
        { double a = await(later(2.5)); await(later(0)); step(a); }
        { int a = 3; int b = await(later(0)); await(later(0)); step(a + b); }
        { boolean[] a = {await(later(true)), false}; await(later(0)); step(Arrays.toString(a)); }
        { byte[] a = {1}; await(later(0)); step(Arrays.toString(a)); }
        { float a = 4; long b = await(later(0L)); await(later(0)); step((int) (a + b)); }
        return Future.of("end");
        """);
  }

  @Test
  void type_that_no_class_has() throws Exception {
    assertRuns(17, "= a 1", """
        var mixed = await(later(true)) ? "a" : (Comparable<String> & java.io.Serializable) null;
        var list = List.of(1, "a");
        var first = list.get(await(later(0)));
        await(later(1));
        return Future.of(mixed.toString() + " " + first.hashCode());
        """);
  }

  @Test
  void small_types_keep_their_values() throws Exception {
    assertRuns(8, "= -1 65535 -128 true x", """
        short s = (short) 0xFFFF;
        char c = 0xFFFF;
        byte b = (byte) 0x80;
        boolean z = s < 0;
        char x = 'x';
        for (int i = 0; i < 2; i++) { await(later(i)); z = !z; }
        return Future.of(s + " " + (int) c + " " + b + " " + z + " " + x);
        """);
  }

  @Test
  void three_hundred_locals() throws Exception {
    StringBuilder body = new StringBuilder();
    for (int i = 0; i < 300; i++) {
      body.append("long x").append(i).append(" = step(").append(i).append("L);\n");
    }
    body.append("for (int i = 0; i < 2; i++) { x299++; x0 += await(later(1L)); }\nlong sum = 0;\n");
    for (int i = 0; i < 300; i++) {
      body.append("sum += x").append(i).append(";\n");
    }
    String steps = IntStream.range(0, 300).mapToObj(i -> i + " ").collect(Collectors.joining());
    assertRuns(8, steps + "= 44854", body + "return Future.of(sum);");
  }

  @Test
  void as_many_parameters_as_a_method_can_have() throws Exception {
    String parameters = "long p0";
    String arguments = "0L";
    String sum = "p0";
    for (int i = 1; i < 127; i++) {
      parameters += ", long p" + i;
      arguments += ", " + i + "L";
      sum += " + p" + i;
    }
    assertRuns(
        8,
        "= 8001",
        "return many(" + arguments + ");\n}\n@Coroutine static Future<Long> many(" + parameters
            + ") { await(later(0)); return Future.of(" + sum + ");");
  }

  // ---- types that are not there
  // ----------------------------------------------------------------------

  @Test
  void local_of_a_type_that_the_class_may_not_name() throws Exception {
    Map<String, byte[]> compiled = JavaSource.compile("""
        package other;
        public class Maker {
          static class Hidden { public String toString() { return "hidden"; } }
          public static Hidden make() { return new Hidden(); }
          public static String use(Hidden hidden) { return hidden.toString(); }
        }
        """, program("""
            var hidden = other.Maker.make();
            await(later(1));
            return Future.of(other.Maker.use(hidden));
            """));

    assertRuns("= hidden", WovenClasses.weave(compiled), "Java 17");
  }

  @Test
  void local_of_a_type_that_is_missing_at_run_time() throws Exception {
    Map<String, byte[]> compiled = JavaSource.compile(
        "package other; public class Optional { public String name() { return \"there\"; } }",
        program("""
            other.Optional optional = null;
            if (await(later(1)) == 2) { optional = new other.Optional(); }
            await(later(3));
            return Future.of(optional == null ? "missing" : optional.name());
            """));
    compiled.remove("other/Optional");

    assertRuns("= missing", WovenClasses.weave(compiled), "Java 17");
  }
}
