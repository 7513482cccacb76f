package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.MethodBuilder;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

class LivenessTest {

  @Test
  void local_is_live_from_its_store_to_its_last_read() {
    MethodBuilder code = method("()V")
        .mark("before")
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, 3)
        .mark("between")
        .variable(Opcodes.ILOAD, 3)
        .mark("after")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("{}", liveAt("before", code));
    assertEquals("{3}", liveAt("between", code));
    assertEquals("{}", liveAt("after", code));
  }

  @Test
  void local_that_is_read_on_one_path_only_is_live() {
    MethodBuilder code = method("(II)V")
        .mark("branch")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "end")
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .mark("end")
        .op(Opcodes.RETURN);

    assertEquals("{0, 1}", liveAt("branch", code));
  }

  @Test
  void local_that_the_next_iteration_reads_is_live_at_the_end_of_this_one() {
    MethodBuilder code = method("(II)V")
        .mark("loop")
        .variable(Opcodes.ILOAD, 0)
        .op(Opcodes.POP)
        .mark("tail")
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFNE, "loop")
        .op(Opcodes.RETURN);

    assertEquals("{0, 1}", liveAt("tail", code));
  }

  @Test
  void local_that_only_a_handler_reads_is_live_in_the_whole_range() {
    MethodBuilder code = method("(I)V")
        .mark("start")
        .op(Opcodes.NOP)
        .mark("inside")
        .op(Opcodes.NOP)
        .mark("end")
        .mark("behind")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .variable(Opcodes.ILOAD, 0)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("start", "end", "handler", null);

    assertEquals("{0}", liveAt("inside", code));
    assertEquals("{}", liveAt("behind", code));
  }

  @Test
  void store_does_not_hide_the_old_value_from_a_handler() {
    MethodBuilder code = method("(I)V")
        .mark("start")
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, 0)
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .variable(Opcodes.ILOAD, 0)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("start", "end", "handler", null);

    assertEquals("{0}", liveAt("start", code));
  }

  @Test
  void increment_reads_what_it_writes() {
    MethodBuilder code =
        method("(I)V").mark("before").increment(0).mark("after").op(Opcodes.RETURN);

    assertEquals("{0}", liveAt("before", code));
    assertEquals("{}", liveAt("after", code));
  }

  @Test
  void wide_local_is_present_by_its_first_index_only() {
    MethodBuilder code = method("(JD)V")
        .mark("before")
        .variable(Opcodes.LLOAD, 0)
        .op(Opcodes.POP2)
        .variable(Opcodes.DLOAD, 2)
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN);

    assertEquals("{0, 2}", liveAt("before", code));
  }

  @Test
  void await_is_a_border_that_live_locals_cross() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .mark("after")
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("{0, 1}", liveAt(code.node().instructions.getFirst(), code));
    assertEquals("{1}", liveAt(code.awaits().iterator().next(), code));
  }

  private static String liveAt(String mark, MethodBuilder code) {
    return liveAt(code.at(mark), code);
  }

  private static String liveAt(AbstractInsnNode insn, MethodBuilder code) {
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    return Liveness.of(code.node(), flow).before(insn).toString();
  }
}
