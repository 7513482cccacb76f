package io.sirocco.benchmarks.weaving;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/** Makes coroutines of the {@code void} methods of a class, with an await at each line. */
final class CoroutineMaker {
  private static final int EXCLUDED = Opcodes.ACC_ABSTRACT
      | Opcodes.ACC_NATIVE
      | Opcodes.ACC_SYNCHRONIZED
      | Opcodes.ACC_BRIDGE
      | Opcodes.ACC_SYNTHETIC;

  private CoroutineMaker() {}

  /** The class with coroutines; the same array if none of its methods can be one. */
  static byte[] of(byte[] classFile) {
    ClassNode owner = new ClassNode();
    ClassReader reader = new ClassReader(classFile);
    reader.accept(owner, 0);
    int count = 0;
    for (MethodNode method : owner.methods) {
      if ((owner.version & 0xFFFF) >= Opcodes.V1_8 && isEligible(method)) {
        method.invisibleAnnotations = annotations(method);
        addAwaits(method.instructions);
        count++;
      }
    }
    if (count == 0) {
      return classFile;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    owner.accept(writer);
    return writer.toByteArray();
  }

  private static boolean isEligible(MethodNode method) {
    if ((method.access & EXCLUDED) != 0
        || method.name.startsWith("<")
        || !method.desc.endsWith(")V")) {
      return false;
    }
    boolean hasLines = false;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.MONITORENTER) {
        return false;
      }
      hasLines |= insn instanceof LineNumberNode;
    }
    return hasLines;
  }

  private static List<AnnotationNode> annotations(MethodNode method) {
    List<AnnotationNode> annotations = new ArrayList<>();
    if (method.invisibleAnnotations != null) {
      annotations.addAll(method.invisibleAnnotations);
    }
    annotations.add(new AnnotationNode("Lio/sirocco/Coroutine;"));
    return annotations;
  }

  /** In front of the first instruction of each line, behind its stack map if there is one. */
  private static void addAwaits(InsnList insns) {
    boolean isNewLine = false;
    for (AbstractInsnNode insn : insns.toArray()) {
      if (insn instanceof LineNumberNode) {
        isNewLine = true;
      } else if (isNewLine && insn.getOpcode() >= 0) {
        isNewLine = false;
        InsnList await = new InsnList();
        await.add(new InsnNode(Opcodes.ACONST_NULL));
        await.add(new MethodInsnNode(
            Opcodes.INVOKESTATIC,
            "io/sirocco/Coroutines",
            "await",
            "(Lio/sirocco/Future;)Ljava/lang/Object;",
            false));
        await.add(new InsnNode(Opcodes.POP));
        if (insn.getOpcode() != Opcodes.NEW) { // its stack maps name the place where it stands
          insns.insertBefore(insn, await);
        }
      }
    }
  }
}
