package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.internal.read.Suppressions;
import io.sirocco.instrument.report.Diagnostic;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

/** Lines are counted from the first line of the members, which is 1. */
class DroppedFuturesTest {
  private static final int LINES_BEFORE = 7;

  @Test
  void call_as_a_statement_is_found() {
    assertDropped("1: the future of load is dropped", """
        void start() { load(); }
        @Coroutine Future<String> load() { return null; }
        """);
  }

  @Test
  void future_that_is_stored_and_never_read_is_found() {
    assertDropped("2: a future is stored and never used", """
        void start() {
          Future<String> f = load();
          f = null;
        }
        @Coroutine Future<String> load() { return null; }
        """);
  }

  @Test
  void lazy_coroutine_and_completion_stages_are_found_too() {
    assertDropped("""
        1: the future of lazy is dropped
        1: the future of stage is dropped
        1: the future of completable is dropped""", """
        void start() { lazy(); stage(); completable(); }
        @Coroutine Awaitable<String> lazy() { return null; }
        @Coroutine CompletionStage<String> stage() { return null; }
        @Coroutine CompletableFuture<String> completable() { return null; }
        """);
  }

  @Test
  void statement_lambda_and_method_reference_are_found() {
    assertDropped("""
        1: the future of load is dropped
        2: the future of load is dropped by a reference to it""", """
        Runnable lambda = () -> load();
        Runnable reference = Owner::load;
        @Coroutine static Future<String> load() { return null; }
        """);
  }

  @Test
  void call_in_a_finally_block_is_reported_once() {
    assertDropped("1: the future of load is dropped", """
        void start() { try { hashCode(); } finally { load(); } }
        @Coroutine Future<String> load() { return null; }
        """);
  }

  @Test
  void inherited_and_overridden_coroutines_are_found_by_their_declaration() {
    assertDropped("""
        2: the future of load is dropped
        3: the future of load is dropped""", """
        void start(Impl impl, Sub sub) {
          sub.load();
          ((Service) impl).load();
          impl.load();
        }
        interface Service { @Coroutine Future<String> load(); }
        static class Impl implements Service { public Future<String> load() { return null; } }
        static abstract class Sub implements Service {}
        """);
  }

  @Test
  void awaited_returned_kept_passed_and_detached_futures_are_used() {
    assertDropped("", """
        Future<String> field;
        @Coroutine Future<String> start(List<Future<String>> list) {
          await(load());
          field = load();
          list.add(load());
          Future<String> f = load();
          if (list.isEmpty()) { await(f); }
          load().detach();
          Callable<?> c = () -> load();
          Supplier<Future<String>> s = Owner::load;
          return load();
        }
        @Coroutine static Future<String> load() { return null; }
        """);
  }

  @Test
  void wait_of_the_runtime_without_await_is_found() {
    assertDropped("""
        2: the future of sleep is dropped
        2: the future of acquire is dropped
        3: a future is stored and never used""", """
        void start(java.time.Duration d, io.sirocco.locks.Lock lock) {
          Coroutines.sleep(d); lock.acquire();
          Future<?> f = Coroutines.withTimeout(d, Future.of(1));
          Coroutines.sleep(d).detach();
        }
        """);
  }

  /** Such a name is a string here. */
  @Test
  void waits_of_the_runtime_exist() throws ClassNotFoundException {
    for (String wait : SiroccoNames.WAITS) {
      int dot = wait.indexOf('.');
      Class<?> owner = Class.forName(wait.substring(0, dot).replace('/', '.'));

      assertTrue(
          Arrays.stream(owner.getMethods())
              .anyMatch(method -> method.getName().equals(wait.substring(dot + 1))),
          wait);
    }
  }

  @Test
  void futures_of_other_methods_and_void_coroutines_may_be_dropped() {
    assertDropped("", """
        void start(Promise<String> p) {
          plain(); forget(); p.toCompletableFuture(); CompletableFuture.runAsync(null);
        }
        Future<String> plain() { return null; }
        @Coroutine void forget() {}
        """);
  }

  @Test
  void nop_behind_the_call_hides_nothing() {
    MethodBuilder code =
        callOfCoroutine(method("()V")).op(Opcodes.NOP).op(Opcodes.POP).op(Opcodes.RETURN);

    assertEquals("the future of load is dropped", String.join("\n", droppedIn(code)));
  }

  /** The graph does not know where a subroutine returns to, which is where the future is read. */
  @Test
  void future_that_a_subroutine_stores_is_left_alone() {
    MethodBuilder code = method("()V")
        .jump(Opcodes.JSR, "subroutine")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .mark("subroutine")
        .variable(Opcodes.ASTORE, 1);
    callOfCoroutine(code).variable(Opcodes.ASTORE, 0).variable(Opcodes.RET, 1);

    assertEquals(List.of(), droppedIn(code));
  }

  private static MethodBuilder callOfCoroutine(MethodBuilder code) {
    return code.call(Opcodes.INVOKESTATIC, MethodBuilder.OWNER, "load", "()Lio/sirocco/Future;");
  }

  /** What is found in a method of a class that declares a coroutine. */
  private static List<String> droppedIn(MethodBuilder code) {
    Map<String, byte[]> classes = JavaSource.compile(
        JavaSource.owner("@Coroutine static Future<String> load() { return null; }"));
    ClassNode owner = new ClassNode();
    owner.name = MethodBuilder.OWNER;
    owner.methods.add(code.node());
    return find(owner, classes).stream().map(Diagnostic::detail).toList();
  }

  private static List<Diagnostic> find(ClassNode owner, Map<String, byte[]> classes) {
    Warnings warnings = new Warnings(owner, new Suppressions(classes::get));
    DroppedFutures.find(owner, new CoroutineCalls(classes::get), warnings);
    return warnings.inOrderOfLines();
  }

  private static void assertDropped(String expected, String members) {
    Map<String, byte[]> classes = JavaSource.compile(JavaSource.owner(members));
    List<String> lines = find(JavaSource.parse(classes.get("com/acme/Owner")), classes).stream()
        .map(d -> (d.line() - LINES_BEFORE) + ": " + d.detail())
        .toList();
    assertEquals(expected, String.join("\n", lines));
  }
}
