package io.sirocco.torture.rewrite;

import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.JSRInlinerAdapter;

/** Makes Java 8 class files of older ones: coroutines need stack maps, and private methods in interfaces. */
final class OldClassFiles {
  private final ClassLoader hierarchy;

  OldClassFiles(ClassLoader hierarchy) {
    this.hierarchy = hierarchy;
  }

  /** The same array if it is new enough. */
  byte[] upgrade(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    int version = reader.readUnsignedShort(6);
    if (version >= Opcodes.V1_8) {
      return classFile;
    }
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES) {
      @Override
      protected ClassLoader getClassLoader() {
        return hierarchy;
      }
    };
    reader.accept(new Upgrade(writer), ClassReader.SKIP_FRAMES);
    return writer.toByteArray();
  }

  private static final class Upgrade extends ClassVisitor {
    Upgrade(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      super.visit(Opcodes.V1_8, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new JSRInlinerAdapter(next, access, name, descriptor, signature, exceptions);
    }
  }
}
