package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Future;
import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.Later;
import io.sirocco.instrument.fixture.Later.Schedule;
import io.sirocco.instrument.fixture.WovenClasses;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/**
 * Shapes of Java that are hard to suspend in, as javac writes them for several releases. Each program
 * gives the same steps and the same result, whichever of its futures are pending.
 */
class OddJavaTest {
  private static final String HEADER = String.join(
      "\n",
      "import io.sirocco.*;",
      "import java.util.*;",
      "import java.util.function.*;",
      "import static io.sirocco.Coroutines.await;",
      "import static io.sirocco.instrument.fixture.Later.*;");

  // ---- objects that are not initialised yet -----------------------------------------------------

  @Test
  void new_around_a_condition_around_awaits() throws Exception {
    assertRuns(8, "= abc!", """
        boolean b = await(later(true));
        String s = new StringBuilder(b ? await(later("a")) : await(later("x")))
            .append(new String(new StringBuilder(await(later("b"))).append(await(later("c")))))
            .append(b && await(later(true)) || await(later(false)) ? "!" : "?").toString();
        return Future.of(s);
        """);
  }

  @Test
  void class_is_initialised_before_the_arguments_of_its_constructor() throws Exception {
    assertRuns(8, "initialised argument x = x", """
        await(later(0));
        return Future.of(new Late(await(later(step("argument")))).name);
        }
        static class Late {
          static { step("initialised"); }
          String name;
          Late(String name) { this.name = step("x"); }
        """);
  }

  @Test
  void new_with_wide_and_narrow_arguments_around_awaits() throws Exception {
    assertRuns(8, "= 1 2.5 x 3 4.5 y", """
        long one = 1;
        return Future.of(new Mixed(one, await(later(2.5)), "x", 3, await(later(4.5)), "y").text);
        }
        static class Mixed {
          final String text;
          Mixed(long a, double b, String c, int d, double e, String f) {
            text = a + " " + b + " " + c + " " + d + " " + e + " " + f;
          }
        """);
  }

  @Test
  void new_in_an_array_initialiser() throws Exception {
    assertRuns(8, "= [a, [b, c], d]", """
        Object[] all = {new String(await(later("a"))),
            Arrays.toString(new String[] {await(later("b")), new String(await(later("c")))}),
            await(later("d"))};
        return Future.of(Arrays.toString(all));
        """);
  }

  @Test
  void new_around_a_switch_expression_with_try() throws Exception {
    assertRuns(17, "finally = 7:y", """
        return Future.of(new Pair(await(later(7)), switch (await(later(1))) {
          case 1 -> {
            try {
              yield await(later("y"));
            } finally {
              step(await(later("finally")));
            }
          }
          default -> "z";
        }).toString());
        }
        record Pair(int a, String b) {
        public String toString() { return a + ":" + b; }
        """);
  }

  @Test
  void new_of_inner_local_and_anonymous_classes() throws Exception {
    assertRuns(8, "= 1 23 45 67", """
        int captured = await(later(2));
        class Local {
          final int x;
          Local(int x) { this.x = x; }
          public String toString() { return "" + captured + x; }
        }
        Program outer = new Program();
        Object anonymous = new Inner(outer, await(later("4"))) {
          public String toString() { return text + "5"; }
        };
        return Future.of(new Static(await(later(1))) + " " + new Local(await(later(3))) + " "
            + anonymous + " " + outer.new Member(await(later("6")), await(later("7"))));
        }
        static class Static { int a; Static(int a) { this.a = a; } public String toString() { return "" + a; } }
        static class Inner { String text; Inner(Object o, String t) { text = t; } }
        class Member {
        String text;
        Member(String... t) { text = String.join("", t); }
        public String toString() { return text; }
        """);
  }

