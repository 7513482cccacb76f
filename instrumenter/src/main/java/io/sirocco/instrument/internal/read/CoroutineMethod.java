package io.sirocco.instrument.internal.read;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * A method that is to be rewritten.
 *
 * @param method as it was read
 * @param kind what it returns
 * @param awaits its suspension points, calls of await and emit, in instruction order; may be empty
 */
public record CoroutineMethod(MethodNode method, ReturnKind kind, List<MethodInsnNode> awaits) {
  /** Whether the body itself changes context variables: a call of it then has a context of its own. */
  public boolean changesContext() {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && SiroccoNames.changesContext(call)) {
        return true;
      }
    }
    return false;
  }

  /**
   * The same coroutine in another copy of its method.
   *
   * @param copy read from the same class file
   */
  public CoroutineMethod in(MethodNode copy) {
    return new CoroutineMethod(copy, kind, suspensions(copy));
  }

  /** The calls of await and emit in a method, in instruction order. */
  static List<MethodInsnNode> suspensions(MethodNode method) {
    List<MethodInsnNode> calls = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && (SiroccoNames.isAwait(call) || SiroccoNames.isEmit(call))) {
        calls.add(call);
      }
    }
    return List.copyOf(calls);
  }
}
