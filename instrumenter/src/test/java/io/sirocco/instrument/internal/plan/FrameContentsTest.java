package io.sirocco.instrument.internal.plan;

import static io.sirocco.instrument.fixture.MethodBuilder.method;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.instrument.fixture.Coroutine;
import io.sirocco.instrument.fixture.MethodBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LdcInsnNode;

/** Local 0 is the future; the others are what is kept. */
class FrameContentsTest {

  @Test
  void local_that_has_not_changed_since_the_resumption_is_not_stored_again() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("[]", storedAt(2, code));
  }

  @Test
  void local_stays_clean_over_the_iterations_of_a_loop() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .op(Opcodes.NOP)
        .mark("loop")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFNE, "loop")
        .op(Opcodes.RETURN);

    assertEquals("[]", storedAt(1, code));
  }

  @Test
  void store_makes_a_local_dirty() {
    MethodBuilder code = method("(Lio/sirocco/Future;II)V")
        .awaitLocal(0)
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, 1)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .variable(Opcodes.ILOAD, 2)
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void store_makes_a_local_dirty_that_was_restored() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .variable(Opcodes.ISTORE, 1)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void store_in_a_try_makes_a_local_dirty_in_the_handler() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .mark("try")
        .variable(Opcodes.ILOAD, 1)
        .variable(Opcodes.ISTORE, 1)
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("try", "end", "handler", null);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void increment_makes_a_local_dirty() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .increment(1)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void local_that_a_wide_one_has_overlapped_is_dirty() {
    MethodBuilder code = method("(Lio/sirocco/Future;II)V")
        .awaitLocal(0)
        .op(Opcodes.LCONST_0)
        .variable(Opcodes.LSTORE, 1)
        .op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, 2)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 2)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("[2]", storedAt(2, code));
  }

  @Test
  void local_is_dirty_if_one_of_two_paths_changed_it() {
    MethodBuilder code = method("(Lio/sirocco/Future;II)V")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 2)
        .jump(Opcodes.IFEQ, "meet")
        .increment(1)
        .mark("meet")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .variable(Opcodes.ILOAD, 2)
        .op(Opcodes.POP2)
        .op(Opcodes.RETURN);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void local_that_was_not_kept_at_the_last_resumption_is_dirty() {
    MethodBuilder code = method("(Lio/sirocco/Future;)V")
        .awaitLocal(0)
        .op(Opcodes.ICONST_1)
        .variable(Opcodes.ISTORE, 1)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void value_that_changes_in_a_range_is_dirty_in_its_handler() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .mark("start")
        .increment(1)
        .op(Opcodes.NOP)
        .mark("end")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("start", "end", "handler", null);

    assertEquals("[1]", storedAt(2, code));
  }

  @Test
  void failure_of_the_awaited_future_leaves_the_locals_clean_in_the_handler() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .mark("start")
        .variable(Opcodes.ALOAD, 0)
        .await()
        .mark("end")
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("start", "end", "handler", null);

    assertEquals("[]", storedAt(2, code));
  }

  @Test
  void operand_is_stored_at_each_suspension() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .mark("loop")
        .op(Opcodes.ICONST_5)
        .awaitLocal(0)
        .jump(Opcodes.IFNE, "loop")
        .op(Opcodes.RETURN);

    assertEquals(1, point(1, code).dirty().size());
    assertEquals(Spill.Place.OPERAND, point(1, code).dirty().get(0).place());
  }

  @Test
  void field_that_may_still_hold_a_dead_reference_is_cleared() {
    MethodBuilder code = method("(Lio/sirocco/Future;Ljava/lang/String;)V")
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 1)
        .op(Opcodes.POP)
        .awaitLocal(0)
        .awaitLocal(0)
        .op(Opcodes.RETURN);

    assertEquals("[]", clearedAt(1, code));
    assertEquals("[Ljava/lang/String;]", clearedAt(2, code));
  }

  @Test
  void field_that_is_used_for_another_reference_is_not_cleared() {
    MethodBuilder code = method("(Lio/sirocco/Future;Ljava/lang/String;)V")
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 1)
        .variable(Opcodes.ASTORE, 2)
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 2)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN);

    assertEquals("[]", clearedAt(2, code));
    assertEquals("[2]", storedAt(2, code));
  }

  @Test
  void field_of_a_number_is_never_cleared() {
    MethodBuilder code = method("(Lio/sirocco/Future;J)V")
        .awaitLocal(0)
        .variable(Opcodes.LLOAD, 1)
        .op(Opcodes.POP2)
        .awaitLocal(0)
        .op(Opcodes.RETURN);

    assertEquals("[]", clearedAt(2, code));
  }

  @Test
  void no_dead_reference_stays_in_a_frame() {
    MethodBuilder code = method("(Lio/sirocco/Future;Ljava/lang/String;Ljava/lang/Integer;)V")
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 1)
        .jump(Opcodes.IFNULL, "meet")
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 2)
        .op(Opcodes.POP)
        .mark("meet")
        .awaitLocal(0)
        .op(Opcodes.RETURN);

    assertEquals("[Ljava/lang/String;]", clearedAt(2, code));
    assertEquals("[Ljava/lang/Integer;, Ljava/lang/String;]", clearedAt(3, code));
  }

  @Test
  void reference_that_only_the_later_of_two_paths_keeps_is_cleared_where_they_meet() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .jump(Opcodes.IFNE, "meet")
        .add(new LdcInsnNode("kept"))
        .variable(Opcodes.ASTORE, 2)
        .awaitLocal(0)
        .variable(Opcodes.ALOAD, 2)
        .op(Opcodes.POP)
        .mark("meet")
        .awaitLocal(0)
        .op(Opcodes.RETURN);

    assertEquals("[Ljava/lang/String;]", clearedAt(3, code));
  }

  @Test
  void value_that_changed_between_two_ranges_is_dirty_in_their_handler() {
    MethodBuilder code = method("(Lio/sirocco/Future;I)V")
        .mark("first")
        .variable(Opcodes.ALOAD, 0)
        .await()
        .mark("end of first")
        .op(Opcodes.POP)
        .increment(1)
        .mark("second")
        .op(Opcodes.ICONST_0)
        .op(Opcodes.POP)
        .mark("end of second")
        .op(Opcodes.RETURN)
        .mark("handler")
        .op(Opcodes.POP)
        .awaitLocal(0)
        .variable(Opcodes.ILOAD, 1)
        .op(Opcodes.POP)
        .op(Opcodes.RETURN)
        .range("first", "end of first", "handler", null)
        .range("second", "end of second", "handler", null);

    assertEquals("[1]", storedAt(2, code));
  }

  /** Indices of the locals that a suspended coroutine stores when it suspends at a point again. */
  private static String storedAt(int number, MethodBuilder code) {
    return point(number, code).dirty().stream().map(Spill::index).toList().toString();
  }

  /** Descriptors of the fields that are cleared there, apart from that of the future. */
  private static String clearedAt(int number, MethodBuilder code) {
    return point(number, code).cleared().stream()
        .map(FrameField::descriptor)
        .filter(descriptor -> !descriptor.equals("Lio/sirocco/Future;"))
        .sorted()
        .toList()
        .toString();
  }

  private static PointPlan point(int number, MethodBuilder code) {
    List<PointPlan> points = CoroutinePlan.of(Coroutine.of(code).analysis(), 0).points();
    return points.get(number - 1);
  }
}
