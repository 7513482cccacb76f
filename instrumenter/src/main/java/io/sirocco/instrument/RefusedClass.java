package io.sirocco.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Makes a class that could not be woven unusable, so that nobody runs it by accident.
 *
 * <p>An agent cannot stop the build, and whatever it throws the JVM swallows. The class that is made
 * here stands for the old one and throws a {@link LinkageError} with the reason when it is
 * initialised, that is before any of its methods runs.
 */
public final class RefusedClass {
  private static final int LONGEST_CONSTANT =
      65535 / 3; // characters: each takes three bytes at most

  private RefusedClass() {}

  /**
   * The class with another static initialiser.
   *
   * @param classFile that the JVM could load; not changed
   * @param reason the message of the error; cut off if a class file cannot hold it
   * @throws IllegalArgumentException if the class file is too new for Sirocco
   */
  public static byte[] of(byte[] classFile, String reason) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(withoutInitializer(writer), 0);
    addInitializer(writer, reason.substring(0, Math.min(reason.length(), LONGEST_CONSTANT)));
    return writer.toByteArray();
  }

  private static ClassVisitor withoutInitializer(ClassWriter writer) {
    return new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        return name.equals("<clinit>")
            ? null
            : super.visitMethod(access, name, descriptor, signature, exceptions);
      }
    };
  }

  /** {@code static { throw new LinkageError(reason); }}. */
  private static void addInitializer(ClassWriter writer, String reason) {
    MethodVisitor mv = writer.visitMethod(Opcodes.ACC_STATIC, "<clinit>", "()V", null, null);
    mv.visitCode();
    mv.visitTypeInsn(Opcodes.NEW, "java/lang/LinkageError"); // error
    mv.visitInsn(Opcodes.DUP); // error, error
    mv.visitLdcInsn(reason); // error, error, reason
    mv.visitMethodInsn(
        Opcodes.INVOKESPECIAL,
        "java/lang/LinkageError",
        "<init>",
        "(Ljava/lang/String;)V",
        false); // error
    mv.visitInsn(Opcodes.ATHROW);
    mv.visitMaxs(3, 0);
    mv.visitEnd();
  }
}
