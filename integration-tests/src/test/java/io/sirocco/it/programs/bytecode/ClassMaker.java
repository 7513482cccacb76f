package io.sirocco.it.programs.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Makes up a class with coroutines, of which {@code run} is the case. */
final class ClassMaker implements Opcodes {
  static final String OWNER = "made/Bytecode";

  private static final int NEWEST = Math.min(V25, V17 + Runtime.version().feature() - 17);
  private static final List<Integer> VERSIONS =
      IntStream.rangeClosed(V1_8, NEWEST).boxed().toList();
  private static final List<String> KINDS = List.of(
      "Lio/sirocco/Future;",
      "Lio/sirocco/Awaitable;",
      "Ljava/util/concurrent/CompletionStage;",
      "Ljava/util/concurrent/CompletableFuture;");

  private ClassMaker() {}

  static byte[] make(Choices choices) {
    int version = choices.of(VERSIONS);
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, OWNER, null, Types.OBJECT, null);
    writer.visitSource("Bytecode.java", null);
    field(writer, "total", "I");
    field(writer, "wide", "J");
    constructor(writer);
    List<Operation> operations = Operations.all(version, OWNER);
    List<Head> heads = new ArrayList<>();
    for (int i = choices.below(3); i > 0; i--) {
      Head head = head("co" + heads.size(), choices);
      method(writer, head, heads, operations, choices);
      heads.add(head);
    }
    Head run = new Head(OWNER, "run", true, KINDS.get(0), List.of());
    method(writer, run, heads, operations, choices);
    writer.visitEnd();
    return writer.toByteArray();
  }

  private static Head head(String name, Choices choices) {
    boolean isStatic = choices.below(2) == 0;
    String kind = choices.of(KINDS);
    List<Object> parameters = Stream.generate(() -> choices.of(Types.ALL))
        .limit(choices.below(4))
        .map(type -> type.equals(NULL) ? Types.OBJECT : type)
        .toList();
    return new Head(OWNER, name, isStatic, kind, parameters);
  }

  private static void field(ClassWriter writer, String name, String type) {
    FieldVisitor field = writer.visitField(ACC_STATIC, name, type, null, null);
    field.visitEnd();
  }

  private static void constructor(ClassWriter writer) {
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, Types.OBJECT, "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(1, 1);
  }

  private static void method(
      ClassWriter writer,
      Head head,
      List<Head> callees,
      List<Operation> operations,
      Choices choices) {
    int access = ACC_PUBLIC | (head.isStatic() ? ACC_STATIC : 0);
    MethodNode method = new MethodNode(access, head.name(), head.descriptor(), null, null);
    method.visitAnnotation("Lio/sirocco/Coroutine;", true).visitEnd();
    if (head.name().equals("run")) {
      method
          .visitAnnotation("Lio/sirocco/it/support/Shape;", true)
          .visitArray("value")
          .visitEnd();
      setFields(method);
    }
    new BodyMaker(method, head, callees, operations, choices).make();
    method.accept(writer);
  }

  /** Each run begins with the same. */
  private static void setFields(MethodNode method) {
    method.visitInsn(ICONST_3);
    method.visitFieldInsn(PUTSTATIC, OWNER, "total", "I");
    method.visitLdcInsn(4L);
    method.visitFieldInsn(PUTSTATIC, OWNER, "wide", "J");
  }
}
