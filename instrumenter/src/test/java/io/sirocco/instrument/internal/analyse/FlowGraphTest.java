package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.BitSet;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class FlowGraphTest {

  @Test
  void straight_code_is_one_block() {
    MethodBuilder code =
        method("(I)V").variable(Opcodes.ILOAD, 0).op(Opcodes.POP).op(Opcodes.RETURN);

    FlowGraph flow = flow(code);

    assertEquals(1, flow.blockCount());
    assertEquals(0, flow.start(0));
    assertEquals(3, flow.end(0));
    assertArrayEquals(new int[0], flow.successors(0));
  }

  @Test
  void await_ends_its_block_and_falls_through() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V")
        .variable(Opcodes.ALOAD, 0)
        .await()
        .mark("after")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    FlowGraph flow = flow(code);

    assertEquals(2, flow.blockCount());
    assertEquals(1, flow.blockOf(code.at("after")));
    assertArrayEquals(new int[] {1}, flow.successors(0));
  }

  @Test
  void branch_leads_to_its_target_and_to_the_next_instruction() {
    MethodBuilder code = method("(I)V")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "end")
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN);

    FlowGraph flow = flow(code);

    assertArrayEquals(new int[] {1, 2}, flow.successors(0));
    assertArrayEquals(new int[] {2}, flow.successors(1));
  }

  @Test
  void goto_return_and_throw_do_not_fall_through() {
    MethodBuilder code = method("(Ljava/lang/Throwable;)V")
        .jump(Opcodes.GOTO, "throw")
        .mark("return")
        .op(Opcodes.RETURN)
        .mark("throw")
        .variable(Opcodes.ALOAD, 0)
        .op(Opcodes.ATHROW);

    FlowGraph flow = flow(code);

    assertArrayEquals(new int[] {2}, flow.successors(0));
    assertArrayEquals(new int[0], flow.successors(1));
    assertArrayEquals(new int[0], flow.successors(2));
  }

  @Test
  void target_that_a_switch_names_twice_is_one_successor() {
    MethodBuilder code = method("(I)V")
        .variable(Opcodes.ILOAD, 0)
        .switchOn("end", "one", "one", "end")
        .mark("one")
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN);

    FlowGraph flow = flow(code);

    assertArrayEquals(new int[] {1, 2}, flow.successors(0));
  }

  @Test
  void labels_and_lines_at_one_offset_belong_to_one_block() {
    MethodBuilder code = method("(I)V")
        .mark("first")
        .line(7)
        .mark("second")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "second")
        .jump(Opcodes.GOTO, "first");

    FlowGraph flow = flow(code);

    assertEquals(2, flow.blockCount());
    assertArrayEquals(new int[] {0, 1}, flow.successors(0));
    assertArrayEquals(new int[] {0}, flow.successors(1));
  }

  @Test
  void border_of_a_protected_range_splits_a_block() {
    MethodBuilder code = method("()V")
        .op(Opcodes.NOP)
        .mark("start")
        .mark("inside")
        .op(Opcodes.NOP)
        .mark("end")
        .mark("behind")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.ATHROW)
        .range("start", "end", "handler", null);

    FlowGraph flow = flow(code);

    int handler = flow.blockOf(code.at("handler"));
    assertArrayEquals(new int[0], flow.handlers(0));
    assertArrayEquals(new int[] {handler}, flow.handlers(flow.blockOf(code.at("inside"))));
    assertArrayEquals(new int[0], flow.handlers(flow.blockOf(code.at("behind"))));
  }

  @Test
  void handlers_stand_in_the_order_of_the_table() {
    FlowGraph flow = twoHandlers("java/io/IOException", null);

    assertArrayEquals(new int[] {3, 2}, flow.handlers(0));
  }

  @Test
  void row_behind_a_row_that_catches_everything_is_never_reached() {
    FlowGraph flow = twoHandlers(null, "java/io/IOException");

    assertArrayEquals(new int[] {3}, flow.handlers(0));
  }

  @Test
  void row_for_throwable_catches_everything() {
    FlowGraph flow = twoHandlers("java/lang/Throwable", null);

    assertArrayEquals(new int[] {3}, flow.handlers(0));
  }

  /** Block 0 is protected by the handler in block 3 and then by the one in block 2. */
  private static FlowGraph twoHandlers(String firstType, String secondType) {
    return flow(method("()V")
        .mark("start")
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("second")
        .op(Opcodes.ATHROW)
        .mark("first")
        .op(Opcodes.ATHROW)
        .range("start", "end", "first", firstType)
        .range("start", "end", "second", secondType));
  }

  @Test
  void handler_of_two_rows_is_one_edge() {
    MethodBuilder code = method("()V")
        .mark("start")
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.ATHROW)
        .range("start", "end", "handler", "java/io/IOException")
        .range("start", "end", "handler", "java/lang/RuntimeException");

    FlowGraph flow = flow(code);

    assertArrayEquals(new int[] {2}, flow.handlers(0));
  }

  @Test
  void code_behind_an_endless_loop_is_not_reachable_but_its_handler_is() {
    MethodBuilder code = method("()V")
        .mark("loop")
        .op(Opcodes.NOP)
        .jump(Opcodes.GOTO, "loop")
        .mark("dead")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.ATHROW)
        .range("loop", "dead", "handler", null);
    FlowGraph flow = flow(code);
    BitSet entry = new BitSet();
    entry.set(0);

    BitSet reached = flow.reachableFrom(entry);

    assertNotEquals(entry, reached);
    assertEquals("{0, 2}", reached.toString());
    assertEquals("{0}", entry.toString());
  }

  private static FlowGraph flow(MethodBuilder code) {
    return FlowGraph.of(code.node(), code.awaits());
  }
}
