package io.sirocco.instrument.internal.analyse;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;

/**
 * Which {@code monitorenter} may still be in force at an instruction.
 *
 * <p>Follows the control flow, not the ranges of the source: an await in a {@code catch} outside the
 * {@code synchronized} block is fine, one in a handler inside it is not. Where paths with different
 * monitors meet the longer list counts.
 */
final class HeldMonitors {
  /** Monitors entered and not left, innermost first; null stands for none. */
  private record Held(AbstractInsnNode enter, Held outer, int depth) {}

  private final InsnList insns;
  private final FlowGraph flow;
  private final int deepest; // number of instructions that enter a monitor
  private final Map<Integer, Optional<Held>> atStart = new HashMap<>(); // by block, once reached

  private HeldMonitors(MethodNode method, FlowGraph flow) {
    this.insns = method.instructions;
    this.flow = flow;
    this.deepest = enters(method.instructions);
    Deque<Integer> worklist = new ArrayDeque<>();
    if (deepest > 0) {
      reach(0, null, worklist);
    }
    while (!worklist.isEmpty()) {
      int block = worklist.pop();
      Held held = atStart.get(block).orElse(null);
      boolean isTold = false; // whether the handlers know what is held now
      for (int i = flow.start(block); i < flow.end(block); i++) {
        Held before = held;
        held = after(insns.get(i), held);
        isTold = isTold && held == before;
        if (!isTold && mayThrow(insns.get(i))) {
          reachHandlers(block, before, worklist);
          isTold = held == before;
        }
      }
      for (int successor : flow.successors(block)) {
        reach(successor, held, worklist);
      }
    }
  }

  static HeldMonitors of(MethodNode method, FlowGraph flow) {
    return new HeldMonitors(method, flow);
  }

  /** The {@code monitorenter} of the innermost monitor that may be held before an instruction. */
  Optional<AbstractInsnNode> innermostAt(AbstractInsnNode insn) {
    int block = flow.blockOf(insn);
    Held held = atStart.getOrDefault(block, Optional.empty()).orElse(null);
    for (int i = flow.start(block); i < insns.indexOf(insn); i++) {
      held = after(insns.get(i), held);
    }
    return Optional.ofNullable(held).map(Held::enter);
  }

  private void reachHandlers(int block, Held held, Deque<Integer> worklist) {
    for (int handler : flow.handlers(block)) {
      reach(handler, held, worklist);
    }
  }

  private void reach(int block, Held held, Deque<Integer> worklist) {
    Optional<Held> known = atStart.get(block);
    if (known == null || depth(held) > depth(known.orElse(null))) {
      // A loop may enter one again and again; who holds more is told nothing more.
      if (depth(held) <= deepest) {
        atStart.put(block, Optional.ofNullable(held));
        worklist.push(block);
      }
    }
  }

  private static int enters(InsnList insns) {
    int count = 0;
    for (AbstractInsnNode insn : insns) {
      count += insn.getOpcode() == Opcodes.MONITORENTER ? 1 : 0;
    }
    return count;
  }

  private static Held after(AbstractInsnNode insn, Held held) {
    if (insn.getOpcode() == Opcodes.MONITORENTER) {
      return new Held(insn, held, depth(held) + 1);
    }
    return insn.getOpcode() == Opcodes.MONITOREXIT && held != null ? held.outer() : held;
  }

  /**
   * Leaving a monitor fails only where it is not held (JVMS 6.5), so no handler holds it. Kotlin's
   * compiler relies on that: what leaves a monitor may stand in a {@code try} around it.
   */
  private static boolean mayThrow(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    boolean isMove = opcode >= Opcodes.ILOAD && opcode <= Opcodes.ALOAD
        || opcode >= Opcodes.ISTORE && opcode <= Opcodes.ASTORE
        || opcode >= Opcodes.POP && opcode <= Opcodes.SWAP;
    return opcode >= 0 && !isMove && opcode != Opcodes.GOTO && opcode != Opcodes.MONITOREXIT;
  }

  private static int depth(Held held) {
    return held == null ? 0 : held.depth();
  }
}