  @Test
  void new_in_a_loop_with_a_loop_in_its_arguments() throws Exception {
    assertRuns(17, "= 0123", """
        StringBuilder all = new StringBuilder();
        for (int i = 0; i < 2; i++) {
          all.append(new String(switch (i) {
            case 0 -> {
              String s = "";
              for (int j = 0; j < 2; j++) { s += await(later(j)); }
              yield s;
            }
            default -> await(later("2")) + await(later("3"));
          }));
        }
        return Future.of(all.toString());
        """);
  }

  // ---- operands ---------------------------------------------------------------------------------

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

  // ---- locals -----------------------------------------------------------------------------------

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

  // ---- control flow -----------------------------------------------------------------------------

  @Test
  void finally_that_returns_continues_and_throws() throws Exception {
    assertRuns(8, "a b c = 2 4 thrown:2", """
        return Future.of(await(one()) + " " + await(two()) + " " + await(three()));
        }
        @Coroutine @SuppressWarnings("finally") static Future<Integer> one() {
        try { return later(await(later(1))); } finally { step("a"); return later(await(later(2))); }
        }
        @Coroutine @SuppressWarnings("finally") static Future<Integer> two() {
        int n = 0;
        for (int i = 0; i < 4; i++) {
          try { if (i > 1) { throw new RuntimeException(); } n += await(later(0)); }
          finally { n += await(later(1)); continue; }
        }
        step("b");
        return later(n);
        }
        @Coroutine static Future<String> three() {
        try {
          try { await(failing("1")); } finally { await(failing("2")); }
        } catch (IllegalStateException e) {
          return later("thrown:" + e.getMessage());
        } finally {
          step(await(later("c")));
        }
        return later("not reached");
        """);
  }

  @Test
  void exceptions_go_where_they_went() throws Exception {
    assertRuns(8, "1 f1 2 f2 3 s throws java.lang.IllegalStateException: last", """
        for (int i = 0; i < 2; i++) {
          try {
            step(i + 1);
            await(failing("f" + (i + 1)));
          } catch (IllegalArgumentException | NullPointerException e) {
            step("wrong");
          } catch (IllegalStateException e) {
            step(await(later(e.getMessage())));
          }
        }
        try {
          throw new Exception(await(later("3")));
        } catch (Exception e) {
          step(e.getMessage());
          for (Throwable s : new Throwable[] {e}) { await(later(0)); step("s"); }
        }
        try { await(failing("last")); } finally { await(later(1)); }
        return Future.of("not reached");
        """);
  }

  @Test
  void resources_are_closed_in_order() throws Exception {
    for (int release : new int[] {8, 11, 17}) {
      assertRuns(release, "open1 open2 body close2 close1 close1 x = body", """
          String result = null;
          try (Resource a = new Resource(await(later("1"))); Resource b = open(await(later("2")))) {
            result = step(await(later("body")));
          }
          try (Resource a = quiet("1"); Resource b = null) { await(failing("x")); }
          catch (IllegalStateException e) { step(e.getMessage()); }
          return Future.of(result);
          }
          static Resource open(String name) { return new Resource(name); }
          static Resource quiet(String name) { Resource r = new Resource(); r.name = name; return r; }
          static class Resource implements AutoCloseable {
          String name;
          Resource(String name) { this.name = name; step("open" + name); }
          Resource() { }
          public void close() { step("close" + name); }
          """);
    }
  }

  @Test
  void labelled_jumps_through_finally() throws Exception {
    assertRuns(8, "00 f00 01 f01 10 f10 end = 3", """
        int n = 0;
        outer:
        for (int i = 0; ; i++) {
          for (int j = 0; j < 3; j++) {
            try {
              step("" + i + j);
              if (await(later(j)) == 1) { continue outer; }
              if (await(later(i)) == 1) { break outer; }
            } finally {
              n += await(later(1));
              step("f" + i + j);
            }
          }
        }
        step("end");
        return Future.of(n);
        """);
  }

