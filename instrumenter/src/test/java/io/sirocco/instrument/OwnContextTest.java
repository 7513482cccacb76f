package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.WovenClasses;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A coroutine that sets context variables changes nothing for its caller, whatever it looks like. */
class OwnContextTest {
  private static final String COMMON = """
      static final ContextLocal<String> NAME = new ContextLocal<>("unset");
      static final StringBuilder SEEN = new StringBuilder();
      static final Promise<Void> PENDING = new Promise<>();
      static void see(Object what) { SEEN.append(what).append(' ').append(NAME.get()).append(", "); }
      """;

  /** What {@code body} sees, and what is set after it. */
  private static String run(String members, String body) throws Exception {
    String runner = """
        public static String run() {
          %s
          return SEEN + "caller " + NAME.get();
        }
        """.formatted(body);
    return run(WovenClasses.owner(COMMON + members + runner));
  }

  private static String run(WovenClasses woven) throws Exception {
    return (String) woven.loadClass("com.acme.Owner").getMethod("run").invoke(null);
  }

  @Test
  void coroutine_that_ends_at_once() throws Exception {
    String seen = run("""
        @Coroutine static Future<Void> set() { NAME.set("own"); see("body"); return Future.of(null); }
        """, "set();");

    assertEquals("body own, caller unset", seen);
  }

  @Test
  void coroutine_that_suspends_keeps_its_value() throws Exception {
    String seen = run("""
        @Coroutine static Future<Void> set() {
          NAME.set("own");
          await(PENDING);
          see("body");
          return Future.of(null);
        }
        """, "set(); see(\"meanwhile\"); PENDING.complete(null);");

    assertEquals("meanwhile unset, body own, caller unset", seen);
  }

  @Test
  void coroutine_that_throws() throws Exception {
    String seen = run("""
        @Coroutine static Future<Void> set() { NAME.set("own"); throw new RuntimeException("boom"); }
        """, "see(set().exception().getMessage());");

    assertEquals("boom unset, caller unset", seen);
  }

  @Test
  void void_coroutine() throws Exception {
    String seen = run(
        "@Coroutine static void set() { NAME.set(\"own\"); await(PENDING); see(\"body\"); }",
        "set(); PENDING.complete(null);");

    assertEquals("body own, caller unset", seen);
  }

  @Test
  void completable_future_and_stage() throws Exception {
    String seen = run("""
        @Coroutine static CompletableFuture<Integer> first() {
          NAME.set("first");
          await(PENDING);
          see("body");
          return CompletableFuture.completedFuture(1);
        }
        @Coroutine CompletionStage<Integer> second() { NAME.set("second"); return Future.of(2); }
        """, """
        var first = first();
        new Owner().second();
        PENDING.complete(null);
        see(first.join());
        """);

    assertEquals("body first, 1 unset, caller unset", seen);
  }

  @Test
  void arguments_of_all_kinds_reach_the_body() throws Exception {
    String seen = run("""
        final int field = 9;
        @Coroutine private Future<String> set(
            boolean z, byte b, char c, short s, int i, long j, float f, double d, String l, int[] a) {
          NAME.set(await(Future.of("own")));
          await(PENDING);
          return Future.of("" + z + b + c + s + i + j + f + d + l + a[0] + field);
        }
        """, """
        var set = new Owner().set(
            true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, "l", new int[] {7});
        PENDING.complete(null);
        see(set.result());
        """);

    assertEquals("true1c2345.06.0l79 unset, caller unset", seen);
  }

  @Test
  void as_many_arguments_as_a_method_can_have() throws Exception {
    String parameters =
        IntStream.range(0, 127).mapToObj(i -> "long p" + i).collect(Collectors.joining(", "));
    String seen = run(
        "@Coroutine static Future<Long> set(" + parameters + ") { "
            + "NAME.set(\"own\"); await(PENDING); return Future.of(p0 + p126); }",
        "var set = set(" + String.join(", ", Collections.nCopies(127, "21L"))
            + "); PENDING.complete(null); see(set.result());");

    assertEquals("42 unset, caller unset", seen);
  }

  @Test
  void methods_of_interfaces() throws Exception {
    String seen = run("""
        interface Loader {
          @Coroutine default Future<Void> set() { NAME.set("default"); see(this); return hidden(1); }
          @Coroutine private Future<Void> hidden(long a) { NAME.set("private"); see(a); return late(); }
          @Coroutine static Future<Void> late() { NAME.set("static"); see("static"); return Future.of(null); }
        }
        static class Text implements Loader { public String toString() { return "text"; } }
        """, "new Text().set();");

    assertEquals("text default, 1 private, static static, caller unset", seen);
  }

  @Test
  void body_of_a_lambda_expression() throws Exception {
    String seen = run("", """
        AsyncCallable<Void> body = () -> {
          NAME.set("own");
          await(PENDING);
          see("body");
          return Future.of(null);
        };
        try {
          body.call();
        } catch (Exception e) {
          see(e);
        }
        PENDING.complete(null);
        """);

    assertEquals("body own, caller unset", seen);
  }

  @Test
  void binding_in_a_try_statement_around_an_await() throws Exception {
    String seen = run("""
        @Coroutine static Future<Void> set() {
          try (ContextLocal.Binding binding = NAME.set("own")) {
            await(PENDING);
            see(binding != null);
          }
          see("after");
          return Future.of(null);
        }
        """, "set(); see(\"meanwhile\"); PENDING.complete(null);");

    assertEquals("meanwhile unset, true own, after unset, caller unset", seen);
  }

  @Test
  void coroutine_that_only_closes_a_binding_closes_it_for_itself() throws Exception {
    String seen = run("""
        @Coroutine static Future<Void> close(ContextLocal.Binding binding) {
          binding.close();
          see("body");
          return Future.of(null);
        }
        """, "var binding = NAME.set(\"caller's\"); close(binding);");

    assertEquals("body unset, caller caller's", seen);
  }

  /** The limit in docs/limits.md: only what a coroutine does itself is seen. */
  @Test
  void plain_method_that_sets_a_variable_changes_it_for_the_caller_of_the_coroutine()
      throws Exception {
    String seen = run("""
        static void helper() { NAME.set("helper's"); }
        @Coroutine static Future<Void> set() { helper(); await(PENDING); return Future.of(null); }
        """, "set();");

    assertEquals("caller helper's", seen);
  }

  @Test
  void coroutine_that_only_reads_is_not_split() {
    WovenClasses woven = WovenClasses.owner(COMMON + """
        @Coroutine static Future<Void> read() { see("body"); NAME.runWith("x", () -> {}); return null; }
        """);

    assertEquals(List.of(), startMethods(woven.classFiles()));
  }

  @Test
  void lazy_coroutine_is_split_once() {
    WovenClasses woven = WovenClasses.owner(COMMON + """
        @Coroutine static Awaitable<Void> set() { NAME.set("own"); return Future.of(null); }
        """);

    assertEquals(List.of("lambda$set$sirocco$start$0"), startMethods(woven.classFiles()));
  }

  private static List<String> startMethods(Map<String, byte[]> classFiles) {
    return JavaSource.parse(classFiles.get("com/acme/Owner")).methods.stream()
        .map(method -> method.name)
        .filter(name -> name.contains("$start$"))
        .toList();
  }
}
