package io.sirocco.it.programs.bytecode;

import io.sirocco.it.harness.ClassFiles;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/** Makes up a class and an interface with coroutines, of which {@code run} is the case. */
final class ClassMaker implements Opcodes {
  static final String OWNER = "made/Bytecode";
  static final String INTERFACE = "made/Side";

  private static final int NEWEST = Math.min(V25, V17 + Runtime.version().feature() - 17);
  private static final List<Integer> VERSIONS =
      IntStream.rangeClosed(V1_8, NEWEST).boxed().toList();
  private static final List<String> KINDS = List.of(
      "Lio/sirocco/Future;",
      "Lio/sirocco/Awaitable;",
      "Ljava/util/concurrent/CompletionStage;",
      "Ljava/util/concurrent/CompletableFuture;",
      "Lio/sirocco/AsyncIterator;",
      "V");

  private final Choices choices;
  private final boolean isConcurrent;
  private final List<Operation> operations;
  private final Map<String, ClassWriter> writers = new TreeMap<>();
  private final List<Head> heads = new ArrayList<>();

  /**
   * What was made.
   *
   * @param isConcurrent whether coroutines are called that are not awaited at once
   */
  record Made(ClassFiles classes, boolean isConcurrent) {}

  private ClassMaker(Choices choices) {
    this.choices = choices;
    int version = choices.of(VERSIONS);
    this.isConcurrent = choices.oneIn(3);
    this.operations = Operations.all(version, OWNER);
    ClassWriter owner = begin(version, OWNER, ACC_PUBLIC | ACC_SUPER, INTERFACE);
    field(owner, "total", "I");
    field(owner, "wide", "J");
    constructor(owner);
    begin(version, INTERFACE, ACC_PUBLIC | ACC_INTERFACE | ACC_ABSTRACT);
  }

  static Made make(Choices choices) {
    return new ClassMaker(choices).make();
  }

  private Made make() {
    for (int i = choices.below(4); i > 0; i--) {
      Head head = head();
      method(head);
      heads.add(head);
    }
    method(new Head(Home.STATIC_METHOD, "run", KINDS.get(0), List.of()));
    Map<String, byte[]> classes = new TreeMap<>();
    writers.forEach((name, writer) -> classes.put(name, writer.toByteArray()));
    return new Made(new ClassFiles(classes), isConcurrent);
  }

  private ClassWriter begin(int version, String name, int access, String... interfaces) {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(version, access, name, null, Types.OBJECT, interfaces);
    writer.visitSource("Bytecode.java", null);
    writers.put(name, writer);
    return writer;
  }

  private Head head() {
    Home home = choices.of(List.of(Home.values()));
    int kinds = home.isLambda() ? 1 : KINDS.size() - (isConcurrent ? 0 : 1);
    String kind = KINDS.get(choices.below(kinds));
    List<Object> parameters = Stream.generate(() -> choices.of(Types.ALL))
        .limit(choices.below(4))
        .map(type -> type.equals(NULL) ? Types.OBJECT : type)
        .toList();
    String name = (home.isLambda() ? "lambda$co$" : "co") + heads.size();
    return new Head(home, name, kind, parameters);
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

  private void method(Head head) {
    Home home = head.home();
    MethodNode method = new MethodNode(home.access(), head.name(), head.descriptor(), null, null);
    if (!home.isLambda()) {
      method.visitAnnotation("Lio/sirocco/Coroutine;", true).visitEnd();
    }
    if (head.name().equals("run")) {
      method
          .visitAnnotation("Lio/sirocco/it/support/Shape;", true)
          .visitArray("value")
          .visitEnd();
      setFields(method);
    }
    List<Head> callees = heads.stream()
        .filter(callee -> callee.home().isAccessibleIn(home.owner()))
        .toList();
    Calls calls = new Calls(choices, callees, isConcurrent);
    new BodyMaker(method, head, calls, operations, choices).make();
    method.accept(writers.get(home.owner()));
  }

  /** Each run begins with the same. */
  private static void setFields(MethodNode method) {
    method.visitInsn(ICONST_3);
    method.visitFieldInsn(PUTSTATIC, OWNER, "total", "I");
    method.visitLdcInsn(4L);
    method.visitFieldInsn(PUTSTATIC, OWNER, "wide", "J");
  }
}
