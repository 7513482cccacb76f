package io.sirocco.instrument;

import static io.sirocco.instrument.fixture.OddJava.assertRuns;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Jumps, handlers and loops that are hard to go on in. */
class OddFlowTest {
  // ---- jumps and handlers
  // ----------------------------------------------------------------------------

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

  // ---- loops and long jumps
  // --------------------------------------------------------------------------

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
}
