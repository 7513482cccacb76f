package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.internal.read.Instructions;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds calls of coroutines, and of the runtime's own waits, whose future is dropped: called as a statement, stored and never read, or
 * turned into something that returns nothing by a method reference. Nobody would see such a coroutine
 * fail (the {@code bad_call} of Tornado's guide).
 */
public final class DroppedFutures {
  private final CoroutineCalls calls;
  private final Warnings warnings;

  private DroppedFutures(CoroutineCalls calls, Warnings warnings) {
    this.calls = calls;
    this.warnings = warnings;
  }

  /**
   * Looks through a class.
   *
   * @param owner as it was read, and not woven
   * @param warnings gets one for each place
   */
  public static void find(ClassNode owner, CoroutineCalls calls, Warnings warnings) {
    DroppedFutures search = new DroppedFutures(calls, warnings);
    owner.methods.forEach(search::look);
  }

  private void look(MethodNode method) {
    List<VarInsnNode> stores = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof InvokeDynamicInsnNode indy) {
        lookAt(indy, method);
      } else if (givesFuture(insn)) {
        AbstractInsnNode next = nextInstruction(insn);
        if (next.getOpcode() == Opcodes.POP) {
          report(method, insn, "the future of " + ((MethodInsnNode) insn).name + " is dropped");
        } else if (next.getOpcode() == Opcodes.ASTORE) {
          stores.add((VarInsnNode) next);
        }
      }
    }
    if (!stores.isEmpty()) {
      lookAt(stores, method);
    }
  }

  private boolean givesFuture(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call
        && calls.returnsFutureToAwait(call.owner, call.name, call.desc);
  }

  /** A result is never the last thing of a method. */
  private static AbstractInsnNode nextInstruction(AbstractInsnNode insn) {
    AbstractInsnNode next = insn.getNext();
    while (next.getOpcode() <= Opcodes.NOP) {
      next = next.getNext();
    }
    return next;
  }

  private void lookAt(List<VarInsnNode> stores, MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.JSR) {
        return; // before Java 6: there is no graph of these, and nothing but warnings to lose
      }
    }
    Liveness liveness = Liveness.of(method, FlowGraph.of(method, Set.of()));
    for (VarInsnNode store : stores) {
      AbstractInsnNode next = store.getNext();
      if (next == null || !liveness.before(next).get(store.var)) {
        report(method, store, "a future is stored and never used");
      }
    }
  }

  /** A method reference whose result the functional interface does not take (JLS 15.13.2). */
  private void lookAt(InvokeDynamicInsnNode indy, MethodNode method) {
    if (Instructions.isLambda(indy)
        && indy.bsmArgs.length >= 3
        && indy.bsmArgs[1] instanceof Handle target
        && indy.bsmArgs[2] instanceof Type shape
        && shape.getReturnType() == Type.VOID_TYPE
        && calls.returnsFutureToAwait(target.getOwner(), target.getName(), target.getDesc())) {
      report(
          method, indy, "the future of " + target.getName() + " is dropped by a reference to it");
    }
  }

  private void report(MethodNode method, AbstractInsnNode insn, String detail) {
    warnings.add(Code.DROPPED_FUTURE, method, Lines.of(insn), detail);
  }
}
