package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;

class TypeFlowTest {

  @Test
  void parameters_have_their_declared_types() {
    MethodBuilder code = method("(ZJLjava/lang/String;[I)V").mark("entry").op(Opcodes.RETURN);

    assertEquals(
        List.of(Opcodes.INTEGER, Opcodes.LONG, Opcodes.TOP, "java/lang/String", "[I"),
        typesAt("entry", code).locals());
  }

  @Test
  void wide_local_is_followed_by_top_and_a_wide_operand_is_not() {
    MethodBuilder code = method("(J)V")
        .variable(Opcodes.LLOAD, 0)
        .op(Opcodes.ICONST_0)
        .mark("here")
        .op(Opcodes.POP)
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN);

    assertEquals(List.of(Opcodes.LONG, Opcodes.TOP), typesAt("here", code).locals());
    assertEquals(List.of(Opcodes.LONG, Opcodes.INTEGER), typesAt("here", code).stack());
  }

  @Test
  void store_into_the_second_half_of_a_wide_local_destroys_it() {
    MethodBuilder code = method("(J)V")
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, 1)
        .mark("here")
        .op(Opcodes.RETURN);

    assertEquals(List.of(Opcodes.TOP, Opcodes.INTEGER), typesAt("here", code).locals());
  }

  @Test
  void local_with_only_null_so_far_has_the_type_null() {
    MethodBuilder code = method("()V")
        .op(Opcodes.ACONST_NULL)
        .variable(Opcodes.ASTORE, 0)
        .mark("here")
        .op(Opcodes.RETURN);

    assertEquals(List.of(Opcodes.NULL), typesAt("here", code).locals());
  }

  @Test
  void stack_map_of_the_class_file_decides_where_paths_meet() {
    MethodBuilder code = method("(Ljava/lang/String;)V")
        .mark("before")
        .frame(new Object[] {"java/lang/CharSequence"}, new Object[0])
        .mark("here")
        .op(Opcodes.RETURN);

    assertEquals(List.of("java/lang/CharSequence"), typesAt("here", code).locals());
  }

  @Test
  void uninitialised_object_goes_by_the_last_label_before_its_allocation() {
    MethodBuilder code = method("()V")
        .mark("first")
        .line(3)
        .mark("last")
        .type(Opcodes.NEW, "java/lang/Object")
        .op(Opcodes.DUP)
        .mark("here")
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN);

    List<Object> stack = typesAt("here", code).stack();

    assertEquals("last", code.nameOf((AbstractInsnNode) stack.get(0)));
    assertSame(stack.get(0), stack.get(1));
    assertEquals("java/lang/Object", TypeFlow.allocatedType((LabelNode) stack.get(0)));
  }

  @Test
  void uninitialised_object_has_the_same_name_in_a_stack_map() {
    MethodBuilder code = method("()V").mark("first").mark("last");
    Object named = code.node().instructions.getFirst();
    code.type(Opcodes.NEW, "java/lang/Object")
        .frame(new Object[0], new Object[] {named})
        .mark("here")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    Object site = typesAt("here", code).stack().get(0);

    assertEquals("last", code.nameOf((AbstractInsnNode) site));
  }

  @Test
  void label_in_front_of_a_nop_is_no_name_for_the_allocation_behind_it() {
    MethodBuilder code =
        method("()V").mark("first").op(Opcodes.NOP).mark("second").type(Opcodes.NEW, "A");
    LabelNode first = (LabelNode) code.node().instructions.getFirst();

    assertSame(first, StackMap.site(first));
  }

  @Test
  void constructor_call_initialises_every_copy() {
    MethodBuilder code = method("()V")
        .mark("site")
        .type(Opcodes.NEW, "java/lang/Object")
        .op(Opcodes.DUP)
        .variable(Opcodes.ASTORE, 0)
        .op(Opcodes.DUP)
        .call(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V")
        .mark("here")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals(List.of("java/lang/Object"), typesAt("here", code).locals());
    assertEquals(List.of("java/lang/Object"), typesAt("here", code).stack());
  }

  @Test
  void code_behind_a_jump_without_a_stack_map_has_no_types() {
    MethodBuilder code = method("()V").op(Opcodes.RETURN).mark("dead").op(Opcodes.RETURN);

    Map<AbstractInsnNode, StackMap> types =
        new TypeFlow(MethodBuilder.OWNER, code.node()).before(insn -> true);

    assertTrue(types.containsKey(code.node().instructions.getFirst()));
    assertFalse(types.containsKey(code.at("dead")));
  }

  @Test
  void allocation_without_a_label_gets_one_and_no_other_does() {
    MethodBuilder code = method("()V")
        .op(Opcodes.NOP)
        .type(Opcodes.NEW, "java/lang/Object")
        .op(Opcodes.POP)
        .mark("labelled")
        .line(4)
        .type(Opcodes.NEW, "java/lang/Object")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);
    int before = code.node().instructions.size();

    TypeFlow.labelAllocations(code.node());
    TypeFlow.labelAllocations(code.node());

    AbstractInsnNode[] insns = code.node().instructions.toArray();
    assertEquals(before + 1, insns.length);
    assertTrue(insns[1] instanceof LabelNode, Arrays.toString(insns));
  }

  private static StackMap typesAt(String mark, MethodBuilder code) {
    AbstractInsnNode wanted = code.at(mark);
    return new TypeFlow(MethodBuilder.OWNER, code.node())
        .before(insn -> insn == wanted)
        .get(wanted);
  }
}
