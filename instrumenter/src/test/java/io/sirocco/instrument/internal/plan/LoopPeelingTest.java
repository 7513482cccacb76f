package io.sirocco.instrument.internal.plan;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import io.sirocco.instrument.internal.analyse.StackMap;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.IntInsnNode;

/** Instructions {@code BIPUSH n; POP} stand for the code of the user; local 1 is an int. */
class LoopPeelingTest {

  @Test
  void rest_of_the_iteration_is_copied_and_nothing_else() {
    MethodBuilder code = coroutine().mark("header");
    push(code, 1).awaitLocal(0);
    push(code, 2).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header");
    push(code, 3).op(Opcodes.RETURN);

    assertEquals(List.of(List.of(2)), iterations(code));
    assertEquals(List.of(1, 2, 3), main(code));
  }

  @Test
  void loop_that_is_left_behind_its_await_is_not_entered_again() {
    MethodBuilder code = coroutine().mark("header");
    push(code, 1).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header");
    push(code, 2).awaitLocal(0);
    push(code, 3).op(Opcodes.RETURN);

    assertEquals(List.of(), iterations(code));
    assertEquals(List.of(3), main(code));
  }

  @Test
  void await_that_ends_the_iteration_leaves_nothing_to_copy() {
    MethodBuilder code = coroutine().mark("header");
    push(code, 1).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "end");
    push(code, 2).awaitLocal(0).jump(Opcodes.GOTO, "header").mark("end").op(Opcodes.RETURN);

