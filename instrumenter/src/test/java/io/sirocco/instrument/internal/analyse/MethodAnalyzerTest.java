package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.ReturnKind;
import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;

class MethodAnalyzerTest {

  @Test
  void analysis_does_not_change_the_method() {
    Coroutine coroutine = Coroutine.of(newAroundAwait());
    byte[] before = bytes(coroutine.owner());

    coroutine.analysis();

    assertArrayEquals(before, bytes(coroutine.owner()));
  }

  private static byte[] bytes(ClassNode owner) {
    ClassWriter writer = new ClassWriter(0);
    owner.accept(writer);
    return writer.toByteArray();
  }

  @Test
  void points_are_numbered_in_instruction_order_and_know_their_line() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .line(10)
        .awaitLocal(0)
        .awaitLocal(0)
        .line(12)
        .awaitLocal(0)
        .op(Opcodes.RETURN));

    List<SuspensionPoint> points = coroutine.analysis().points();

    assertEquals(List.of(1, 2, 3), points.stream().map(SuspensionPoint::number).toList());
    assertEquals(List.of(10, 10, 12), points.stream().map(SuspensionPoint::line).toList());
  }

  @Test
  void point_knows_the_operands_below_the_awaited_future() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;J)V")
        .variable(Opcodes.LLOAD, 1)
        .op(Opcodes.ICONST_0)
        .awaitLocal(0)
        .op(Opcodes.POP)
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN));

    SuspensionPoint point = coroutine.analysis().points().get(0);

    assertEquals(List.of(Opcodes.LONG, Opcodes.INTEGER), point.types().stack());
    assertEquals("io/sirocco/Future", point.awaitedType());
    assertEquals("{}", point.liveLocals().toString());
  }

  @Test
  void point_knows_the_loops_around_it_and_their_stack_maps() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, 1)
        .mark("outer")
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFNE, "end")
        .op(Opcodes.FCONST_0)
        .variable(Opcodes.FSTORE, 2)
        .mark("inner")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFEQ, "inner")
        .jump(Opcodes.GOTO, "outer")
        .mark("end")
        .op(Opcodes.RETURN));

    List<Loop> loops = coroutine.analysis().points().get(0).loops();

    assertEquals(
        List.of(
            List.of("io/sirocco/Future", Opcodes.INTEGER),
            List.of("io/sirocco/Future", Opcodes.INTEGER, Opcodes.FLOAT)),
        loops.stream().map(loop -> loop.types().locals()).toList());
  }

  @Test
  void object_that_is_uninitialised_at_an_await_is_deferred_to_its_constructor_call() {
    MethodAnalysis analysis = Coroutine.of(newAroundAwait()).analysis();

    LabelNode site = analysis.deferredSites().iterator().next();
    Construction construction = analysis.constructions().get(0);
    assertEquals(1, analysis.deferredSites().size());
    assertEquals(List.of(site, site), analysis.points().get(0).types().stack());
    assertEquals(1, analysis.constructions().size());
    assertSame(site, construction.site());
    assertEquals("java/lang/String", construction.type());
    assertEquals(List.of(site, site, "java/lang/String"), construction.types().stack());
  }

  @Test
  void comparing_an_object_before_its_constructor_is_called_is_refused() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .line(7)
        .type(Opcodes.NEW, "java/lang/Object")
        .awaitLocal(0)
        .op(Opcodes.DUP)
        .op(Opcodes.ACONST_NULL)
        .jump(Opcodes.IF_ACMPEQ, "end")
        .jump(Opcodes.IFNULL, "other")
        .mark("other")
        .op(Opcodes.RETURN)
        .mark("end")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN));

    List<Diagnostic> diagnostics = new ArrayList<>();
    coroutine.analysis(diagnostics);

    String message = """
        Owner.java:7: error: object compared or locked before its constructor is called (Owner.load)
            While a constructor's arguments are awaited its object cannot be kept, so nothing may \
        look at it before the constructor is called. No Java compiler does; find the tool that did. \
        [UNINITIALISED_OBJECT]""";
    assertMessages(diagnostics, message, message);
  }

  @Test
  void comparing_an_object_before_an_await_free_constructor_call_is_fine() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .type(Opcodes.NEW, "java/lang/Object")
        .jump(Opcodes.IFNULL, "end")
        .awaitLocal(0)
        .mark("end")
        .op(Opcodes.RETURN));

    List<Diagnostic> diagnostics = new ArrayList<>();
    coroutine.analysis(diagnostics);

    assertEquals(List.of(), diagnostics);
  }

  /** {@code new String(new String("")); new String((String) await(f)); }. */
  private static MethodBuilder newAroundAwait() {
    return method("(Lio/sirocco/Future;)V")
        .type(Opcodes.NEW, "java/lang/Object")
        .op(Opcodes.DUP)
        .call(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V")
        .op(Opcodes.POP)
        .type(Opcodes.NEW, "java/lang/String")
        .op(Opcodes.DUP)
        .variable(Opcodes.ALOAD, 0)
        .await()
        .type(Opcodes.CHECKCAST, "java/lang/String")
        .call(Opcodes.INVOKESPECIAL, "java/lang/String", "<init>", "(Ljava/lang/String;)V")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);
  }

  @Test
  void await_under_a_monitor_is_an_error_with_both_lines() {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .line(3)
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITORENTER)
        .line(4)
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITOREXIT)
        .line(6)
        .awaitLocal(0)
        .op(Opcodes.RETURN));
    List<Diagnostic> diagnostics = new ArrayList<>();

    coroutine.analysis(diagnostics);

    assertMessages(diagnostics, """
        Owner.java:4: error: await while holding the monitor entered at line 3 (Owner.load)
            A suspension leaves the method, and a method may not leave with a monitor held. \
        Move the await out of the synchronized block. [AWAIT_UNDER_MONITOR]""");
  }

  @Test
  void await_in_dead_code_without_a_stack_map_is_an_error() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V")
        .op(Opcodes.RETURN)
        .line(5)
        .awaitLocal(0)
        .op(Opcodes.RETURN);
    ClassNode owner = new ClassNode();
    owner.name = MethodBuilder.OWNER;
    List<Diagnostic> diagnostics = new ArrayList<>();

    new Coroutine(owner, code.node()).analysis(diagnostics);

    assertMessages(diagnostics, """
        Owner.java:5: error: no stack map at an await (Owner.load)
            The class file cannot be read, or is not valid. Build it again. [MALFORMED_CLASS]""");
  }

  @Test
  void method_with_nearly_all_locals_in_use_is_too_large() {
    assertMessages(diagnosticsOfUsing(64_001), """
        Owner.java:3: error: 64001 slots of local variables (limit 64000) (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""");
    assertEquals(List.of(), diagnosticsOfUsing(64_000));
  }

  private static List<Diagnostic> diagnosticsOfUsing(int locals) {
    Coroutine coroutine = Coroutine.of(method("(Lio/sirocco/Future;)V")
        .line(3)
        .awaitLocal(0)
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, locals - 1)
        .op(Opcodes.RETURN));
    List<Diagnostic> diagnostics = new ArrayList<>();
    coroutine.analysis(diagnostics);
    return diagnostics;
  }

  @Test
  void method_that_would_restore_more_than_a_million_locals_is_too_large() {
    assertMessages(diagnosticsOfRestoring(1_001), """
        Owner.java:1: error: 1001000 locals to restore at 1001 awaits (limit 1000000) (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""");
    assertEquals(List.of(), diagnosticsOfRestoring(1_000));
  }

  /** A thousand locals are read behind all awaits. */
  private static List<Diagnostic> diagnosticsOfRestoring(int awaits) {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").line(1);
    for (int i = 1; i < 1_000; i++) {
      code.op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, i);
    }
    for (int i = 0; i < awaits; i++) {
      code.awaitLocal(0);
    }
    code.variable(Opcodes.ALOAD, 0).op(Opcodes.POP);
    for (int i = 1; i < 1_000; i++) {
      code.variable(Opcodes.ILOAD, i).op(Opcodes.POP);
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    Coroutine.of(code.op(Opcodes.RETURN)).analysis(diagnostics);
    return diagnostics;
  }

  @Test
  void method_with_too_many_handlers_around_too_many_awaits_is_too_large() {
    assertMessages(diagnosticsOfProtecting(434, 151), """
        Owner.java:1: error: 65968 rows of the exception table (limit 65534), one for each handler \
        of each await (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""");
    assertEquals(List.of(), diagnosticsOfProtecting(434, 150));
  }

  private static List<Diagnostic> diagnosticsOfProtecting(int handlers, int awaits) {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").line(1).mark("start");
    for (int i = 0; i < awaits; i++) {
      code.awaitLocal(0);
    }
    code.mark("end").op(Opcodes.RETURN).mark("handler").op(Opcodes.POP).awaitLocal(0);
    for (int i = 0; i < handlers; i++) {
      code.range("start", "end", "handler", "java/lang/Exception" + i);
    }
    List<Diagnostic> diagnostics = new ArrayList<>();
    Coroutine.of(code.op(Opcodes.RETURN)).analysis(diagnostics);
    return diagnostics;
  }

  @Test
  void lazy_coroutine_with_more_arguments_than_a_call_site_takes_is_too_large() {
    assertMessages(diagnosticsOfLazy(Opcodes.ACC_STATIC, 126), """
        Owner.java:1: error: lazy coroutine with 252 argument slots (limit 250) (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""");
    assertEquals(List.of(), diagnosticsOfLazy(Opcodes.ACC_STATIC, 125));
  }

  @Test
  void receiver_of_a_lazy_coroutine_is_an_argument_too() {
    assertMessages(diagnosticsOfLazy(0, 125), """
        Owner.java:1: error: lazy coroutine with 251 argument slots (limit 250) (Owner.load)
            The JVM's limits for one method or class are exceeded. Split the method. [TOO_LARGE]""");
    assertEquals(List.of(), diagnosticsOfLazy(0, 124));
  }

  private static List<Diagnostic> diagnosticsOfLazy(int access, int longs) {
    Coroutine coroutine =
        Coroutine.of(method("(" + "J".repeat(longs) + ")V").line(1).op(Opcodes.RETURN));
    coroutine.method().access = access;
    CoroutineMethod lazy = coroutine.coroutine(ReturnKind.AWAITABLE);
    List<Diagnostic> diagnostics = new ArrayList<>();
    MethodAnalyzer.analyze(coroutine.owner(), lazy, diagnostics::add);
    return diagnostics;
  }

  @Test
  void method_that_assigns_its_local_0_loses_this() {
    MethodBuilder code =
        method("()V").op(Opcodes.ACONST_NULL).variable(Opcodes.ASTORE, 0).op(Opcodes.RETURN);
    Coroutine coroutine = Coroutine.of(code);
    boolean ofStatic = coroutine.analysis().losesThis();

    coroutine.method().access = 0;

    assertFalse(ofStatic);
    assertTrue(coroutine.analysis().losesThis());
  }

  @Test
  void method_that_stores_a_number_into_its_local_0_loses_this() {
    Coroutine coroutine = Coroutine.of(
        method("()V").op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, 0).op(Opcodes.RETURN));

    coroutine.method().access = 0;

    assertTrue(coroutine.analysis().losesThis());
  }

  private static void assertMessages(List<Diagnostic> diagnostics, String... messages) {
    assertEquals(
        List.of(messages),
        diagnostics.stream()
            .map(d -> d.format("Owner.java").replace(System.lineSeparator(), "\n"))
            .toList());
  }
}
