package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.Instructions;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Basic blocks of a method and the edges between them.
 *
 * <p>A block is a run of instructions (labels, lines and frames included) that is entered at its
 * first and left at its last one, or by an exception. No block crosses the border of a protected
 * range, so the handlers of a block are those of each of its instructions. An await ends its block:
 * the next one begins where the coroutine goes on after a suspension. Labels at one offset belong to
 * one block.
 */
public final class FlowGraph {
  private final InsnList insns;
  private final int[] blockStarts; // instruction index of each block's first node, ascending
  private final int[] blockOfInsn; // by instruction index
  private final int[][] successors; // by block, normal edges
  private final int[][] handlers; // by block, exception edges, in the order of the table, distinct

  private FlowGraph(MethodNode method, Set<? extends AbstractInsnNode> awaits) {
    insns = method.instructions;
    BitSet leaders = leaders(method, awaits);
    blockStarts = leaders.stream().toArray();
    blockOfInsn = new int[insns.size()];
    for (int block = 0; block < blockStarts.length; block++) {
      for (int i = start(block); i < end(block); i++) {
        blockOfInsn[i] = block;
      }
    }
    successors = new int[blockStarts.length][];
    for (int block = 0; block < blockStarts.length; block++) {
      successors[block] = successorsOf(block);
    }
    handlers = handlersOf(method);
  }

  /**
   * Draws the graph of a method.
   *
   * @param method with at least one instruction and without {@code JSR} and {@code RET}
   * @param awaits the instructions that end their block
   */
  public static FlowGraph of(MethodNode method, Set<? extends AbstractInsnNode> awaits) {
    return new FlowGraph(method, awaits);
  }

  /** Number of blocks; block 0 is the entry. */
  public int blockCount() {
    return blockStarts.length;
  }

  /** Index of the block's first instruction. */
  public int start(int block) {
    return blockStarts[block];
  }

  /** Index after the block's last instruction. */
  public int end(int block) {
    return block + 1 < blockStarts.length ? blockStarts[block + 1] : insns.size();
  }

  /** The block of an instruction. */
  public int blockOf(AbstractInsnNode insn) {
    return blockOfInsn[insns.indexOf(insn)];
  }

  /** Blocks that may run after this one without an exception. */
  public int[] successors(int block) {
    return successors[block];
  }

  /** First blocks of the handlers that protect this block. */
  public int[] handlers(int block) {
    return handlers[block];
  }

  /** All blocks that can be reached from the given ones, these included. */
  public BitSet reachableFrom(BitSet blocks) {
    BitSet reached = (BitSet) blocks.clone();
    int[] worklist = new int[blockCount()];
    int pending = 0;
    for (int block = reached.nextSetBit(0); block >= 0; block = reached.nextSetBit(block + 1)) {
      worklist[pending++] = block;
    }
    while (pending > 0) {
      int block = worklist[--pending];
      for (int[] targets : new int[][] {successors[block], handlers[block]}) {
        for (int target : targets) {
          if (!reached.get(target)) {
            reached.set(target);
            worklist[pending++] = target;
          }
        }
      }
    }
    return reached;
  }

  private BitSet leaders(MethodNode method, Set<? extends AbstractInsnNode> awaits) {
    BitSet leaders = new BitSet(insns.size());
    leaders.set(0);
    for (int i = 0; i < insns.size(); i++) {
      AbstractInsnNode insn = insns.get(i);
      for (LabelNode target : Instructions.targets(insn)) {
        leaders.set(offsetStart(target));
      }
      if ((endsBlock(insn) || awaits.contains(insn)) && i + 1 < insns.size()) {
        leaders.set(i + 1);
      }
    }
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      leaders.set(offsetStart(range.start));
      leaders.set(offsetStart(range.end));
      leaders.set(offsetStart(range.handler));
    }
    return leaders;
  }

  /** Index of the first of the labels, lines and frames that stand at one bytecode offset. */
  private int offsetStart(LabelNode label) {
    AbstractInsnNode first = label;
    while (first.getPrevious() != null && first.getPrevious().getOpcode() < 0) {
      first = first.getPrevious();
    }
    return insns.indexOf(first);
  }

  private int[] successorsOf(int block) {
    AbstractInsnNode last = insns.get(end(block) - 1);
    BitSet result = new BitSet();
    for (LabelNode target : Instructions.targets(last)) {
      result.set(blockOf(target));
    }
    if (Instructions.fallsThrough(last) && block + 1 < blockCount()) {
      result.set(block + 1);
    }
    return result.stream().toArray();
  }

  private int[][] handlersOf(MethodNode method) {
    List<List<Integer>> result = new ArrayList<>();
    for (int block = 0; block < blockCount(); block++) {
      result.add(new ArrayList<>());
    }
    BitSet caught = new BitSet(); // blocks where a row of the table catches everything
    for (TryCatchBlockNode range : method.tryCatchBlocks) {
      int handler = blockOf(range.handler);
      int first = offsetStart(range.start);
      int end = offsetStart(range.end);
      for (int block = blockOfInsn[first]; block < blockCount() && start(block) < end; block++) {
        if (!caught.get(block) && !result.get(block).contains(handler)) {
          result.get(block).add(handler);
        }
        if (range.type == null || range.type.equals("java/lang/Throwable")) {
          caught.set(block); // the first row that fits wins, JVMS 2.10
        }
      }
    }
    return result.stream()
        .map(list -> list.stream().mapToInt(Integer::intValue).toArray())
        .toArray(int[][]::new);
  }

  private static boolean endsBlock(AbstractInsnNode insn) {
    return !Instructions.targets(insn).isEmpty() || !Instructions.fallsThrough(insn);
  }
}
