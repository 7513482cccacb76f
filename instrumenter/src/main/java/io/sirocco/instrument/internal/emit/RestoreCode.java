package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.plan.Spill;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;

/** Brings locals and operands from the frame back to where the code expects them. */
final class RestoreCode {
  /** A local that gets what was spilled, or zero or null if that is null. */
  record Move(int localIndex, Object type, Spill spill) {}

  private final CoroutinePlan plan;
  private final ResumeLayout layout;

  RestoreCode(CoroutinePlan plan, ResumeLayout layout) {
    this.plan = plan;
    this.layout = layout;
  }

  /** The types that a loop's header expects. */
  StackMap expected(Loop loop) {
    return plan.resumed(loop.types());
  }

  /** Goes to a loop's header with all locals that the header expects. */
  void enterLoop(Code at, PointPlan point, Loop loop, StackMap now) {
    moveTo(at, point, now, expected(loop));
    toHeader(at, loop);
  }

  /** Goes to a loop's header when all locals are there. */
  void toHeader(Code at, Loop loop) {
    expected(loop).stack().forEach(at::defaultValue); // never looked at: the redispatch pops them
    at.jump(Opcodes.GOTO, layout.copy(loop.header()));
  }

  /** Goes to where the value of the await is taken, with all that was there before. */
  void enterPoint(Code at, PointPlan point, StackMap now) {
    StackMap resumed = point.resumedTypes();
    moveTo(at, point, now, resumed);
    for (int i = 0; i < resumed.stack().size(); i++) {
      loadOrDefault(at, point.operands().get(i), resumed.stack().get(i));
    }
    at.op(Opcodes.ACONST_NULL) // in the place of the future
        .variable(Opcodes.ALOAD, layout.outcomeIndex())
        .jump(Opcodes.GOTO, layout.take(point));
  }

  private void moveTo(Code at, PointPlan point, StackMap now, StackMap target) {
    moves(point, now, target).forEach(move -> emit(at, move));
  }

  /**
   * What brings the locals from the types {@code now} to the types {@code target}. Where the target
   * wants exactly what the point has spilled the value is restored; it is there already if {@code now}
   * has that type, because each earlier step followed the same rule. Everything else is dead, or
   * restored by a later step, and gets a default.
   */
  List<Move> moves(PointPlan point, StackMap now, StackMap target) {
    List<Move> moves = new ArrayList<>();
    for (int i = layout.firstLocal(); i < target.locals().size(); i++) {
      Object type = target.local(i);
      if (!type.equals(Opcodes.TOP) && !type.equals(now.local(i))) {
        moves.add(new Move(i, type, ofType(type, point.locals().get(i))));
      }
    }
    return moves;
  }

  private void emit(Code at, Move move) {
    loadOrDefault(at, move.spill(), move.type());
    at.store(move.type(), layout.shifted(move.localIndex()));
  }

  /** The same for many, in fewer bytes: with the frame on the stack. */
  void emitAll(Code at, List<Move> moves) {
    if (moves.isEmpty()) {
      return;
    }
    at.variable(Opcodes.ALOAD, layout.frameIndex());
    for (Move move : moves) {
      if (move.spill() == null) {
        at.defaultValue(move.type());
      } else {
        at.op(Opcodes.DUP);
        get(at, move.spill());
      }
      at.store(move.type(), layout.shifted(move.localIndex()));
    }
    at.op(Opcodes.POP);
  }

  /** The value that was spilled, if there is one of exactly this type; else zero or null. */
  private void loadOrDefault(Code at, Spill spilled, Object type) {
    Spill spill = ofType(type, spilled);
    if (spill == null) {
      at.defaultValue(type);
    } else {
      at.variable(Opcodes.ALOAD, layout.frameIndex());
      get(at, spill);
    }
  }

  private void get(Code at, Spill spill) {
    at.getField(plan.frameClass(), spill.field().name(), spill.field().descriptor());
  }

  private static Spill ofType(Object type, Spill spill) {
    return spill == null || !spill.type().equals(type) ? null : spill;
  }
}
