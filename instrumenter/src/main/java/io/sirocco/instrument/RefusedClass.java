package io.sirocco.instrument;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

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
   * The class with another static initialiser and without the code of its methods.
   *
   * @param classFile that the JVM could load; not changed
   * @param reason the message of the error; cut off if a class file cannot hold it
   * @throws IllegalArgumentException if the class file is too new for Sirocco
   */
  public static byte[] of(byte[] classFile, String reason) {
    ClassReader reader = new ClassReader(classFile);
    ClassWriter writer = new ClassWriter(reader, 0);
    reader.accept(withoutCode(writer), ClassReader.SKIP_CODE);
    addInitializer(writer, reason.substring(0, Math.min(reason.length(), LONGEST_CONSTANT)));
    return writer.toByteArray();
  }

  private static ClassVisitor withoutCode(ClassWriter writer) {
    return new ClassVisitor(Opcodes.ASM9, writer) {
      @Override
      public MethodVisitor visitMethod(
          int access, String name, String descriptor, String signature, String[] exceptions) {
        if (name.equals("<clinit>")) {
          return null;
        }
        MethodVisitor method = super.visitMethod(access, name, descriptor, signature, exceptions);
        boolean hasCode = (access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) == 0;
        return hasCode ? new Unusable(method, access, descriptor) : method;
      }
    };
  }

  /** Throws null instead of what it did. It never runs; but it may be too long for ASM to write again. */
  private static final class Unusable extends MethodVisitor {
    private final int argumentSlots;

    Unusable(MethodVisitor method, int access, String descriptor) {
      super(Opcodes.ASM9, method);
      int withReceiver = Type.getArgumentsAndReturnSizes(descriptor) >> 2;
      this.argumentSlots = (access & Opcodes.ACC_STATIC) == 0 ? withReceiver : withReceiver - 1;
    }

    @Override
    public void visitEnd() {
      visitCode();
      visitInsn(Opcodes.ACONST_NULL);
      visitInsn(Opcodes.ATHROW);
      visitMaxs(1, argumentSlots);
      super.visitEnd();
    }
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
