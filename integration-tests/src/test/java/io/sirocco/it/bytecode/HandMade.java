package io.sirocco.it.bytecode;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.Interpretations;
import io.sirocco.it.harness.Verification;
import io.sirocco.it.harness.Weaving;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A class with a coroutine {@code run} that no Java compiler would write. */
final class HandMade implements Opcodes {
  static final String OWNER = "made/HandMade";

  private static final String FUTURE = "Lio/sirocco/Future;";

  private final ClassWriter writer;

  private HandMade(int version, int flags) {
    writer = new ClassWriter(flags);
    writer.visit(version, ACC_PUBLIC, OWNER, null, "java/lang/Object", null);
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
  }

  /** A class whose stack maps ASM computes. */
  static HandMade withComputedFrames() {
    return new HandMade(V17, ClassWriter.COMPUTE_FRAMES);
  }

  /** A class whose code brings its own stack maps. */
  static HandMade withOwnFrames() {
    return new HandMade(V17, ClassWriter.COMPUTE_MAXS);
  }

  /** Adds the case. */
  HandMade run(Consumer<MethodVisitor> code) {
    MethodVisitor method = coroutine(ACC_STATIC, "run", "()" + FUTURE);
    method
        .visitAnnotation("Lio/sirocco/it/support/Shape;", true)
        .visitArray("value")
        .visitEnd();
    return complete(method, code);
  }

  /** Adds another coroutine. */
  HandMade coroutine(int access, String name, String descriptor, Consumer<MethodVisitor> code) {
    return complete(coroutine(access, name, descriptor), code);
  }

  private MethodVisitor coroutine(int access, String name, String descriptor) {
    MethodVisitor method = writer.visitMethod(ACC_PUBLIC | access, name, descriptor, null, null);
    method.visitAnnotation("Lio/sirocco/Coroutine;", true).visitEnd();
    return method;
  }

  private HandMade complete(MethodVisitor method, Consumer<MethodVisitor> code) {
    method.visitCode();
    code.accept(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
    return this;
  }

  /** Runs the case in all ways. */
  void compare() {
    writer.visitEnd();
    ClassFiles made = new ClassFiles(Map.of(OWNER, writer.toByteArray()));
    Verification.verify(made);
    Assertions.assertEquals(List.of(), Weaving.diagnostics(made));
    Interpretations interpretations = Interpretations.of(made);
    Verification.verify(interpretations.woven());
    Interpretations small = interpretations.small(made);
    Verification.verify(small.woven());
    for (Case each : Case.in(made)) {
      interpretations.compare(each);
      small.compare(each);
    }
  }

  // ---- instructions ---------------------------------------------------------------------------

  /** Pushes the value of {@code await(later(text))}. */
  static void awaitText(MethodVisitor code, String text) {
    code.visitLdcInsn(text);
    awaitLater(code);
    code.visitTypeInsn(CHECKCAST, "java/lang/String");
  }

  /** Pushes the value of {@code await(later(number))}. */
  static void awaitNumber(MethodVisitor code, int number) {
    code.visitLdcInsn(number);
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/Integer", "valueOf", "(I)Ljava/lang/Integer;", false);
    awaitLater(code);
    code.visitTypeInsn(CHECKCAST, "java/lang/Integer");
    code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/Integer", "intValue", "()I", false);
  }

  /** Replaces the object on the stack by itself, awaited. */
  static void awaitLater(MethodVisitor code) {
    code.visitMethodInsn(
        INVOKESTATIC,
        "io/sirocco/it/support/Script",
        "later",
        "(Ljava/lang/Object;)" + FUTURE,
        false);
    await(code);
  }

  static void await(MethodVisitor code) {
    code.visitMethodInsn(
        INVOKESTATIC,
        "io/sirocco/Coroutines",
        "await",
        "(" + FUTURE + ")Ljava/lang/Object;",
        false);
  }

  /** Awaits a future that fails with an {@code IllegalStateException}. */
  static void awaitFailing(MethodVisitor code, String message) {
    String exception = "java/lang/IllegalStateException";
    code.visitTypeInsn(NEW, exception);
    code.visitInsn(DUP);
    code.visitLdcInsn(message);
    code.visitMethodInsn(INVOKESPECIAL, exception, "<init>", "(Ljava/lang/String;)V", false);
    code.visitMethodInsn(
        INVOKESTATIC,
        "io/sirocco/it/support/Script",
        "failing",
        "(Ljava/lang/Throwable;)" + FUTURE,
        false);
    await(code);
  }

  /** {@code return Future.of(the object on the stack)}. */
  static void returnIt(MethodVisitor code) {
    code.visitMethodInsn(
        INVOKESTATIC, "io/sirocco/Future", "of", "(Ljava/lang/Object;)" + FUTURE, false);
    code.visitInsn(ARETURN);
  }

  /** Calls a method of {@link StringBuilder} that returns it. */
  static void append(MethodVisitor code, String type) {
    code.visitMethodInsn(
        INVOKEVIRTUAL,
        "java/lang/StringBuilder",
        "append",
        "(" + type + ")Ljava/lang/StringBuilder;",
        false);
  }

  /** Pushes a new {@link StringBuilder}. */
  static void builder(MethodVisitor code) {
    code.visitTypeInsn(NEW, "java/lang/StringBuilder");
    code.visitInsn(DUP);
    code.visitMethodInsn(INVOKESPECIAL, "java/lang/StringBuilder", "<init>", "()V", false);
  }
}
