package io.sirocco.instrument.internal.write;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites jumps over more than 32 kilobytes, which have no room for the distance:
 *
 * <pre>
 *   goto far   →  goto_w far
 *   ifeq far   →  ifne near; goto_w far; near:
 * </pre>
 *
 * <p>ASM does the same while it writes. But version 9.11.1 fails if that moves the target of a jump
 * back, just near enough before, out of reach: it reads the distance as unsigned and runs out of the
 * code. So nothing is left for it to do.
 */
final class LongJumps {
  private static final int GOTO_W =
      200; // no constant of ASM: it hides the difference from visitors
  private static final int FARTHEST = Short.MAX_VALUE;
  private static final int NEAR_SIZE = 3;
  private static final int LONGER_BY = 5; // an inverted test and a goto_w instead of a test

  private final String owner;
  private final MethodNode method;
  private final InsnList insns;

  private LongJumps(String owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    this.insns = method.instructions;
  }

  /**
   * Rewrites the jumps of a method. One of less than 32 kilobytes has none, and one of more than 64
   * will be refused.
   *
   * @param method with expanded stack maps
   */
  static void widen(String owner, MethodNode method) {
    CodeSizeEvaluator size = new CodeSizeEvaluator(null);
    method.instructions.accept(size);
    if (size.getMaxSize() > FARTHEST && size.getMinSize() <= CodeSize.LIMIT) {
      new LongJumps(owner, method).widen();
    }
  }

  private void widen() {
    Set<AbstractInsnNode> far = farJumps();
    if (!far.isEmpty()) {
      labelAllocations();
      Map<AbstractInsnNode, FrameNode> behind = stackMapsBehind(far);
      for (AbstractInsnNode jump : far) {
        rewrite((JumpInsnNode) jump, behind.get(jump));
      }
    }
  }

  /** A jump that becomes longer can put others out of reach, so this goes on until none is added. */
  private Set<AbstractInsnNode> farJumps() {
    int[] sizes = sizes();
    Set<AbstractInsnNode> far = new LinkedHashSet<>();
    int before;
    do {
      before = far.size();
      int[] offsets = new int[sizes.length];
      for (int i = 1; i < sizes.length; i++) {
        offsets[i] = offsets[i - 1] + sizes[i - 1];
      }
      for (int i = 0; i < sizes.length; i++) {
        if (insns.get(i) instanceof JumpInsnNode jump) {
          int distance = Math.abs(offsets[insns.indexOf(jump.label)] - offsets[i]);
          if (distance > FARTHEST - LONGER_BY && far.add(jump)) {
            sizes[i] += LONGER_BY;
          }
        }
      }
    } while (far.size() > before);
    return far;
  }

  /** By index, in bytes; a jump is short, and what depends on the rest of the class is at its longest. */
  private int[] sizes() {
    int[] sizes = new int[insns.size()];
    for (int i = 0; i < sizes.length; i++) {
      AbstractInsnNode insn = insns.get(i);
      if (insn instanceof JumpInsnNode) {
        sizes[i] = NEAR_SIZE;
      } else if (insn.getOpcode() >= 0) {
        CodeSizeEvaluator size = new CodeSizeEvaluator(null);
        insn.accept(size);
        sizes[i] = size.getMaxSize();
      }
    }
    return sizes;
  }

  private void rewrite(JumpInsnNode jump, FrameNode behind) {
    if (jump.getOpcode() == Opcodes.GOTO) {
      insns.set(jump, new JumpInsnNode(GOTO_W, jump.label));
      return;
    }
    LabelNode near = new LabelNode();
    InsnList longer = new InsnList();
    longer.add(new JumpInsnNode(inverse(jump.getOpcode()), near));
    longer.add(new JumpInsnNode(GOTO_W, jump.label));
    longer.add(near);
    if (!hasStackMap(jump.getNext())) {
      longer.add(behind);
    }
    insns.insert(jump, longer);
    insns.remove(jump);
  }

  /** The opcodes of opposite tests are neighbours; IFNULL and IFNONNULL stand apart (JVMS 6.5). */
  private static int inverse(int opcode) {
    return opcode >= Opcodes.IFNULL ? opcode ^ 1 : ((opcode + 1) ^ 1) - 1;
  }

  private static boolean hasStackMap(AbstractInsnNode first) {
    for (AbstractInsnNode node = first;
        node != null && node.getOpcode() < 0;
        node = node.getNext()) {
      if (node instanceof FrameNode) {
        return true;
      }
    }
    return false;
  }

  // ---- types behind a test ----------------------------------------------------------------------

  /** Gives each allocation a label, by which a stack map can name its object. */
  private void labelAllocations() {
    for (AbstractInsnNode insn : insns.toArray()) {
      if (insn.getOpcode() == Opcodes.NEW) {
        insns.insertBefore(insn, new LabelNode());
      }
    }
  }

  private Map<AbstractInsnNode, FrameNode> stackMapsBehind(Set<AbstractInsnNode> jumps) {
    Map<Label, LabelNode> nodeOf = new IdentityHashMap<>();
    for (AbstractInsnNode insn : insns) {
      if (insn instanceof LabelNode label) {
        nodeOf.put(label.getLabel(), label);
      }
    }
    Map<AbstractInsnNode, FrameNode> result = new IdentityHashMap<>();
    AnalyzerAdapter types = new Types();
    for (AbstractInsnNode insn : insns) {
      insn.accept(types);
      if (jumps.contains(insn) && types.locals != null) {
        Object[] locals = verifierTypes(types.locals, nodeOf);
        Object[] stack = verifierTypes(types.stack, nodeOf);
        result.put(insn, new FrameNode(Opcodes.F_NEW, locals.length, locals, stack.length, stack));
      }
    }
    return result;
  }

  private final class Types extends AnalyzerAdapter {
    Types() {
      super(Opcodes.ASM9, owner, method.access, method.name, method.desc, null);
    }
  }

  /** As a stack map writes them: the second half of a wide value is left out. */
  private static Object[] verifierTypes(List<Object> adapted, Map<Label, LabelNode> nodeOf) {
    List<Object> types = new ArrayList<>();
    for (int i = 0; i < adapted.size(); i++) {
      Object type = adapted.get(i);
      types.add(type instanceof Label label ? nodeOf.get(label) : type);
      if (Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type)) {
        i++;
      }
    }
    return types.toArray();
  }
}
