package io.sirocco.instrument.internal.analyse;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class LoopNestTest {

  @Test
  void straight_code_is_in_no_loop() {
    MethodBuilder code = method("(I)V").mark("x").op(Opcodes.NOP).op(Opcodes.RETURN);

    assertEquals(List.of(), headersAround("x", code));
  }

  @Test
  void jump_back_makes_a_loop() {
    MethodBuilder code = method("(I)V")
        .mark("before")
        .op(Opcodes.NOP)
        .mark("header")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "behind")
        .mark("body")
        .jump(Opcodes.GOTO, "header")
        .mark("behind")
        .op(Opcodes.RETURN);

    assertEquals(List.of(), headersAround("before", code));
    assertEquals(List.of("header"), headersAround("header", code));
    assertEquals(List.of("header"), headersAround("body", code));
    assertEquals(List.of(), headersAround("behind", code));
  }

  @Test
  void loops_stand_in_order_from_the_outermost_to_the_innermost() {
    MethodBuilder code = method("(I)V")
        .op(Opcodes.NOP)
        .mark("outer")
        .op(Opcodes.NOP)
        .mark("middle")
        .op(Opcodes.NOP)
        .mark("inner")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "inner")
        .mark("tail of middle")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "middle")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "outer")
        .op(Opcodes.RETURN);

    assertEquals(List.of("outer", "middle", "inner"), headersAround("inner", code));
    assertEquals(List.of("outer", "middle"), headersAround("tail of middle", code));
    assertEquals(List.of("outer"), headersAround("outer", code));
  }

  @Test
  void header_and_body_are_inside_a_loop_that_begins_with_the_method() {
    MethodBuilder code = method("(I)V")
        .mark("header")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "behind")
        .mark("body")
        .jump(Opcodes.GOTO, "header")
        .mark("behind")
        .op(Opcodes.RETURN);
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    LoopNest nest = LoopNest.of(flow);
    int header = flow.blockOf(code.at("header"));

    assertTrue(nest.isInside(header, header));
    assertTrue(nest.isInside(flow.blockOf(code.at("body")), header));
    assertFalse(nest.isInside(flow.blockOf(code.at("behind")), header));
  }

  @Test
  void jumps_back_to_one_header_are_one_loop() {
    MethodBuilder code = method("(I)V")
        .op(Opcodes.NOP)
        .mark("header")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "header")
        .mark("rest")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "header")
        .op(Opcodes.RETURN);

    assertEquals(List.of("header"), headersAround("header", code));
    assertEquals(List.of("header"), headersAround("rest", code));
  }

  @Test
  void handler_that_is_protected_by_its_own_try_again_is_a_header() {
    MethodBuilder code = method("(I)V")
        .mark("try")
        .op(Opcodes.NOP)
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .mark("end")
        .range("handler", "end", "handler", null)
        .range("try", "handler", "handler", null);

    assertEquals(List.of(), headersAround("try", code));
    assertEquals(List.of("handler"), headersAround("handler", code));
  }

  @Test
  void retry_through_a_handler_is_a_loop_around_both() {
    MethodBuilder code = method("(I)V")
        .op(Opcodes.NOP)
        .mark("try")
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .jump(Opcodes.GOTO, "try")
        .range("try", "end", "handler", null);

    assertEquals(List.of("try"), headersAround("try", code));
    assertEquals(List.of("try"), headersAround("handler", code));
  }

  @Test
  void cycle_with_two_entries_is_no_loop() {
    MethodBuilder code = method("(I)V")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "right")
        .mark("left")
        .op(Opcodes.NOP)
        .mark("right")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "left")
        .op(Opcodes.RETURN);

    assertEquals(List.of(), headersAround("left", code));
    assertEquals(List.of(), headersAround("right", code));
  }

  @Test
  void loop_around_a_cycle_with_two_entries_is_found() {
    MethodBuilder code = method("(I)V")
        .op(Opcodes.NOP)
        .mark("header")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "right")
        .mark("left")
        .op(Opcodes.NOP)
        .mark("right")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "left")
        .jump(Opcodes.GOTO, "header");

    assertEquals(List.of("header"), headersAround("left", code));
  }

  /**
   * The way over "side" into "right" also leads past "header" to its tail. What it says about "right"
   * is known only after "below" was seen.
   */
  @Test
  void way_that_enters_far_below_a_header_makes_it_none() {
    MethodBuilder code = method("(I)V")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "side")
        .mark("header")
        .op(Opcodes.NOP)
        .mark("tail")
        .variable(Opcodes.ILOAD, 0)
        .jump(Opcodes.IFEQ, "header")
        .mark("right")
        .jump(Opcodes.GOTO, "below")
        .mark("side")
        .jump(Opcodes.GOTO, "right")
        .mark("below")
        .variable(Opcodes.ILOAD, 0)
        .switchOn("end", "right", "tail")
        .mark("end")
        .op(Opcodes.RETURN);

    assertEquals(List.of(), headersAround("tail", code));
    assertEquals(List.of("right"), headersAround("below", code));
  }

  @Test
  void dead_code_is_in_no_loop() {
    MethodBuilder code = method("(I)V")
        .mark("entry")
        .op(Opcodes.RETURN)
        .mark("dead")
        .op(Opcodes.NOP)
        .jump(Opcodes.GOTO, "dead");

    assertEquals(List.of(), headersAround("dead", code));
  }

  /** The marks at the headers of the loops around a mark, the outermost first. */
  private static List<String> headersAround(String mark, MethodBuilder code) {
    FlowGraph flow = FlowGraph.of(code.node(), code.awaits());
    return LoopNest.of(flow).around(flow.blockOf(code.at(mark))).stream()
        .map(header -> code.nameOf(code.node().instructions.get(flow.start(header))))
        .toList();
  }
}
