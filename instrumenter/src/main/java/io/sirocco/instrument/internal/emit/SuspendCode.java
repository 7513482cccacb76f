package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.FrameField;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.plan.Spill;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The out-of-line code that leaves the coroutine at a suspension point.
 *
 * <p>It begins with the operands of the await, the future and a null on the stack. All operands are
 * moved to own locals from the top down; from there they go into the frame.
 */
final class SuspendCode {
  /** A method may take 255 slots (JVMS 4.3.3). */
  private static final int MAX_ARGUMENT_SLOTS = 255;

  private final CoroutinePlan plan;
  private final PointPlan point;
  private final int firstFree;
  private final int[] operandIndex; // own local of each operand, by position

  /**
   * Prepares the code for one point.
   *
   * @param firstFree first JVM local index that the body does not use
   */
  SuspendCode(CoroutinePlan plan, PointPlan point, int firstFree) {
    this.plan = plan;
    this.point = point;
    this.firstFree = firstFree;
    List<Object> operands = point.point().types().stack();
    operandIndex = new int[operands.size()];
    int free = firstFree + 2; // the future and the frame come first
    for (int i = 0; i < operandIndex.length; i++) {
      operandIndex[i] = free;
      free += StackMap.isWide(operands.get(i)) ? 2 : 1;
    }
  }

  /** Descriptor of the suspend method: operands, future, receiver, locals. */
  static String descriptor(CoroutinePlan plan, PointPlan point) {
    StringBuilder descriptor = new StringBuilder("(");
    point.operands().values().forEach(spill -> descriptor.append(spill.field().descriptor()));
    descriptor.append("L" + GeneratedNames.FUTURE + ";");
    if (!plan.resumeIsStatic()) {
      descriptor.append("L" + plan.analysis().owner().name + ";");
    }
    point.locals().values().forEach(spill -> descriptor.append(spill.field().descriptor()));
    String park = plan.parkDescriptor();
    return descriptor.append(park.substring(park.indexOf(')'))).toString();
  }

  /** Whether the values fit into the arguments of one call. */
  static boolean fitsIntoCall(CoroutinePlan plan, PointPlan point) {
    int slots = Type.getArgumentsAndReturnSizes("()V") >> 2; // 1 for a receiver, as ASM counts
    for (Type argument : Type.getArgumentTypes(descriptor(plan, point))) {
      slots += argument.getSize();
    }
    return slots <= MAX_ARGUMENT_SLOTS;
  }

  /** Suspends for the first time: makes the frame, and returns what the caller gets. */
  void first(Code code, int thisIndex) {
    if (!fitsIntoCall(plan, point)) {
      firstWithoutCall(code, thisIndex);
      return;
    }
    code.op(Opcodes.POP); // ..., operands, future
    if (point.operands().size() < operandIndex.length) {
      code.variable(Opcodes.ASTORE, firstFree);
      moveOperands(code);
      point
          .operands()
          .values()
          .forEach(spill -> code.load(spill.type(), operandIndex[spill.index()]));
      code.variable(Opcodes.ALOAD, firstFree);
    }
    if (!plan.resumeIsStatic()) {
      code.variable(Opcodes.ALOAD, thisIndex);
    }
    point.locals().values().forEach(spill -> code.load(spill.type(), spill.index()));
    String descriptor = descriptor(plan, point);
    code.invokeStatic(
            plan.frameClass(), GeneratedNames.suspendMethod(point.point().number()), descriptor)
        .op(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
  }

  private void firstWithoutCall(Code code, int thisIndex) {
    int frame = firstFree + 1;
    toOwnLocals(code);
    code.type(Opcodes.NEW, plan.frameClass())
        .op(Opcodes.DUP)
        .invokeSpecial(plan.frameClass(), "<init>", "()V")
        .variable(Opcodes.ASTORE, frame);
    if (!plan.resumeIsStatic()) {
      code.variable(Opcodes.ALOAD, frame)
          .variable(Opcodes.ALOAD, thisIndex)
          .putField(
              plan.frameClass(), GeneratedNames.SELF, "L" + plan.analysis().owner().name + ";");
    }
    point.spills().forEach(spill -> spill(code, spill, frame, 0));
    state(code, frame);
    String park = plan.parkDescriptor();
    code.variable(Opcodes.ALOAD, frame)
        .variable(Opcodes.ALOAD, firstFree)
        .invokeVirtual(plan.frameSuperclass(), plan.parkMethod(), park)
        .op(Type.getReturnType(park).getOpcode(Opcodes.IRETURN));
  }

  /** Suspends again: stores what changed, clears what is dead, and leaves the resume method. */
  void again(Code code, int frame, int localShift) {
    toOwnLocals(code);
    point.dirty().forEach(spill -> spill(code, spill, frame, localShift));
    for (FrameField field : point.cleared()) {
      code.variable(Opcodes.ALOAD, frame)
          .op(Opcodes.ACONST_NULL)
          .putField(plan.frameClass(), field.name(), field.descriptor());
    }
    state(code, frame);
    code.variable(Opcodes.ALOAD, frame)
        .variable(Opcodes.ALOAD, firstFree)
        .invokeVirtual(
            GeneratedNames.FRAME, GeneratedNames.PARK_AGAIN, GeneratedNames.PARK_AGAIN_DESC)
        .op(Opcodes.RETURN);
  }

  /** Moves the operands from the stack to own locals, and the future to the first of these. */
  void toOwnLocals(Code code) {
    code.op(Opcodes.POP).variable(Opcodes.ASTORE, firstFree);
    moveOperands(code);
  }

  /** Where {@link #toOwnLocals} has put an operand. */
  int ownLocal(Spill operand) {
    return operandIndex[operand.index()];
  }

  /** Takes all operands from the stack; those that are not kept are dropped. */
  private void moveOperands(Code code) {
    List<Object> types = point.point().types().stack();
    for (int i = operandIndex.length - 1; i >= 0; i--) {
      if (point.operands().containsKey(i)) {
        code.store(types.get(i), operandIndex[i]);
      } else {
        code.pop(types.get(i));
      }
    }
  }

  private void spill(Code code, Spill spill, int frame, int localShift) {
    int from = spill.place() == Spill.Place.OPERAND ? ownLocal(spill) : spill.index() + localShift;
    code.variable(Opcodes.ALOAD, frame)
        .load(spill.type(), from)
        .putField(plan.frameClass(), spill.field().name(), spill.field().descriptor());
  }

  private void state(Code code, int frame) {
    code.variable(Opcodes.ALOAD, frame)
        .number(point.point().number())
        .putField(GeneratedNames.FRAME, GeneratedNames.STATE, "I");
  }
}
