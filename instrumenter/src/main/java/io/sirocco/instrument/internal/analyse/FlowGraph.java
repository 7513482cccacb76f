package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.Instructions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
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
  private final int[][] predecessors; // by block, of both kinds

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
    predecessors = predecessorsOf();
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

  /** Blocks that may run after this one, with and without an exception; some may be there twice. */
  public IntStream after(int block) {
    return IntStream.range(0, edgeCount(block)).map(edge -> edge(block, edge));
  }

  /** Indices of the instructions of some blocks. */
  public BitSet instructions(BitSet blocks) {
    BitSet instructions = new BitSet();
    blocks.stream().forEach(block -> instructions.set(start(block), end(block)));
    return instructions;
  }

  /** Number of edges that leave a block, of both kinds. */
  int edgeCount(int block) {
    return successors[block].length + handlers[block].length;
  }

  /** Where an edge leads: first the normal ones, then those to handlers. */
  int edge(int block, int index) {
    int normal = successors[block].length;
    return index < normal ? successors[block][index] : handlers[block][index - normal];
  }

  /** Blocks that this one may run after, with and without an exception; some may be there twice. */
  int[] predecessors(int block) {
    return predecessors[block];
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
      for (int edge = 0; edge < edgeCount(block); edge++) {
        int target = edge(block, edge);
        if (!reached.get(target)) {
          reached.set(target);
          worklist[pending++] = target;
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
    Set<Integer> result = new TreeSet<>();
    for (LabelNode target : Instructions.targets(last)) {
      result.add(blockOf(target));
    }
    if (Instructions.fallsThrough(last) && block + 1 < blockCount()) {
      result.add(block + 1);
    }
    return toArray(result);
  }

  private int[][] handlersOf(MethodNode method) {
    List<TryCatchBlockNode> rows = method.tryCatchBlocks;
    Map<Integer, List<Integer>> borders = new HashMap<>(); // by block: rows that begin or end there
    for (int row = 0; row < rows.size(); row++) {
      int first = blockOfInsn[offsetStart(rows.get(row).start)];
      int end = blockOfInsn[offsetStart(rows.get(row).end)];
      if (first < end) {
        borders.computeIfAbsent(first, block -> new ArrayList<>()).add(row);
        borders.computeIfAbsent(end, block -> new ArrayList<>()).add(row);
      }
    }
    int[][] result = new int[blockCount()][];
    BitSet covering = new BitSet(); // rows around the present block
    int[] now = {};
    for (int block = 0; block < blockCount(); block++) {
      List<Integer> changes = borders.get(block);
      if (changes != null) {
        changes.forEach(covering::flip);
        now = handlersOf(rows, covering);
      }
      result[block] = now;
    }
    return result;
  }

  private int[] handlersOf(List<TryCatchBlockNode> rows, BitSet covering) {
    Set<Integer> handlersInOrder = new LinkedHashSet<>();
    for (int row = covering.nextSetBit(0); row >= 0; row = covering.nextSetBit(row + 1)) {
      String type = rows.get(row).type;
      handlersInOrder.add(blockOf(rows.get(row).handler));
      if (type == null || type.equals("java/lang/Throwable")) {
        break; // the first row that fits wins, JVMS 2.10
      }
    }
    return toArray(handlersInOrder);
  }

  private int[][] predecessorsOf() {
    int[] count = new int[blockCount()];
    for (int block = 0; block < blockCount(); block++) {
      for (int edge = 0; edge < edgeCount(block); edge++) {
        count[edge(block, edge)]++;
      }
    }
    int[][] result = new int[blockCount()][];
    Arrays.setAll(result, block -> new int[count[block]]);
    for (int block = 0; block < blockCount(); block++) {
      for (int edge = 0; edge < edgeCount(block); edge++) {
        int target = edge(block, edge);
        result[target][--count[target]] = block;
      }
    }
    return result;
  }

  private static int[] toArray(Set<Integer> blocks) {
    return blocks.stream().mapToInt(Integer::intValue).toArray();
  }

  private static boolean endsBlock(AbstractInsnNode insn) {
    return !Instructions.targets(insn).isEmpty() || !Instructions.fallsThrough(insn);
  }
}
