package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import java.util.ArrayList;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/** A method of its own for the body of a coroutine, where the original method has something else to do. */
final class StartMethod {
  private StartMethod() {}

  /** Moves the body out of {@code method}, which keeps its declaration. */
  static MethodNode takeBody(MethodNode method, CoroutinePlan plan) {
    int kept = method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_STRICT);
    MethodNode start = new MethodNode(
        Opcodes.ASM9,
        Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | kept,
        plan.startMethod(),
        plan.startDescriptor(),
        null,
        null);
    start.instructions = method.instructions;
    start.tryCatchBlocks = method.tryCatchBlocks;
    start.localVariables = method.localVariables;
    start.visibleLocalVariableAnnotations = method.visibleLocalVariableAnnotations;
    start.invisibleLocalVariableAnnotations = method.invisibleLocalVariableAnnotations;
    start.maxLocals = method.maxLocals;
    method.instructions = new InsnList();
    method.tryCatchBlocks = new ArrayList<>();
    method.localVariables = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    return start;
  }
}
