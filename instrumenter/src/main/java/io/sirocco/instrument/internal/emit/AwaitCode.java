package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What stands in the place of an await, in both copies of the body:
 *
 * <pre>
 *   Future f = convert(awaited);         // not if it is a Future already
 *   Object outcome = poll(f);
 *   if (outcome == null) goto suspend;
 *   value = take(f, outcome);            // throws what the future failed with
 * </pre>
 */
final class AwaitCode {
  private AwaitCode() {}

  /** Up to the test; leaves the future and its outcome on the stack. */
  static void poll(Code code, MethodInsnNode await, LabelNode suspend) {
    Type awaited = Type.getArgumentTypes(await.desc)[0];
    if (!awaited.getInternalName().equals(GeneratedNames.FUTURE)) {
      code.invokeStatic(
          GeneratedNames.FRAME,
          GeneratedNames.CONVERT,
          "(" + awaited.getDescriptor() + ")Lio/sirocco/Future;");
    }
    code.op(Opcodes.DUP) // ..., future, future
        .invokeStatic(GeneratedNames.FRAME, GeneratedNames.POLL, GeneratedNames.POLL_DESC)
        .op(Opcodes.DUP) // ..., future, outcome, outcome
        .jump(Opcodes.IFNULL, suspend);
  }

  /** From the future and its outcome on the stack to the value of the await. */
  static void take(Code code, MethodInsnNode await) {
    code.invokeStatic(GeneratedNames.FRAME, GeneratedNames.TAKE, GeneratedNames.TAKE_DESC);
    Type value = Type.getReturnType(await.desc);
    if (!value.getInternalName().equals("java/lang/Object")) {
      code.type(Opcodes.CHECKCAST, value.getInternalName());
    }
  }

  /** The types where {@link #poll} jumps to and where {@link #take} begins. */
  static StackMap withFutureAndOutcome(StackMap below) {
    List<Object> stack = new ArrayList<>(below.stack());
    stack.add(GeneratedNames.FUTURE);
    stack.add("java/lang/Object");
    return new StackMap(below.locals(), stack);
  }
}
