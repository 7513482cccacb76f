package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.ClassSource;
import io.sirocco.instrument.fixture.JavaSource;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.internal.read.Suppressions;
import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
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

  @Test
  void waits_and_starts_of_queues_scopes_and_executors_are_found_also_in_subclasses() {
    assertDropped("""
        2: the future of put is dropped
        3: the future of get is dropped
        4: the future of put is dropped
        5: the future of run is dropped
        6: the future of runOnExecutor is dropped
        7: the future of runInExecutor is dropped""", """
        void start(io.sirocco.queues.Queue<String> q, io.sirocco.queues.PriorityQueue<String> p, IOLoop loop) {
          q.put("");
          q.get();
          p.put("");
          Scope.run(scope -> null);
          Coroutines.runOnExecutor(null, () -> 1);
          loop.runInExecutor(null, () -> 1);
          q.putNow("");
        }
        """);
  }

  @Test
  void advice_fits_what_is_dropped() {
    assertEquals(
        List.of(
            "It gives a future to wait for, and nobody does. Await it. Or call putNow, which throws if"
                + " there is no room.",
            "It gives a future to wait for, and nobody does. Await it.",
            "Nobody will see it fail, and a lazy coroutine will not even run. Await the future, return it"
                + " or keep it; for work in the background say detach() or use spawnCallback.",
            "Nobody will see them fail. Await all of them: await(multi(futures))."),
        found("""
            void start(io.sirocco.queues.Queue<String> q) {
              q.put("");
              q.get();
              load();
              new ArrayList<Future<String>>().add(load());
            }
            @Coroutine Future<String> load() { return null; }
            """).stream().map(Diagnostic::advice).toList());
  }

  @Test
  void futures_in_a_collection_that_nobody_reads_are_found() {
    assertDropped("""
        5: the future of load is put where nobody reads it
        8: the future of load is put where nobody reads it""", """
        void start() {
          List<Future<String>> list = new ArrayList<>();
          Map<String, Future<String>> map = new HashMap<>();
          for (int i = 0; i < 3; i++) {
            list.add(load());
          }
          Set<Future<String>> set = new HashSet<>();
          map.put("", load());
          set.add(Future.of(""));
        }
        @Coroutine Future<String> load() { return null; }
        """);
  }

  @Test
  void futures_in_a_collection_that_somebody_may_read_are_used() {
    assertDropped("", """
        List<Future<String>> field = new ArrayList<>();
        List<Future<String>> start(List<Future<String>> parameter, boolean some) {
          field.add(load());
          parameter.add(load());
          List<Future<String>> awaited = new ArrayList<>();
          awaited.add(load());
          use(awaited);
          List<Future<String>> counted = new ArrayList<>();
          counted.add(load());
          if (counted.size() > 1) { return null; }
          List<Future<String>> captured = new ArrayList<>();
          captured.add(load());
          Runnable r = () -> captured.clear();
          List<Future<String>> inField = new ArrayList<>();
          inField.add(load());
          field = inField;
          List<Future<String>> inList = new ArrayList<>();
          inList.add(load());
          List<Object> all = new ArrayList<>(inList);
          List<Future<String>> returned = some ? new ArrayList<>() : new LinkedList<>();
          returned.add(load());
          return returned;
        }
        void use(List<?> list) {}
        @Coroutine Future<String> load() { return null; }
        """);
  }

  @Test
  void calls_on_mocks_start_nothing() {
    assertDropped("23: the future of load is dropped", """
        @org.mockito.Mock Service field;
        interface Service { @Coroutine Future<String> load(); @Coroutine Future<String> load(String s, long n); }
        void test(Service real, Service mock) {
          org.mockito.Mockito.verify(mock).load();
          org.mockito.Mockito.verify(mock, org.mockito.Mockito.times(2)).load(org.mockito.ArgumentMatchers.eq(""), 1L);
          org.mockito.Mockito.doReturn(null).when(mock).load();
          org.mockito.Mockito.doThrow(new RuntimeException()).when(mock).load("" + mock, 2);
          org.mockito.Mockito.doAnswer(call -> null).when(mock).load();
          org.mockito.Mockito.doNothing().when(mock).load();
          org.mockito.InOrder order = org.mockito.Mockito.inOrder(mock);
          order.verify(mock).load();
          order.verify(mock, org.mockito.Mockito.never()).load();
          org.mockito.BDDMockito.then(mock).should().load();
          org.mockito.BDDMockito.willReturn(null).given(mock).load();
          org.mockito.BDDMockito.willThrow(new RuntimeException()).given(mock).load();
          org.mockito.BDDMockito.then(mock).should(order).load();
          Service made = org.mockito.Mockito.mock(Service.class);
          made.load();
          field.load();
          try (org.mockito.MockedStatic<Owner> statics = org.mockito.Mockito.mockStatic(Owner.class)) {
            statics.verify(() -> Owner.start());
            statics.verify(Owner::start);
            real.load();
          }
        }
        @Coroutine static Future<String> start() { return null; }
        """);
  }

  @Test
  void lambda_that_is_expected_to_throw_may_drop() {
    assertDropped("7: the future of load is dropped", """
        void test() {
          org.junit.jupiter.api.Assertions.assertThrows(Exception.class, () -> load());
          org.junit.jupiter.api.Assertions.assertThrows(Exception.class, () -> { hashCode(); load(); });
          org.junit.jupiter.api.Assertions.assertThrows(Exception.class, this::load);
          org.assertj.core.api.Assertions.assertThatThrownBy(() -> load()).isNotNull();
          org.assertj.core.api.Assertions.assertThatCode(() -> load()).doesNotThrowAnyException();
          Runnable other = () -> load();
        }
        @Coroutine Future<String> load() { return null; }
        """);
  }

  /** Such a name is a string here. */
  @Test
  void waits_and_starts_of_the_runtime_exist() throws ClassNotFoundException {
    List<String> names = new ArrayList<>(SiroccoNames.WAITS);
    names.addAll(SiroccoNames.STARTS);
    for (String wait : names) {
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
    DroppedFutures.find(owner, new CoroutineCalls(withRuntime(classes)::find), warnings);
    return warnings.inOrderOfLines();
  }

  private static ClassSource withRuntime(Map<String, byte[]> classes) {
    ClassSource compiled = classes::get;
    return compiled.or(ClassSource.loader(DroppedFuturesTest.class.getClassLoader()));
  }

  private static List<Diagnostic> found(String members) {
    Map<String, byte[]> classes = JavaSource.compile(JavaSource.owner(members));
    return find(JavaSource.parse(classes.get("com/acme/Owner")), classes);
  }

  private static void assertDropped(String expected, String members) {
    List<String> lines = found(members).stream()
        .map(d -> (d.line() - LINES_BEFORE) + ": " + d.detail())
        .toList();
    assertEquals(expected, String.join("\n", lines));
  }
}
