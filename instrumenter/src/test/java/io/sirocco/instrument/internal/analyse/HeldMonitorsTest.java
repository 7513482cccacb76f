package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;

class HeldMonitorsTest {

  @Test
  void synchronized_block_as_javac_writes_it_holds_its_monitor_inside_only() {
    MethodBuilder code = synchronizedBlock();

    assertEquals(Optional.empty(), innermostAt("before", code));
    assertSame(code.at("enter"), innermostAt("inside", code).orElseThrow());
    assertEquals(Optional.empty(), innermostAt("behind", code));
  }

  @Test
  void handler_that_leaves_the_monitor_holds_it_until_then() {
    MethodBuilder code = synchronizedBlock();

    assertSame(code.at("enter"), innermostAt("handler", code).orElseThrow());
    assertEquals(Optional.empty(), innermostAt("left in the handler", code));
  }

  /** {@code synchronized (o) { } }, with the handler that javac adds. */
  private static MethodBuilder synchronizedBlock() {
    return method("(Ljava/lang/Object;)V")
        .mark("before")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.DUP)
        .variable(Opcodes.ASTORE, 1)
        .mark("enter")
        .op(Opcodes.MONITORENTER)
        .mark("inside")
        .op(Opcodes.NOP)
        .variable(Opcodes.ALOAD, 1)
        .op(Opcodes.MONITOREXIT)
        .mark("end")
        .mark("behind")
        .jump(Opcodes.GOTO, "return")
        .mark("handler")
        .variable(Opcodes.ASTORE, 2)
        .variable(Opcodes.ALOAD, 1)
        .op(Opcodes.MONITOREXIT)
        .mark("handler end")
        .mark("left in the handler")
        .variable(Opcodes.ALOAD, 2)
        .op(Opcodes.ATHROW)
        .mark("return")
        .op(Opcodes.RETURN)
        .range("inside", "end", "handler", null)
        .range("handler", "handler end", "handler", null);
  }

  @Test
  void monitor_is_held_from_behind_the_instruction_that_enters_it() {
    MethodBuilder code = synchronizedBlock();

    assertEquals(Optional.empty(), innermostAt("enter", code));
  }

  @Test
  void handler_around_what_leaves_a_monitor_does_not_hold_it() {
    MethodBuilder code = synchronizedBlock().mark("outer handler").op(Opcodes.ATHROW);
    code.node().tryCatchBlocks.remove(1); // as kotlinc writes it
    code.range("before", "return", "outer handler", null);

    assertEquals(Optional.empty(), innermostAt("outer handler", code));
  }

  @Test
  void what_cannot_throw_in_a_range_gives_its_handler_nothing_to_hold() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITORENTER)
        .mark("start")
        .variable(Opcodes.ISTORE, 1)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .variable(Opcodes.ALOAD, 0)
        .variable(Opcodes.ASTORE, 2)
        .variable(Opcodes.ALOAD, 0)
        .variable(Opcodes.ALOAD, 2)
        .op(Opcodes.SWAP)
        .jump(Opcodes.GOTO, "leave")
        .mark("leave")
        .op(Opcodes.MONITOREXIT)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.ATHROW)
        .range("start", "end", "handler", null);

    assertEquals(Optional.empty(), innermostAt("handler", code));
  }

  @Test
  void handler_of_a_range_that_enters_a_monitor_may_hold_it() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .mark("start")
        .variable(Opcodes.ALOAD, 0)
        .mark("enter")
        .op(Opcodes.MONITORENTER)
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.ATHROW)
        .range("start", "end", "handler", null);

    assertSame(code.at("enter"), innermostAt("handler", code).orElseThrow());
  }

  @Test
  void handler_of_a_range_that_ends_with_entering_a_monitor_does_not_hold_it() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .mark("start")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITORENTER)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.ATHROW)
        .range("start", "end", "handler", null);

    assertEquals(Optional.empty(), innermostAt("handler", code));
  }

  @Test
  void all_monitors_that_a_method_enters_may_be_held_at_once() {
    MethodBuilder code =
        method("(Ljava/lang/Object;)V").variable(Opcodes.ALOAD, 0).op(Opcodes.DUP);
    for (int i = 0; i < 9; i++) {
      code.op(Opcodes.DUP2);
    }
    for (int i = 0; i < 19; i++) {
      code.op(Opcodes.MONITORENTER);
    }
    code.mark("last")
        .op(Opcodes.MONITORENTER)
        .jump(Opcodes.GOTO, "next block")
        .mark("next block")
        .op(Opcodes.RETURN);

    assertSame(code.at("last"), innermostAt("next block", code).orElseThrow());
  }

  @Test
  void inner_block_hides_the_outer_one_until_it_is_left() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .variable(Opcodes.ALOAD, 0)
        .mark("outer")
        .op(Opcodes.MONITORENTER)
        .variable(Opcodes.ALOAD, 0)
        .mark("inner")
        .op(Opcodes.MONITORENTER)
        .variable(Opcodes.ALOAD, 0)
        .jump(Opcodes.IFNULL, "in both") // two more blocks
        .op(Opcodes.NOP)
        .mark("in both")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITOREXIT)
        .mark("in the outer")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITOREXIT)
        .op(Opcodes.RETURN);

    assertSame(code.at("inner"), innermostAt("in both", code).orElseThrow());
    assertSame(code.at("outer"), innermostAt("in the outer", code).orElseThrow());
  }

  @Test
  void monitor_that_one_of_two_paths_holds_counts() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .variable(Opcodes.ALOAD, 0)
        .jump(Opcodes.IFNULL, "meet")
        .variable(Opcodes.ALOAD, 0)
        .mark("enter")
        .op(Opcodes.MONITORENTER)
        .mark("meet")
        .op(Opcodes.RETURN);

    assertSame(code.at("enter"), innermostAt("meet", code).orElseThrow());
  }

  @Test
  void loop_that_enters_and_never_leaves_is_seen_through() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .mark("loop")
        .variable(Opcodes.ALOAD, 0)
        .mark("enter")
        .op(Opcodes.MONITORENTER)
        .mark("inside")
        .jump(Opcodes.GOTO, "loop");

    assertSame(code.at("enter"), innermostAt("loop", code).orElseThrow());
    assertSame(code.at("enter"), innermostAt("inside", code).orElseThrow());
  }

  @Test
  void exit_without_enter_leaves_nothing_held() {
    MethodBuilder code = method("(Ljava/lang/Object;)V")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.MONITOREXIT)
        .mark("behind")
        .op(Opcodes.RETURN);

    assertEquals(Optional.empty(), innermostAt("behind", code));
  }

  private static Optional<AbstractInsnNode> innermostAt(String mark, MethodBuilder code) {
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    return HeldMonitors.of(code.node(), flow).innermostAt(code.at(mark));
  }
}
