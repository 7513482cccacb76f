package io.sirocco.instrument.internal.read;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;

/** What single instructions are, without {@code JSR} and {@code RET} (JVMS 6.5). */
public final class Instructions {
  /** Internal name of the class that links lambda expressions and method references. */
  public static final String LAMBDA_FACTORY = "java/lang/invoke/LambdaMetafactory";

  private Instructions() {}

  /** Whether it makes the object of a lambda expression or of a method reference. */
  public static boolean isLambda(InvokeDynamicInsnNode site) {
    return site.bsm.getOwner().equals(LAMBDA_FACTORY);
  }

  /** Where an instruction may jump to; empty if it does not. */
  public static List<LabelNode> targets(AbstractInsnNode insn) {
    if (insn instanceof JumpInsnNode jump) {
      return List.of(jump.label);
    }
    if (insn instanceof TableSwitchInsnNode table) {
      return with(table.labels, table.dflt);
    }
    if (insn instanceof LookupSwitchInsnNode lookup) {
      return with(lookup.labels, lookup.dflt);
    }
    return List.of();
  }

  private static List<LabelNode> with(List<LabelNode> labels, LabelNode defaultLabel) {
    List<LabelNode> all = new ArrayList<>(labels);
    all.add(defaultLabel);
    return all;
  }

  /** Whether the next instruction may run after this one. */
  public static boolean fallsThrough(AbstractInsnNode insn) {
    int opcode = insn.getOpcode();
    return opcode != Opcodes.GOTO
        && opcode != Opcodes.ATHROW
        && (opcode < Opcodes.TABLESWITCH || opcode > Opcodes.RETURN);
  }

  /** Whether it initialises an object. */
  public static boolean isConstructorCall(AbstractInsnNode insn) {
    return insn.getOpcode() == Opcodes.INVOKESPECIAL
        && ((MethodInsnNode) insn).name.equals("<init>");
  }
}
