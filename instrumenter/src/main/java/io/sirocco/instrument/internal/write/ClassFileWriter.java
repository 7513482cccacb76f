package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.SiroccoNames;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Turns class nodes into class files. Stack maps are written as they are; only the sizes of methods that
 * we made are computed.
 */
public final class ClassFileWriter {
  private ClassFileWriter() {}

  /**
   * Writes a woven class and marks it as woven.
   *
   * @param made methods that we made or rewrote; the others keep their sizes
   * @param original where it was read from: its constant pool is kept, so that attributes we do not
   *     know stay valid
   * @throws CodeTooLargeException if methods are longer than the JVM allows
   */
  public static byte[] writeWoven(
      ClassNode node, Collection<MethodNode> made, ClassReader original) {
    List<AnnotationNode> annotations = new ArrayList<>();
    if (node.invisibleAnnotations != null) {
      annotations.addAll(node.invisibleAnnotations);
    }
    annotations.add(new AnnotationNode(SiroccoNames.WOVEN));
    node.invisibleAnnotations = annotations;
    return write(node, made, new Writer(original));
  }

  /**
   * Writes a class that we made.
   *
   * @throws CodeTooLargeException if methods are longer than the JVM allows
   */
  public static byte[] writeNew(ClassNode node) {
    return write(node, node.methods, new Writer(null));
  }

  private static byte[] write(ClassNode node, Collection<MethodNode> made, ClassWriter writer) {
    // ASM's limits guard against hostile input. A method that the JVM runs can exceed them, with
    // 1,500 locals and as many branches.
    writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    made.forEach(method -> MethodSizes.compute(node.name, method));
    node.methods.forEach(method -> LongJumps.widen(node.name, method)); // changes no sizes
    Measured measured = new Measured(writer);
    node.accept(measured);
    try {
      return writer.toByteArray();
    } catch (MethodTooLargeException e) { // which knows of the first one only
      throw new CodeTooLargeException(measured.tooLarge);
    }
  }

  /** ASM's writer, which for jumps over 32 KB reads its own output again and follows the types in it. */
  private static final class Writer extends ClassWriter {
    Writer(ClassReader original) {
      super(original, 0);
      // Its limits guard against hostile input; ours is code that is about to be run.
      setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Never loads a class; the verifier would notice if this were not enough. */
    @Override
    protected String getCommonSuperClass(String type1, String type2) {
      return "java/lang/Object";
    }
  }

  /** Finds all methods that are too large; ASM fails at the first one. */
  private static final class Measured extends ClassVisitor {
    private final List<CodeSize> tooLarge = new ArrayList<>();

    Measured(ClassWriter next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, method) {
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          Label end = new Label(); // leaves no trace in the class, and knows where it is
          visitLabel(end);
          if (end.getOffset() > CodeSize.LIMIT) {
            tooLarge.add(new CodeSize(name, descriptor, end.getOffset()));
          }
          super.visitMaxs(maxStack, maxLocals);
        }
      };
    }
  }
}
