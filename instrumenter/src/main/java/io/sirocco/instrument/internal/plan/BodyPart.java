package io.sirocco.instrument.internal.plan;

import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Instructions of a body that are copied together, in their order.
 *
 * @param kept indices of the instructions, with their lines and stack maps; an await is among them
 *     only if it can be reached here without being resumed
 * @param entered the awaits where a resumption goes on in this part
 * @param ranges rows of the exception table that protect something in it
 * @param variables rows of the local-variable table that cover something in it
 */
public record BodyPart(
    BitSet kept,
    Set<MethodInsnNode> entered,
    List<TryCatchBlockNode> ranges,
    List<LocalVariableNode> variables) {

  /**
   * The part of a method with these instructions.
   *
   * @param isReached whether a handler can be reached at all; if not, it stands behind a row that catches
   *     everything
   */
  static BodyPart of(
      MethodNode method,
      BitSet kept,
      List<MethodInsnNode> entered,
      Predicate<LabelNode> isReached) {
    Set<MethodInsnNode> awaits = Set.copyOf(entered);
    Coverage coverage = new Coverage(method.instructions, kept, awaits);
    return new BodyPart(
        kept,
        awaits,
        method.tryCatchBlocks.stream()
            .filter(row -> isReached.test(row.handler))
            .filter(row -> coverage.hasCode(row.start, row.end))
            .toList(),
        method.localVariables == null ? List.of() : coverage.variables(method.localVariables));
  }

  /** Whether a resumption goes on here, behind this await. */
  public boolean enters(MethodInsnNode await) {
    return entered.contains(await);
  }

  /** Answers whether the copy has an instruction between two labels of the original. */
  private static final class Coverage {
    private final InsnList insns;
    private final int[] codeBefore; // by instruction index: instructions of the copy before it

    Coverage(InsnList insns, BitSet kept, Set<? extends AbstractInsnNode> entered) {
      this.insns = insns;
      this.codeBefore = new int[insns.size() + 1];
      for (int i = 0; i < insns.size(); i++) {
        AbstractInsnNode insn = insns.get(i);
        boolean isCode = insn.getOpcode() >= 0 && kept.get(i) || entered.contains(insn);
        codeBefore[i + 1] = codeBefore[i] + (isCode ? 1 : 0);
      }
    }

    boolean hasCode(LabelNode start, LabelNode end) {
      return before(end) > before(start);
    }

    private int before(LabelNode label) {
      return codeBefore[insns.indexOf(label)];
    }

    /**
     * The rows that cover something. Two that overlap may have differed in what is left out; the JVM
     * rejects a class where name, index and place of two rows are the same.
     */
    List<LocalVariableNode> variables(List<LocalVariableNode> rows) {
      Set<List<Object>> seen = new HashSet<>();
      return rows.stream()
          .filter(row -> hasCode(row.start, row.end))
          .filter(row -> seen.add(List.of(row.name, row.index, before(row.start), before(row.end))))
          .toList();
    }
  }
}
