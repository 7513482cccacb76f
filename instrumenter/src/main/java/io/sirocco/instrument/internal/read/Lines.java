package io.sirocco.instrument.internal.read;

import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Source lines of instructions. */
public final class Lines {
  private Lines() {}

  /** The line of an instruction: that of the last line number before it, or 0 if there is none. */
  public static int of(AbstractInsnNode insn) {
    for (AbstractInsnNode node = insn; node != null; node = node.getPrevious()) {
      if (node instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }

  /** The lines of all instructions, by index; as {@link #of} for each of them. */
  public static int[] ofAll(MethodNode method) {
    int[] lines = new int[method.instructions.size()];
    int current = 0;
    int index = 0;
    for (AbstractInsnNode node : method.instructions) {
      current = node instanceof LineNumberNode line ? line.line : current;
      lines[index++] = current;
    }
    return lines;
  }

  /** The first line of a method, or 0. */
  public static int first(MethodNode method) {
    for (AbstractInsnNode node : method.instructions) {
      if (node instanceof LineNumberNode line) {
        return line.line;
      }
    }
    return 0;
  }
}
