package io.sirocco.instrument.internal.read;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.MethodBuilder;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;

class LinesTest {

  @Test
  void line_of_an_instruction_is_the_last_one_named_before_it() {
    MethodBuilder code = method("()V")
        .mark("before")
        .op(Opcodes.NOP)
        .line(7)
        .op(Opcodes.NOP)
        .mark("in 7")
        .op(Opcodes.NOP)
        .line(5)
        .mark("in 5")
        .op(Opcodes.RETURN);

    assertEquals(0, Lines.of(code.at("before")));
    assertEquals(7, Lines.of(code.at("in 7")));
    assertEquals(5, Lines.of(code.at("in 5")));
    assertEquals(7, Lines.first(code.node()));
  }

  @Test
  void lines_of_all_instructions_are_those_of_each() {
    MethodBuilder code =
        method("()V").op(Opcodes.NOP).line(7).op(Opcodes.NOP).line(5).op(Opcodes.RETURN);

    assertArrayEquals(new int[] {0, 0, 7, 7, 7, 5, 5}, Lines.ofAll(code.node()));
  }

  @Test
  void method_without_line_numbers_has_line_0() {
    MethodBuilder code = method("()V").mark("end").op(Opcodes.RETURN);

    assertEquals(0, Lines.of(code.at("end")));
    assertEquals(0, Lines.first(code.node()));
  }
}
