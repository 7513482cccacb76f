package io.sirocco.instrument.internal.analyse;

import java.util.Arrays;
import java.util.BitSet;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Which locals are still needed.
 *
 * <p>A local is live at an instruction when some path from there reads it before writing it.
 * Exception edges count, from every instruction of a protected range: a value that only a {@code
 * catch} block reads is live in its whole range. A {@code long} or {@code double} is present by its
 * first index only.
 */
final class Liveness {
  private final InsnList insns;
  private final FlowGraph flow;
  private final BitSet[] liveIn; // by block

  private Liveness(MethodNode method, FlowGraph flow) {
    this.insns = method.instructions;
    this.flow = flow;
    this.liveIn = new BitSet[flow.blockCount()];
    for (int block = 0; block < liveIn.length; block++) {
      liveIn[block] = new BitSet();
    }
    solve();
  }

  /** Backward, each block after those that it leads to; again only what may have changed. */
  private void solve() {
    int[] order = order();
    int[] position = new int[order.length]; // by block
    for (int i = 0; i < order.length; i++) {
      position[order[i]] = i;
    }
    BitSet pending = new BitSet(); // positions
    pending.set(0, order.length);
    while (!pending.isEmpty()) {
      for (int i = pending.nextSetBit(0); i >= 0; i = pending.nextSetBit(i + 1)) {
        pending.clear(i);
        int block = order[i];
        BitSet live = walkBack(block, flow.start(block));
        if (!live.equals(liveIn[block])) {
          liveIn[block] = live;
          for (int predecessor : flow.predecessors(block)) {
            pending.set(position[predecessor]);
          }
        }
      }
    }
  }

  /** The blocks that can be reached as a walk leaves them, then the dead ones. */
  private int[] order() {
    DepthFirstTree tree = DepthFirstTree.of(flow);
    int[] order = Arrays.copyOf(tree.postorder(), flow.blockCount());
    int free = tree.size();
    for (int block = flow.blockCount() - 1; block >= 0; block--) {
      if (tree.number(block) < 0) {
        order[free++] = block;
      }
    }
    return order;
  }

  static Liveness of(MethodNode method, FlowGraph flow) {
    return new Liveness(method, flow);
  }

  /** The locals that are live before an instruction. */
  BitSet before(AbstractInsnNode insn) {
    return walkBack(flow.blockOf(insn), insns.indexOf(insn));
  }

  /** Live locals before the instruction {@code stop}, by a walk from the end of its block. */
  private BitSet walkBack(int block, int stop) {
    BitSet live = new BitSet();
    for (int successor : flow.successors(block)) {
      live.or(liveIn[successor]);
    }
    BitSet inHandlers = new BitSet();
    for (int handler : flow.handlers(block)) {
      inHandlers.or(liveIn[handler]);
    }
    live.or(inHandlers);
    for (int i = flow.end(block) - 1; i >= stop; i--) {
      AbstractInsnNode insn = insns.get(i);
      if (insn instanceof VarInsnNode access) {
        if (access.getOpcode() >= Opcodes.ISTORE) {
          live.clear(access.var);
          live.or(inHandlers); // the instruction before the store may throw
        } else {
          live.set(access.var);
        }
      } else if (insn instanceof IincInsnNode increment) {
        live.set(increment.var);
      }
    }
    return live;
  }
}