    assertEquals(List.of(List.of()), iterations(code));
  }

  @Test
  void awaits_of_one_loop_share_the_copy() {
    MethodBuilder code = coroutine().mark("header").awaitLocal(0);
    push(code, 1).awaitLocal(0);
    push(code, 2).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header").op(Opcodes.RETURN);

    assertEquals(List.of(List.of(1, 2)), iterations(code));
  }

  @Test
  void only_the_innermost_loop_is_peeled() {
    MethodBuilder code = coroutine().mark("outer");
    push(code, 1).mark("inner").awaitLocal(0);
    push(code, 2).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "inner");
    push(code, 3).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "outer").op(Opcodes.RETURN);
    CoroutinePlan plan = plan(code);

    assertEquals(List.of(List.of(2)), iterations(code));
    assertEquals(List.of(plan.analysis().points().get(0).loops().get(0)), way(plan));
  }

  @Test
  void loop_without_await_behind_the_await_is_copied_as_a_whole() {
    MethodBuilder code = coroutine().mark("outer").awaitLocal(0).mark("inner");
    push(code, 1).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "inner");
    push(code, 2).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "outer").op(Opcodes.RETURN);

    assertEquals(List.of(List.of(1, 2)), iterations(code));
  }

  @Test
  void handler_in_the_loop_is_copied_with_its_row() {
    MethodBuilder code = coroutine().mark("header").mark("try").awaitLocal(0).mark("end");
    code.jump(Opcodes.GOTO, "next");
    push(code.mark("handler").op(Opcodes.POP), 1).mark("next");
    push(code, 2).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header").op(Opcodes.RETURN);
    code.range("try", "end", "handler", null);

    assertEquals(List.of(List.of(1, 2)), iterations(code));
    assertEquals(1, plan(code).body().iterations().get(0).part().ranges().size());
  }

  @Test
  void handler_outside_of_the_loop_is_left_where_it_is() {
    MethodBuilder code = coroutine().mark("header").mark("try").awaitLocal(0);
    push(code, 1).mark("end").variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header");
    code.op(Opcodes.RETURN).mark("handler").op(Opcodes.POP);
    push(code, 2).op(Opcodes.RETURN).range("try", "end", "handler", null);

    assertEquals(List.of(List.of(1)), iterations(code));
    assertEquals(1, plan(code).body().iterations().get(0).part().ranges().size());
    assertEquals(List.of(1, 2), main(code));
  }

  @Test
  void code_that_falls_out_of_the_loop_lands_on_a_stack_map() {
    MethodBuilder code = coroutine().mark("header").awaitLocal(0).variable(Opcodes.ILOAD, 1);
    code.variable(Opcodes.ISTORE, 2).variable(Opcodes.ILOAD, 2).jump(Opcodes.IFNE, "header");
    code.op(Opcodes.RETURN);
    ResumedBody body = plan(code).body();

    assertEquals(1, body.landings().size());
    StackMap types = body.landing(body.landings().iterator().next()).orElseThrow();
    assertEquals(List.of("io/sirocco/Future", Opcodes.INTEGER, Opcodes.INTEGER), types.locals());
  }

  @Test
  void stack_map_of_the_class_file_is_used_where_there_is_one() {
    MethodBuilder code = coroutine().variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "out");
    code.mark("header").awaitLocal(0).variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header");
    code.mark("out").op(Opcodes.RETURN);
    ResumedBody body = plan(code).body();

    assertEquals(1, body.landings().size());
    assertEquals(Optional.empty(), body.landing(body.landings().iterator().next()));
  }

  @Test
  void object_without_constructor_call_keeps_the_copy_going_out_of_the_loop() {
    MethodBuilder code = coroutine().mark("header").awaitLocal(0);
    code.type(Opcodes.NEW, "java/lang/Object").variable(Opcodes.ILOAD, 1);
    code.jump(Opcodes.IFNE, "outside").op(Opcodes.POP).jump(Opcodes.GOTO, "header");
    push(code.mark("outside"), 1)
        .call(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V")
        .op(Opcodes.RETURN);

    assertEquals(List.of(List.of(1)), iterations(code));
  }

  @Test
  void iteration_that_enters_a_monitor_is_not_copied() {
    MethodBuilder code = coroutine().mark("header").awaitLocal(0);
    push(code, 1).variable(Opcodes.ALOAD, 0).op(Opcodes.MONITORENTER);
    code.variable(Opcodes.ALOAD, 0).op(Opcodes.MONITOREXIT);
    code.variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header").op(Opcodes.RETURN);

    assertEquals(List.of(), iterations(code));
    assertEquals(1, way(plan(code)).size());
  }

  @Test
  void copies_and_method_have_at_most_two_thousand_instructions() {
    assertEquals(
        1, iterations(loop(993)).size()); // 7 + 993 in the method, 3 of them not in the copy
    assertEquals(0, iterations(loop(1010)).size());
  }

  @Test
  void small_code_is_not_peeled() {
    assertEquals(List.of(), plan(loop(1)).smaller().body().iterations());
  }

  /** A loop of {@code await(f)}, some instructions, and a branch. */
  private static MethodBuilder loop(int instructions) {
    MethodBuilder code = coroutine().mark("header").awaitLocal(0);
    for (int i = 0; i < instructions; i++) {
      code.op(Opcodes.NOP);
    }
    return code.variable(Opcodes.ILOAD, 1).jump(Opcodes.IFNE, "header").op(Opcodes.RETURN);
  }

  private static MethodBuilder coroutine() {
    return method("(Lio/sirocco/Future;I)V").op(Opcodes.NOP);
  }

  private static MethodBuilder push(MethodBuilder code, int number) {
    return code.add(new IntInsnNode(Opcodes.BIPUSH, number)).op(Opcodes.POP);
  }

  private static CoroutinePlan plan(MethodBuilder code) {
    return CoroutinePlan.of(Coroutine.of(code).analysis(), 0);
  }

  private static List<?> way(CoroutinePlan plan) {
    return plan.points().get(0).way();
  }

  /** The numbers that the copies of iterations push. */
  private static List<List<Integer>> iterations(MethodBuilder code) {
    CoroutinePlan plan = plan(code);
    return plan.body().iterations().stream()
        .map(iteration -> pushed(plan, iteration.part().kept()))
        .toList();
  }

  private static List<Integer> main(MethodBuilder code) {
    CoroutinePlan plan = plan(code);
    return pushed(plan, plan.body().main().kept());
  }

  private static List<Integer> pushed(CoroutinePlan plan, BitSet kept) {
    return kept.stream()
        .mapToObj(plan.analysis().coroutine().method().instructions::get)
        .filter(insn -> insn.getOpcode() == Opcodes.BIPUSH)
        .map(insn -> ((IntInsnNode) insn).operand)
        .toList();
  }
}
