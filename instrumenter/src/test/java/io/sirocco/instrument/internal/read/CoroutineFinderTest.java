package io.sirocco.instrument.internal.read;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LdcInsnNode;

class CoroutineFinderTest {

  // ---- what is a coroutine ----------------------------------------------------------------------

  @Test
  void annotated_method_is_a_coroutine_with_or_without_await() {
    assertEquals(List.of("none FUTURE 0", "two FUTURE 2"), coroutines("""
            @Coroutine Future<String> none() { return Future.of(""); }
            @Coroutine Future<String> two(Future<String> f) { await(f); await(f); return f; }
            Future<String> plain(Future<String> f) { return f; }
            """));
  }

  @Test
  void return_type_decides_the_kind() {
    assertEquals(
        List.of(
            "a FUTURE 0",
            "b AWAITABLE 0",
            "c STAGE 0",
            "d COMPLETABLE 0",
            "e VOID 0",
            "f GENERATOR 0"),
        coroutines("""
            @Coroutine Future<String> a() { return null; }
            @Coroutine Awaitable<String> b() { return null; }
            @Coroutine CompletionStage<String> c() { return null; }
            @Coroutine CompletableFuture<String> d() { return null; }
            @Coroutine void e() { }
            @Coroutine AsyncIterator<String> f() { return null; }
            """));
  }

  @Test
  void lambda_that_awaits_and_returns_a_future_is_a_coroutine() {
    assertEquals(List.of("lambda$a$0 FUTURE 1"), coroutines("""
            Function<Future<String>, Future<String>> a() { return f -> { await(f); return f; }; }
            Function<Future<String>, Future<String>> b() { return f -> f; }
            """));
  }

  @Test
  void body_of_a_lambda_of_kotlin_is_not_synthetic() {
    assertEquals(List.of("a$lambda$0 FUTURE 1"), coroutines("""
            Function<Future<String>, Future<String>> a() { return Owner::a$lambda$0; }
            private static Future<String> a$lambda$0(Future<String> f) { await(f); return f; }
            """));
  }

  @Test
  void method_that_is_only_named_like_a_body_of_kotlin_is_none() {
    assertMessages("""
        private static Future<String> a$lambda$0(Future<String> f) { await(f); return f; }
        """, """
        Owner.java:8: error: await outside a coroutine (Owner.a$lambda$0)
            Only a method with @Coroutine can be suspended. Annotate it and let it return Future, \
        Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits. [AWAIT_OUTSIDE_COROUTINE]""");
  }

  @Test
  void abstract_method_may_carry_the_annotation_for_its_readers() {
    assertEquals(List.of(), coroutines("""
            interface Loader { @Coroutine Future<String> load(); }
            """, "com/acme/Owner$Loader"));
  }

  @Test
  void bridge_with_a_copied_annotation_is_passed_over() {
    assertEquals(List.of("load FUTURE 1"), coroutines("""
            interface Loader<T> { Future<T> load(T input); }
            static class Text implements Loader<String> {
              @Coroutine public Future<String> load(String s) { await(Future.of(s)); return null; }
            }
            """, "com/acme/Owner$Text"));
  }

  private static List<String> coroutines(String members) {
    return coroutines(members, "com/acme/Owner");
  }

  private static List<String> coroutines(String members, String className) {
    CoroutineFinder.Found found = CoroutineFinder.find(parse(members, className));
    assertEquals(List.of(), found.diagnostics());
    return found.coroutines().stream()
        .map(c -> c.method().name + " " + c.kind() + " " + c.awaits().size())
        .toList();
  }

  // ---- what is a mistake ------------------------------------------------------------------------

  @Test
  void await_outside_a_coroutine_is_an_error_at_each_await() {
    assertMessages("""
        Future<String> load(Future<String> f) {
          await(f);
          return Future.of(await(f));
        }
        """, """
        Owner.java:9: error: await outside a coroutine (Owner.load)
            Only a method with @Coroutine can be suspended. Annotate it and let it return Future, \
        Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits. [AWAIT_OUTSIDE_COROUTINE]""", """
        Owner.java:10: error: await outside a coroutine (Owner.load)
            Only a method with @Coroutine can be suspended. Annotate it and let it return Future, \
        Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits. [AWAIT_OUTSIDE_COROUTINE]""");
  }

  @Test
  void await_in_a_lambda_that_returns_no_future_is_an_error() {
    assertMessages("""
        void all(List<Future<String>> list) {
          list.forEach(f -> await(f));
        }
        """, """
        Owner.java:9: error: await in a lambda that returns void (Owner.all, in a lambda)
            A lambda body is a coroutine only if it returns Future, Awaitable, CompletionStage, \
        CompletableFuture or AsyncIterator. Return a future, use a loop instead of forEach, or \
        collect futures and await multi(futures). [AWAIT_IN_LAMBDA]""");
  }

  @Test
  void await_in_a_lambda_that_returns_an_object_is_an_error() {
    assertMessages("""
        Function<Future<String>, String> first() { return f -> await(f); }
        """, """
        Owner.java:8: error: await in a lambda that returns java.lang.String (Owner.first, in a lambda)
            A lambda body is a coroutine only if it returns Future, Awaitable, CompletionStage, \
        CompletableFuture or AsyncIterator. Return a future, use a loop instead of forEach, or \
        collect futures and await multi(futures). [AWAIT_IN_LAMBDA]""");
  }

