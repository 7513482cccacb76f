package io.sirocco.instrument;

import static io.sirocco.instrument.fixture.OddJava.assertRuns;

import org.junit.jupiter.api.Test;

/** Where a coroutine can be declared and called. */
class OddPlacesTest {
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
}
