package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.read.Lines;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Lets a coroutine that sets context variables run in a context of its own:
 *
 * <pre>
 *   Future load(String user) {
 *     Object outer = enterOwnContext();
 *     try { return lambda$load$sirocco$start$0(user); } finally { leaveOwnContext(outer); }
 *   }
 * </pre>
 *
 * <p>The body catches everything; what is left for {@code finally} is an error of the JVM itself.
 */
final class OwnContextEmitter {
  private final ClassNode owner;
  private final CoroutinePlan plan;
  private final MethodNode method;
  private final int outer; // local index

  private OwnContextEmitter(ClassNode owner, CoroutinePlan plan) {
    this.owner = owner;
    this.plan = plan;
    this.method = plan.analysis().coroutine().method();
    int receiver = isStatic() ? 0 : 1;
    this.outer =
        (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 + receiver; // ASM counts one
  }

  /** Adds the start method to the owner; does nothing for a coroutine that needs no own context. */
  static void split(ClassNode owner, CoroutinePlan plan) {
    if (plan.hasOwnContext()) {
      new OwnContextEmitter(owner, plan).split();
    }
  }

  private void split() {
    int line = Lines.first(method);
    owner.methods.add(StartMethod.takeBody(method, plan));
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode handler = new LabelNode();
    method.instructions = wrapper(line, start, end, handler);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, handler, null));
  }

  private InsnList wrapper(int line, LabelNode start, LabelNode end, LabelNode handler) {
    Code code = new Code();
    code.line(line)
        .invokeStatic(
            GeneratedNames.FRAME, GeneratedNames.ENTER_CONTEXT, GeneratedNames.ENTER_CONTEXT_DESC)
        .variable(Opcodes.ASTORE, outer)
        .label(start);
    callBody(code).label(end);
    leave(code).op(Type.getReturnType(method.desc).getOpcode(Opcodes.IRETURN));
    List<Object> locals = new ArrayList<>(Collections.nCopies(outer, Opcodes.TOP));
    locals.add("java/lang/Object");
    code.label(handler).frame(new StackMap(locals, List.of("java/lang/Throwable")));
    return leave(code).op(Opcodes.ATHROW).insns();
  }

  private Code callBody(Code code) {
    return code.arguments(isStatic(), method.desc)
        .add(new MethodInsnNode(
            isStatic() ? Opcodes.INVOKESTATIC : Opcodes.INVOKESPECIAL,
            owner.name,
            plan.startMethod(),
            plan.startDescriptor(),
            (owner.access & Opcodes.ACC_INTERFACE) != 0));
  }

  private Code leave(Code code) {
    return code.variable(Opcodes.ALOAD, outer)
        .invokeStatic(
            GeneratedNames.FRAME, GeneratedNames.LEAVE_CONTEXT, GeneratedNames.LEAVE_CONTEXT_DESC);
  }

  private boolean isStatic() {
    return (method.access & Opcodes.ACC_STATIC) != 0;
  }
}