  @Test
  void await_in_a_constructor_or_initialiser_is_an_error() {
    assertMessages("""
        static final Future<String> READY = Future.of("");
        static final String NAME = await(READY);
        Owner() { await(READY); }
        """, """
        Owner.java:10: error: await in a constructor or an initialiser (Owner.<init>)
            A constructor or initialiser hands out its object when it returns and cannot be \
        suspended. Await in a static @Coroutine factory method and pass the value in. \
        [AWAIT_IN_CONSTRUCTOR]""", """
        Owner.java:9: error: await in a static initialiser (Owner.<clinit>)
            A constructor or initialiser hands out its object when it returns and cannot be \
        suspended. Await in a static @Coroutine factory method and pass the value in. \
        [AWAIT_IN_CONSTRUCTOR]""");
  }

  @Test
  void method_reference_to_await_is_an_error() {
    assertMessages("""
        Function<Future<String>, String> reference() {
          return Coroutines::await;
        }
        """, """
        Owner.java:9: error: method reference to await or emit (Owner.reference)
            A method reference to await or emit cannot be rewritten. Call it in a coroutine, or pass the \
        future on. [AWAIT_METHOD_REFERENCE]""");
  }

  @Test
  void method_handle_of_await_is_an_error() {
    String descriptor = "(Lio/sirocco/Future;)Ljava/lang/Object;";
    Handle await =
        new Handle(Opcodes.H_INVOKESTATIC, "io/sirocco/Coroutines", "await", descriptor, false);
    ClassNode owner = MethodBuilder.method("()V")
        .line(5)
        .add(new LdcInsnNode(await))
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .inClass();

    assertMessages(owner, """
        Owner.java:5: error: method reference to await or emit (Owner.load)
            A method reference to await or emit cannot be rewritten. Call it in a coroutine, or pass the \
        future on. [AWAIT_METHOD_REFERENCE]""");
  }

  @Test
  void synchronized_coroutine_is_an_error() {
    assertMessages("""
        @Coroutine synchronized Future<String> load() { return null; }
        """, """
        Owner.java:8: error: @Coroutine on a synchronized method (Owner.load)
            A suspension leaves the method, and a method may not leave with a monitor held. On one \
        loop no other code runs between two awaits, so the keyword is usually not needed. \
        [SYNCHRONIZED_COROUTINE]""");
  }

  @Test
  void native_coroutine_is_an_error() {
    assertMessages("""
        @Coroutine native Future<String> load();
        """, """
        Owner.java: error: @Coroutine on a native method (Owner.load)
            A native method has no bytecode to rewrite. [NATIVE_COROUTINE]""");
  }

  @Test
  void emit_belongs_into_a_generator() {
    assertMessages("""
        @Coroutine Future<String> load() { Coroutines.emit(1); return null; }
        void plain() { Coroutines.emit(1); }
        @Coroutine AsyncIterator<Integer> rows() { Coroutines.emit(1); return null; }
        """, """
        Owner.java:8: error: emit in a coroutine that returns io.sirocco.Future (Owner.load)
            Only a generator has elements to hand out: a coroutine that returns AsyncIterator. \
        [EMIT_OUTSIDE_GENERATOR]""", """
        Owner.java:9: error: emit outside a coroutine (Owner.plain)
            Only a method with @Coroutine can be suspended. Annotate it and let it return Future, \
        Awaitable, CompletionStage, CompletableFuture or void; AsyncIterator if it emits. [AWAIT_OUTSIDE_COROUTINE]""");
  }

  @Test
  void coroutine_that_returns_something_else_is_an_error() {
    assertMessages("""
        @Coroutine String load() { return null; }
        @Coroutine Promise<String> promise() { return null; }
        """, """
        Owner.java:8: error: a coroutine cannot return java.lang.String (Owner.load)
            When it suspends there is nothing else to hand out: a coroutine returns Future, \
        Awaitable, CompletionStage, CompletableFuture, AsyncIterator or void. [RETURN_TYPE]""", """
        Owner.java:9: error: a coroutine cannot return io.sirocco.Promise (Owner.promise)
            When it suspends there is nothing else to hand out: a coroutine returns Future, \
        Awaitable, CompletionStage, CompletableFuture, AsyncIterator or void. [RETURN_TYPE]""");
  }

  /** ECJ makes such a method for a switch over an enum of a package with "sirocco" in its name. */
  @Test
  void name_that_only_contains_our_word_is_none_of_ours() {
    assertMessages("""
        void $SWITCH_TABLE$io$sirocco$demo$Colour() { }
        """);
  }

  @Test
  void name_like_those_of_generated_members_is_an_error() {
    assertMessages("""
        void lambda$a$sirocco$start$3() { }
        """, """
        Owner.java:8: error: method name is reserved (Owner.lambda$a$sirocco$start$3)
            Names with $sirocco$ are made by Sirocco. Rename the member. \
        [NAME_CLASH]""");
  }

  private static void assertMessages(String members, String... messages) {
    assertMessages(parse(members, "com/acme/Owner"), messages);
  }

  private static void assertMessages(ClassNode owner, String... messages) {
    assertEquals(
        List.of(messages),
        CoroutineFinder.find(owner).diagnostics().stream()
            .map(d -> d.format("Owner.java").replace(System.lineSeparator(), "\n"))
            .toList());
  }

  private static ClassNode parse(String members, String className) {
    return JavaSource.parse(JavaSource.compile(JavaSource.owner(members)).get(className));
  }
}
