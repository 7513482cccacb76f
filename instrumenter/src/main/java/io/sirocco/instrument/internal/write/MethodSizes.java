package io.sirocco.instrument.internal.write;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.MethodNode;

/**
 * How many operands and locals a method has, by one walk along its stack maps. What ASM computes leaves
 * out dead code, of which the JVM's verifier demands the same (JVMS 4.10.1).
 */
final class MethodSizes {
  private MethodSizes() {}

  /** Sets the sizes of a method with expanded stack maps. */
  static void compute(String owner, MethodNode method) {
    if (method.instructions.size() == 0) {
      return;
    }
    method.maxStack = 0;
    method.maxLocals = 0;
    MethodVisitor sizes = new MethodVisitor(Opcodes.ASM9) {
      @Override
      public void visitMaxs(int maxStack, int maxLocals) {
        method.maxStack = maxStack;
        method.maxLocals = maxLocals;
      }
    };
    method.accept(new Walk(owner, method, sizes));
  }

  private static final class Walk extends AnalyzerAdapter {
    Walk(String owner, MethodNode method, MethodVisitor next) {
      super(Opcodes.ASM9, owner, method.access, method.name, method.desc, next);
    }
  }
}
