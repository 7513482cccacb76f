package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.read.Instructions;
import io.sirocco.instrument.internal.read.ReturnKind;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Moves the body of a lazy coroutine or of a generator into a method of its own, which the original method only wraps:
 *
 * <pre>
 *   Awaitable load(String url) { return lazy(() -> lambda$load$sirocco$start$0(url)); }
 *   AsyncIterator rows(int n) { return generator(() -> lambda$rows$sirocco$start$1(n)); }
 * </pre>
 */
final class LazyStartEmitter {
  private static final Handle LAMBDA_METAFACTORY = new Handle(
      Opcodes.H_INVOKESTATIC,
      Instructions.LAMBDA_FACTORY,
      "metafactory",
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
          + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
      false);

  private LazyStartEmitter() {}

  /** Adds the start method to the owner; does nothing for a coroutine that starts at its call. */
  static void split(ClassNode owner, CoroutinePlan plan) {
    if (plan.kind().isLazy()) {
      MethodNode method = plan.analysis().coroutine().method();
      owner.methods.add(StartMethod.takeBody(method, plan));
      method.instructions = makeLazy(owner, method, plan);
    }
  }

  private static InsnList makeLazy(ClassNode owner, MethodNode method, CoroutinePlan plan) {
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    Code code = new Code().arguments(isStatic, method.desc);
    StringBuilder captured = new StringBuilder("(");
    if (!isStatic) {
      captured.append("L" + owner.name + ";");
    }
    for (Type parameter : Type.getArgumentTypes(method.desc)) {
      captured.append(parameter.getDescriptor());
    }
    Handle body = new Handle(
        isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL,
        owner.name,
        plan.startMethod(),
        plan.startDescriptor(),
        isInterface);
    boolean isGenerator = plan.kind() == ReturnKind.GENERATOR;
    return code.add(new InvokeDynamicInsnNode(
            "get",
            captured.append(")Ljava/util/function/Supplier;").toString(),
            LAMBDA_METAFACTORY,
            Type.getMethodType("()Ljava/lang/Object;"),
            body,
            Type.getMethodType("()" + plan.kind().bodyDescriptor())))
        .invokeStatic(
            GeneratedNames.FRAME,
            isGenerator ? GeneratedNames.GENERATOR : GeneratedNames.LAZY,
            isGenerator ? GeneratedNames.GENERATOR_DESC : GeneratedNames.LAZY_DESC)
        .op(Opcodes.ARETURN)
        .insns();
  }
}
