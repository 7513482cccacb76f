package io.sirocco.instrument;

import static io.sirocco.instrument.fixture.OddJava.assertRuns;

import org.junit.jupiter.api.Test;

/** Objects that wait for their constructor while its arguments are awaited. */
class OddConstructionTest {
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
}
