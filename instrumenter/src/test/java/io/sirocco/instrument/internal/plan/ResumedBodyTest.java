package io.sirocco.instrument.internal.plan;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/** Instructions {@code BIPUSH n; POP} stand for the code of the user. */
class ResumedBodyTest {

  @Test
  void code_before_the_first_await_is_left_out() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V");
    push(code, 1).awaitLocal(0);
    push(code, 2).op(Opcodes.RETURN);

    assertEquals(List.of(2), kept(code));
  }

  @Test
  void loop_around_an_await_is_kept_from_its_header() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V");
    push(code, 1).mark("loop");
    push(code, 2).awaitLocal(0);
    push(code, 3).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "loop").op(Opcodes.RETURN);

    assertEquals(List.of(2, 3), kept(code));
  }

  @Test
  void handler_of_an_await_is_kept_and_the_handler_of_what_ran_before_is_not() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").mark("start before");
    push(code, 1).mark("end before").mark("start").awaitLocal(0).mark("end").op(Opcodes.RETURN);
    push(code.mark("handler before").op(Opcodes.POP), 2).op(Opcodes.RETURN);
    push(code.mark("handler").op(Opcodes.POP), 3)
        .op(Opcodes.RETURN)
        .range("start before", "end before", "handler before", null)
        .range("start", "end", "handler", null);

    assertEquals(List.of(3), kept(code));
    assertEquals(1, body(code).ranges().size());
  }

  @Test
  void row_that_covers_nothing_but_the_await_is_kept() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V")
        .variable(Opcodes.ALOAD, 0)
        .mark("start")
        .await()
        .mark("end")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("start", "end", "handler", null);

    assertEquals(1, body(code).ranges().size());
  }

  @Test
  void row_that_covers_only_what_ran_before_is_left_out_though_its_handler_is_kept() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").mark("start before");
    push(code, 1).mark("end before").mark("start").awaitLocal(0).mark("end").op(Opcodes.RETURN);
    push(code.mark("handler").op(Opcodes.POP), 2)
        .op(Opcodes.RETURN)
        .range("start before", "end before", "handler", "java/io/IOException")
        .range("start", "end", "handler", "java/lang/RuntimeException");

    assertEquals(
        List.of("java/lang/RuntimeException"),
        body(code).ranges().stream().map(row -> row.type).toList());
  }

  @Test
  void row_behind_one_that_catches_everything_is_left_out() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V")
        .mark("start")
        .awaitLocal(0)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .mark("never reached")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("start", "end", "handler", null)
        .range("start", "end", "never reached", "java/io/IOException");

    assertEquals(
        List.of("null"),
        body(code).ranges().stream().map(row -> String.valueOf(row.type)).toList());
  }

  @Test
  void await_that_only_a_resumption_reaches_again_is_not_kept_itself() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V").awaitLocal(0).awaitLocal(0);
    code.op(Opcodes.RETURN);
    Coroutine coroutine = Coroutine.of(code);

    BodyPart body = CoroutinePlan.of(coroutine.analysis(), 0).body().main();

    List<AbstractInsnNode> awaits = List.copyOf(coroutine.coroutine(null).awaits());
    assertEquals(false, isKept(awaits.get(0), coroutine, body));
    assertEquals(true, isKept(awaits.get(1), coroutine, body));
  }

  @Test
  void variable_is_listed_if_its_scope_reaches_behind_an_await() {
    Coroutine coroutine = Coroutine.of(
        method("(Lio/sirocco/Future;)V").op(Opcodes.NOP).awaitLocal(0).op(Opcodes.RETURN));
    MethodNode method = coroutine.method();
    LabelNode start = label(method, method.instructions.getFirst());
    LabelNode beforeAwait = label(method, method.instructions.get(2));
    LabelNode end = new LabelNode();
    method.instructions.add(end);
    method.localVariables =
        List.of(variable("gone", start, beforeAwait), variable("future", start, end));

    BodyPart body = CoroutinePlan.of(coroutine.analysis(), 0).body().main();

    assertEquals(List.of("future"), body.variables().stream().map(v -> v.name).toList());
  }

  private static LabelNode label(MethodNode method, AbstractInsnNode before) {
    LabelNode label = new LabelNode();
    method.instructions.insertBefore(before, label);
    return label;
  }

  private static LocalVariableNode variable(String name, LabelNode start, LabelNode end) {
    return new LocalVariableNode(name, "Lio/sirocco/Future;", null, start, end, 0);
  }

  private static MethodBuilder push(MethodBuilder code, int number) {
    return code.add(new IntInsnNode(Opcodes.BIPUSH, number)).op(Opcodes.POP);
  }

  private static BodyPart body(MethodBuilder code) {
    return CoroutinePlan.of(Coroutine.of(code).analysis(), 0).body().main();
  }

  /** The numbers that the kept part pushes. */
  private static List<Integer> kept(MethodBuilder code) {
    Coroutine coroutine = Coroutine.of(code);
    BodyPart body = CoroutinePlan.of(coroutine.analysis(), 0).body().main();
    return body.kept().stream()
        .mapToObj(coroutine.method().instructions::get)
        .filter(insn -> insn.getOpcode() == Opcodes.BIPUSH)
        .map(insn -> ((IntInsnNode) insn).operand)
        .toList();
  }

  private static boolean isKept(AbstractInsnNode insn, Coroutine coroutine, BodyPart body) {
    return body.kept().get(coroutine.method().instructions.indexOf(insn));
  }
}
