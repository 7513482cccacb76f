package io.sirocco.instrument;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sirocco.instrument.internal.write.ClassFileWriter;
import java.lang.invoke.MethodHandles;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.objectweb.asm.Attribute;
import org.objectweb.asm.ByteVector;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;

class RefusedClassTest {

  @Test
  void first_use_of_the_class_throws_the_reason() throws Exception {
    byte[] classFile = compile("""
        package io.sirocco.instrument;
        public class WithInitializer implements Runnable {
          static final Object LOCK = new Object();
          static { System.setProperty("sirocco.test", "initialised"); }
          public void run() {}
        }
        """);

    Class<?> refused = define(RefusedClass.of(classFile, "WithInitializer.java:3: error: no"));

    LinkageError error = assertThrows(LinkageError.class, () -> create(refused));
    assertEquals(LinkageError.class, error.getClass());
    assertEquals("WithInitializer.java:3: error: no", error.getMessage());
    assertEquals(null, System.getProperty("sirocco.test"));
  }

  @Test
  void interface_with_a_static_method_is_refused_too() throws Exception {
    byte[] classFile = compile("""
        package io.sirocco.instrument;
        public interface Static { static int one() { return 1; } }
        """);

    Class<?> refused = define(RefusedClass.of(classFile, "no"));

    LinkageError error =
        assertThrows(LinkageError.class, () -> MethodHandles.lookup().ensureInitialized(refused));
    assertEquals("no", error.getMessage());
  }

  @Test
  void reason_that_is_too_long_for_a_class_file_is_cut_off() throws Exception {
    byte[] classFile = compile("package io.sirocco.instrument; public class Long {}");

    Class<?> refused = define(RefusedClass.of(classFile, "\u20ac".repeat(70_000)));

    LinkageError error = assertThrows(LinkageError.class, () -> create(refused));
    assertEquals("\u20ac".repeat(21_845), error.getMessage());
  }

  @Test
  void method_with_long_jumps_is_no_obstacle() throws Exception {
    Class<?> refused = define(RefusedClass.of(withLongJumps(), "no"));

    LinkageError error = assertThrows(LinkageError.class, () -> create(refused));
    assertEquals("no", error.getMessage());
  }

  /**
   * The length matters: the one jump forward gets out of reach only when those backward have become
   * longer. ASM writes a method anew, and not as it was, if it has this attribute in place of the flag.
   */
  private static byte[] withLongJumps() {
    ClassNode writer = new ClassNode();
    String name = "io/sirocco/instrument/LongJumps";
    writer.visit(Opcodes.V17, Opcodes.ACC_PUBLIC, name, null, "java/lang/Object", null);
    MethodVisitor constructor = writer.visitMethod(Opcodes.ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitVarInsn(Opcodes.ALOAD, 0);
    constructor.visitMethodInsn(Opcodes.INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(Opcodes.RETURN);
    constructor.visitMaxs(0, 0);
    MethodVisitor load = writer.visitMethod(Opcodes.ACC_STATIC, "load", "(I)V", null, null);
    load.visitAttribute(new Synthetic());
    Label top = new Label();
    Label end = new Label();
    load.visitLabel(top);
    load.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
    load.visitVarInsn(Opcodes.ILOAD, 0);
    load.visitJumpInsn(Opcodes.IFLT, end);
    for (int i = 0; i < 32_728; i++) {
      load.visitInsn(Opcodes.NOP);
    }
    for (int i = 0; i < 8; i++) {
      load.visitVarInsn(Opcodes.ILOAD, 0);
      load.visitJumpInsn(Opcodes.IFEQ, top);
    }
    load.visitJumpInsn(Opcodes.GOTO, top);
    load.visitLabel(end);
    load.visitFrame(Opcodes.F_NEW, 1, new Object[] {Opcodes.INTEGER}, 0, new Object[0]);
    load.visitInsn(Opcodes.RETURN);
    load.visitMaxs(0, 0);
    return ClassFileWriter.writeNew(writer);
  }

  private static final class Synthetic extends Attribute {
    Synthetic() {
      super("Synthetic");
    }

    @Override
    protected ByteVector write(
        ClassWriter writer, byte[] code, int length, int maxStack, int maxLocals) {
      return new ByteVector();
    }
  }

  private static byte[] compile(String source) {
    Map<String, byte[]> classFiles = Compiler.compile(source);
    return classFiles.values().iterator().next();
  }

  private static Class<?> define(byte[] classFile) throws IllegalAccessException {
    return MethodHandles.lookup().defineClass(classFile);
  }

  private static Object create(Class<?> type) throws ReflectiveOperationException {
    return type.getConstructor().newInstance();
  }
}
