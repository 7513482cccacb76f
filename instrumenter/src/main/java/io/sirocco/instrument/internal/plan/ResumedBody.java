package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.FlowGraph;
import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * The part of a body that can run after a suspension; all that the resume method copies.
 *
 * @param kept indices of the instructions, with their lines and stack maps; an await is among them
 *     only if it can be reached without being resumed there
 * @param ranges rows of the exception table that protect something kept
 * @param variables rows of the local-variable table that cover something kept
 */
public record ResumedBody(
    BitSet kept, List<TryCatchBlockNode> ranges, List<LocalVariableNode> variables) {

  static ResumedBody of(MethodAnalysis analysis) {
    MethodNode method = analysis.coroutine().method();
    FlowGraph flow = analysis.flow();
    BitSet blocks = flow.reachableFrom(blocksAfterAwaits(analysis));
    BitSet kept = new BitSet();
    blocks.stream().forEach(block -> kept.set(flow.start(block), flow.end(block)));
    Coverage coverage = new Coverage(method.instructions, kept, analysis.points());
    return new ResumedBody(
        kept,
        method.tryCatchBlocks.stream()
            // A handler that is not reachable stands behind a row that catches everything.
            .filter(row -> blocks.get(flow.blockOf(row.handler)))
            .filter(row -> coverage.hasCode(row.start, row.end))
            .toList(),
        method.localVariables == null
            ? List.of()
            : method.localVariables.stream()
                .filter(row -> coverage.hasCode(row.start, row.end))
                .toList());
  }

  private static BitSet blocksAfterAwaits(MethodAnalysis analysis) {
    FlowGraph flow = analysis.flow();
    BitSet blocks = new BitSet();
    for (SuspensionPoint point : analysis.points()) {
      int block = flow.blockOf(point.call());
      for (int[] targets : new int[][] {flow.successors(block), flow.handlers(block)}) {
        for (int target : targets) {
          blocks.set(target);
        }
      }
    }
    return blocks;
  }

  /** Answers whether the copy has an instruction between two labels of the original. */
  private static final class Coverage {
    private final InsnList insns;
    private final int[] codeBefore; // by instruction index: instructions of the copy before it

    Coverage(InsnList insns, BitSet kept, List<SuspensionPoint> points) {
      this.insns = insns;
      this.codeBefore = new int[insns.size() + 1];
      Set<AbstractInsnNode> awaits = new HashSet<>();
      points.forEach(point -> awaits.add(point.call()));
      for (int i = 0; i < insns.size(); i++) {
        AbstractInsnNode insn = insns.get(i);
        boolean isCode = insn.getOpcode() >= 0 && kept.get(i) || awaits.contains(insn);
        codeBefore[i + 1] = codeBefore[i] + (isCode ? 1 : 0);
      }
    }

    boolean hasCode(LabelNode start, LabelNode end) {
      return codeBefore[insns.indexOf(end)] > codeBefore[insns.indexOf(start)];
    }
  }
}
