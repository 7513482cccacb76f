package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.ArrayList;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Moves the body of a lazy coroutine into a method of its own, which the original method only wraps:
 *
 * <pre>
 *   Awaitable load(String url) { return lazy(() -> lambda$load$sirocco$start$0(url)); }
 * </pre>
 */
public final class LazyStartEmitter {
  private static final Handle LAMBDA_METAFACTORY = new Handle(
      Opcodes.H_INVOKESTATIC,
      "java/lang/invoke/LambdaMetafactory",
      "metafactory",
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
          + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
      false);

  private LazyStartEmitter() {}

  /** Adds the start method to the owner; does nothing for a coroutine that starts at its call. */
  public static void split(ClassNode owner, CoroutinePlan plan) {
    if (plan.kind() == ReturnKind.AWAITABLE) {
      MethodNode method = plan.analysis().coroutine().method();
      owner.methods.add(takeBody(method, plan.startMethod()));
      method.instructions = makeLazy(owner, method, plan.startMethod());
    }
  }

  private static MethodNode takeBody(MethodNode method, String name) {
    int kept = method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_STRICT);
    MethodNode start = new MethodNode(
        Opcodes.ASM9,
        Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | kept,
        name,
        method.desc,
        null,
        null);
    start.instructions = method.instructions;
    start.tryCatchBlocks = method.tryCatchBlocks;
    start.localVariables = method.localVariables;
    start.visibleLocalVariableAnnotations = method.visibleLocalVariableAnnotations;
    start.invisibleLocalVariableAnnotations = method.invisibleLocalVariableAnnotations;
    start.maxLocals = method.maxLocals;
    method.tryCatchBlocks = new ArrayList<>();
    method.localVariables = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    return start;
  }

  private static InsnList makeLazy(ClassNode owner, MethodNode method, String start) {
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    Code code = new Code();
    StringBuilder captured = new StringBuilder("(");
    int index = 0;
    if (!isStatic) {
      captured.append("L" + owner.name + ";");
      code.variable(Opcodes.ALOAD, index++);
    }
    for (Type parameter : Type.getArgumentTypes(method.desc)) {
      captured.append(parameter.getDescriptor());
      code.variable(parameter.getOpcode(Opcodes.ILOAD), index);
      index += parameter.getSize();
    }
    Handle body = new Handle(
        isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL,
        owner.name,
        start,
        method.desc,
        isInterface);
    return code.add(new InvokeDynamicInsnNode(
            "get",
            captured.append(")Ljava/util/function/Supplier;").toString(),
            LAMBDA_METAFACTORY,
            Type.getMethodType("()Ljava/lang/Object;"),
            body,
            Type.getMethodType("()Lio/sirocco/Awaitable;")))
        .invokeStatic(GeneratedNames.FRAME, GeneratedNames.LAZY, GeneratedNames.LAZY_DESC)
        .op(Opcodes.ARETURN)
        .insns();
  }
}