  @Test
  void switches_over_strings_and_enums() throws Exception {
    for (int release : new int[] {8, 17}) {
      assertRuns(release, "= two B fallthrough", """
          String s = "";
          switch (await(later("b"))) {
            case "a": s += await(later("one")); break;
            case "b": s += await(later("two")); break;
            default: s = "?";
          }
          switch (await(later(Letter.B))) {
            case A: s += "A";
            case B: s += " " + await(later(Letter.B));
            case C: s += await(later(" fallthrough"));
          }
          return Future.of(s);
          }
          enum Letter { A, B, C;
          """);
    }
  }

  @Test
  void patterns_bind_over_awaits() throws Exception {
    assertRuns(17, "= abc3", """
        Object o = await(later((Object) "abc"));
        if (o instanceof String s && s.length() > await(later(2)) && !(await(later(o)) instanceof Integer)) {
          return Future.of(s + await(later(s.length())));
        }
        return Future.of("no");
        """);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_21)
  void pattern_switches_with_awaits_in_their_guards() throws Exception {
    assertRuns(21, "g1 g3 one:3 nested:7 null other = end", """
        for (Object o : new Object[] {"abc", new Box(new Box(7)), null, 5}) {
          step(switch (await(later(o == null ? 0 : 1)) == 0 ? null : o) {
            case null -> await(later("null"));
            case String s when step(await(later("g1"))) == null -> "never";
            case String s when step("g" + await(later(s.length()))).equals("g3") ->
                "one:" + await(later(s.length()));
            case Box(Box(Integer i)) when i > await(later(3)) -> "nested:" + i;
            default -> await(later("other"));
          });
        }
        return Future.of("end");
        }
        record Box(Object content) {
        """);
  }

  @Test
  @EnabledForJreRange(min = JRE.JAVA_25)
  void statements_before_a_constructor_call_of_java_25() throws Exception {
    assertRuns(25, "first = 5", """
        return Future.of(new Sub(await(later(2)), await(later(3))).sum);
        }
        static class Base { final int sum; Base(int sum) { this.sum = sum; } }
        static class Sub extends Base {
          Sub(int a, int b) { int sum = a + b; step("first"); super(sum); }
        """);
  }

  @Test
  void synchronized_block_between_awaits() throws Exception {
    assertRuns(8, "in throws java.lang.IllegalStateException: x", """
        Object lock = new Object();
        await(later(1));
        synchronized (lock) { step("in"); }
        try { await(failing("x")); }
        finally { synchronized (lock) { lock.hashCode(); } await(later(2)); }
        return null;
        """);
  }

  @Test
  void loops_without_end_and_code_that_is_never_reached() throws Exception {
    assertRuns(8, "0 1 2 = done", """
        int i = 0;
        while (true) {
          do { if (i > 2) { return Future.of(await(later("done"))); } } while (await(later(false)));
          for (;;) { step(i); i += await(later(1)); break; }
        }
        """);
  }

  // ---- places -----------------------------------------------------------------------------------

  @Test
  void coroutines_in_every_kind_of_type() throws Exception {
    for (int release : new int[] {8, 11, 17}) {
      assertRuns(release, "= i:s:p:e1:e2:a:l:n", """
          Type anonymous = new Type() {
            @Coroutine public Future<String> name() { return later(await(later("a"))); }
          };
          class Local {
            @Coroutine private Future<String> name() { await(later(0)); return later("l"); }
          }
          return Future.of(await(new Type() { }.name()) + ":" + await(Type.fixed()) + ":"
              + await(new Program().hidden()) + ":" + await(Constant.ONE.name("e"))
              + ":" + await(Constant.TWO.name("e")) + ":" + await(anonymous.name()) + ":"
              + await(new Local().name()) + ":" + await(new Nested<String>().name("n")));
          }
          @Coroutine private Future<String> hidden() { return later(await(later("p"))); }
          interface Type {
          @Coroutine default Future<String> name() { await(later(0)); return later("i"); }
          @Coroutine static Future<String> fixed() { await(later(0)); return later("s"); }
          }
          enum Constant {
          ONE { @Coroutine Future<String> name(String s) { return later(await(later(s)) + "1"); } },
          TWO { @Coroutine Future<String> name(String s) { return later(await(later(s)) + "2"); } };
          abstract Future<String> name(String s);
          }
          private static class Nested<T> {
          @Coroutine private <S extends T> Future<S> name(S s) { await(later(s)); return later(s); }
          """);
    }
  }

