package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.read.Lines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Call sites that all copies of a body share: each is in a method of its own. */
final class CallSiteCode {
  private CallSiteCode() {}

  /** The methods, for the owner; to be made while the body is as it was read. */
  static List<MethodNode> methods(CoroutinePlan plan) {
    List<MethodNode> methods = new ArrayList<>();
    for (Map.Entry<InvokeDynamicInsnNode, String> entry : plan.callSites().entrySet()) {
      methods.add(method(entry.getValue(), entry.getKey()));
    }
    return methods;
  }

  private static MethodNode method(String name, InvokeDynamicInsnNode site) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
    Code code = new Code()
        .line(Lines.of(site))
        .arguments(true, site.desc)
        .add(site.clone(Map.of()))
        .op(Type.getReturnType(site.desc).getOpcode(Opcodes.IRETURN));
    MethodNode method = new MethodNode(access, name, site.desc, null, null);
    method.instructions = code.insns();
    return method;
  }

  /** What a copy has in the place of a shared call site. */
  static MethodInsnNode call(CoroutinePlan plan, InvokeDynamicInsnNode site) {
    ClassNode owner = plan.analysis().owner();
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    return new MethodInsnNode(
        Opcodes.INVOKESTATIC, owner.name, plan.callSites().get(site), site.desc, isInterface);
  }
}