  @Test
  void super_calls_around_awaits() throws Exception {
    assertRuns(8, "= base:sub:trait", """
        return new Sub().name("sub");
        }
        interface Trait { default String trait() { return "trait"; } }
        static class Base { protected String name(String s, Object o) { return "base:" + s; } }
        static class Sub extends Base implements Trait {
        @Coroutine Future<String> name(String s) {
          return Future.of(super.name(await(later(s)), null) + ":" + await(later(Trait.super.trait())));
        }
        public String trait() { return "overridden"; }
        """);
  }

  @Test
  void lambdas_in_coroutines_and_coroutines_in_lambdas() throws Exception {
    for (int release : new int[] {8, 17}) {
      assertRuns(release, "= 3 6 a[b]", """
          int base = await(later(1));
          Function<Integer, Future<Integer>> add = n -> Future.of(base + await(later(n)));
          Supplier<Supplier<Future<Integer>>> nested = () -> () -> {
            int sum = 0;
            for (int i = 0; i < 3; i++) { sum += await(add.apply(i)); }
            return later(sum);
          };
          Function<String, String> plain = s -> "[" + s + "]";
          return Future.of(await(add.apply(2)) + " " + await(nested.get().get()) + " "
              + await(later("a")) + plain.apply(await(later("b"))));
          """);
    }
  }

  @Test
  void overloads_have_frames_of_their_own() throws Exception {
    assertRuns(8, "= i1 l2 sx", """
        return Future.of(await(f(1)) + " " + await(f(2L)) + " " + await(f("x")));
        }
        @Coroutine static Future<String> f(int i) { await(later(0)); return later("i" + i); }
        @Coroutine static Future<String> f(long l) { await(later(0)); return later("l" + l); }
        @Coroutine static Future<String> f(String s) { await(later(0)); return later("s" + s);
        """);
  }

  @Test
  void unusual_names() throws Exception {
    assertRuns(8, "= \u00e4 $ _", """
        return Future.of(await(\u00e4\u00f6()) + " " + await($()) + " " + await(a$b$()));
        }
        @Coroutine static Future<String> \u00e4\u00f6() { String \u00e4 = await(later("\u00e4")); await(later(0)); return later(\u00e4); }
        @Coroutine static Future<String> $() { return later(await(later("$"))); }
        @Coroutine static Future<String> a$b$() { return later(await(later("_")));
        """);
  }

  @Test
  void recursion() throws Exception {
    assertRuns(8, "= 55", """
        return fib(10);
        }
        @Coroutine static Future<Integer> fib(int n) {
        return n < 2 ? later(n) : Future.of(await(fib(n - 1)) + await(fib(n - 2)));
        """);
  }

  @Test
  void lazy_coroutine_captures_its_arguments_and_receiver() throws Exception {
    assertRuns(8, "begun = 1 2 s 3.0", """
        Program p = new Program();
        p.text = "s";
        Awaitable<String> lazy = p.lazy(1, 2L, 3.0);
        step("begun");
        return Future.of(await(lazy));
        }
        String text;
        @Coroutine Awaitable<String> lazy(int a, long b, double c) {
        long sum = b;
        for (int i = 0; i < 2; i++) { sum += await(later(0)); }
        return later(a + " " + sum + " " + text + " " + await(later(c)));
        """);
  }

  @Test
  void method_whose_jumps_need_four_bytes() throws Exception {
    String awaits = "sum += await(later(1)); ".repeat(300);
    assertRuns(8, "= 1200", """
        long sum = 0;
        for (int i = 0; i < 4; i++) {
          try {
        """ + awaits + """
          } finally { sum += 0; }
        }
        return Future.of(sum);
        """);
  }

  @Test
  void iterations_that_leave_their_loop_in_every_way() throws Exception {
    assertRuns(8, "1 2 a 3 b 4 caught x 5 finally = 5", """
        int n = 0;
        do { step(n += await(later(1))); } while (n < 2);
        step("a");
        for (;;) {
          step(n += await(later(1)));
          if (n == 3) { step("b"); continue; }
          break;
        }
        try {
          while (n < 10) {
            n += await(later(0));
            throw new IllegalStateException("x");
          }
        } catch (IllegalStateException e) {
          step("caught"); step(e.getMessage());
        }
        while (true) {
          try {
            n += await(later(1));
            try { step(n); return Future.of(n); } finally { step("finally"); }
          } catch (IllegalArgumentException e) {
            continue;
          }
        }
        """);
  }

  @Test
  void iteration_that_is_left_while_an_object_waits_for_its_constructor() throws Exception {
    assertRuns(17, "0a 1b caught 2 2 = thrown", """
        StringBuilder all = new StringBuilder();
        try {
          for (int i = 0; ; i++) {
            int n = await(later(i));
            step(new StringBuilder(String.valueOf(n)).append(new String(switch (n) {
              case 0 -> "a";
              case 1 -> "b";
              default -> {
                step("caught"); step(n);
                throw new IllegalStateException(new String(String.valueOf(n)));
              }
            })));
          }
        } catch (IllegalStateException e) {
          step(e.getMessage());
          return Future.of("thrown");
        }
        """);
  }

  @Test
  void awaits_of_a_loop_and_of_the_loops_in_it() throws Exception {
    assertRuns(8, "00 01 02 0! 10 11 12 1! 20 21 22 2! = 9", """
        int n = 0;
        for (int i = await(later(0)); i < await(later(3)); i += await(later(1))) {
          for (int k = await(later(0)); k < await(later(3)); k++) {
            step(await(later(i)) + "" + await(later(k)));
            for (String s : new String[] {"x", await(later("y"))}) { n += s.length() - await(later(0)); }
            n--;
          }
          step(i + await(later("!")));
        }
        return Future.of(n);
        """);
  }

  /** Jumps back over little less than 32 kilobytes, in a method that has longer ones too. */
  @Test
  void sixty_nested_loops_with_an_await_in_each() throws Exception {
    StringBuilder body = new StringBuilder("int n = 0;\n");
    for (int i = 0; i < 60; i++) {
      body.append(
          "for (int x" + i + " = 0; x" + i + " < 1; x" + i + "++) { n += await(later(1));\n");
    }

    assertRuns(8, "= 60", body + "}".repeat(60) + " return Future.of(n);");
  }

  // ---- types that are not there -----------------------------------------------------------------

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

  // ---- how --------------------------------------------------------------------------------------

  /** The body of a static coroutine, which may end its method and begin others. */
  private static void assertRuns(int release, String expected, String body) throws Exception {
    Map<String, byte[]> compiled = JavaSource.compile(release, List.of(), program(body));
    assertRuns(expected, WovenClasses.weave(compiled), "Java " + release);
    assertRuns(expected, WovenClasses.weaveSmall(compiled), "small, Java " + release);
  }

  private static String program(String body) {
    return HEADER + "\npublic class Program {\n@Coroutine public static Future<?> run() {\n" + body
        + "\n}\n}";
  }

  private static void assertRuns(String expected, WovenClasses woven, String what)
      throws ReflectiveOperationException {
    for (Schedule schedule : Schedule.values()) {
      Method run = woven.again().loadClass("Program").getMethod("run");
      assertEquals(expected, Later.run(schedule, () -> start(run)), what + ", " + schedule);
    }
    woven.loadAll();
  }

  private static Future<?> start(Method run) {
    try {
      return (Future<?>) run.invoke(null);
    } catch (ReflectiveOperationException e) {
      throw new AssertionError(e);
    }
  }
}
