package io.sirocco.benchmarks.weaving;

import java.util.Arrays;
import java.util.function.ObjIntConsumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Methods of any size. Each has a future in local 0 and an {@code int} in local 1, and awaits first of
 * all, so that everything else is in the resume method, too.
 */
enum Shape {
  /** Additions. */
  STRAIGHT((code, size) -> {
    for (int i = 0; i < size / 4; i++) {
      code.add();
    }
  }),

  /** One {@code if} behind the other. */
  BRANCHES((code, size) -> {
    for (int i = 0; i < size / 3; i++) {
      code.branch();
    }
  }),

  /** One {@code switch} with many cases. */
  SWITCH((code, size) -> {
    Label end = new Label();
    Label[] cases = new Label[size / 2];
    Arrays.setAll(cases, i -> new Label());
    code.variable(Opcodes.ILOAD, 1);
    code.method.visitTableSwitchInsn(0, cases.length - 1, end, cases);
    for (Label each : cases) {
      code.mark(each);
      code.method.visitIincInsn(1, 1);
      code.method.visitJumpInsn(Opcodes.GOTO, end);
    }
    code.mark(end);
  }),

  /** Blocks that run in the opposite order of where they stand. */
  BACKWARDS((code, size) -> {
    Label[] blocks = new Label[size / 2];
    Arrays.setAll(blocks, i -> new Label());
    code.method.visitJumpInsn(Opcodes.GOTO, blocks[blocks.length - 1]);
    Label end = new Label();
    for (int i = 0; i < blocks.length; i++) {
      code.mark(blocks[i]);
      code.method.visitIincInsn(1, 1);
      code.method.visitJumpInsn(Opcodes.GOTO, i == 0 ? end : blocks[i - 1]);
    }
    code.mark(end);
  }),

  /** One {@code try} behind the other. */
  TRIES((code, size) -> {
    for (int i = 0; i < size / 3; i++) {
      code.caught(() -> code.method.visitIincInsn(1, 1));
    }
  }),

  /** Branches and assignments in one {@code try}. */
  ONE_TRY((code, size) -> code.caught(() -> {
    for (int i = 0; i < size / 7; i++) {
      code.branch();
      code.add();
    }
  })),

  /** {@code try} in {@code try}, up to 500 deep, with branches inside. */
  NESTED_TRIES((code, size) -> {
    Runnable inside = () -> {
      for (int i = 0; i < size / 6; i++) {
        code.branch();
      }
    };
    for (int i = 0; i < Math.min(500, size / 6); i++) {
      Runnable outer = inside;
      inside = () -> code.caught(outer);
    }
    inside.run();
  }),

  /** One loop behind the other. */
  LOOPS((code, size) -> {
    for (int i = 0; i < size / 3; i++) {
      code.loop(() -> {});
    }
  }),

  /** Loop in loop, up to 500 deep, with branches inside. */
  NESTED_LOOPS((code, size) -> {
    Runnable inside = () -> {
      for (int i = 0; i < size / 6; i++) {
        code.branch();
      }
    };
    for (int i = 0; i < Math.min(500, size / 6); i++) {
      Runnable outer = inside;
      inside = () -> code.loop(outer);
    }
    inside.run();
  }),

  /** Awaits only. */
  AWAITS((code, size) -> {
    for (int i = 0; i < size / 3; i++) {
      code.await();
    }
  }),

  /** Awaits in one loop. */
  AWAITS_IN_LOOP((code, size) -> code.loop(() -> {
    for (int i = 0; i < size / 3; i++) {
      code.await();
    }
  })),

  /** An await in each of many loops. */
  LOOPS_WITH_AWAIT((code, size) -> {
    for (int i = 0; i < size / 6; i++) {
      code.loop(code::await);
    }
  }),

  /** An await in each of many {@code try} blocks. */
  TRIES_WITH_AWAIT((code, size) -> {
    for (int i = 0; i < size / 5; i++) {
      code.caught(code::await);
    }
  }),

  /** Locals that live across one await. */
  LOCALS((code, size) -> {
    int count = size / 5;
    code.declare(count);
    code.await();
    code.use(count);
  }),

  /** Locals that live across branches. */
  LOCALS_AND_BRANCHES((code, size) -> {
    int count = size / 8;
    code.declare(count);
    for (int i = 0; i < count; i++) {
      code.branch();
    }
    code.await();
    code.use(count);
  }),

  /** A hundred locals that live across many awaits. */
  LOCALS_AND_AWAITS((code, size) -> {
    code.declare(100);
    for (int i = 0; i < size / 3; i++) {
      code.await();
    }
    code.use(100);
  }),

  /** As many methods as wanted that exceed the limit of the JVM unless their awaits share code. */
  TOO_LARGE_METHODS(1_000, (code, size) -> {
    code.declare(100);
    for (int i = 0; i < 250; i++) {
      code.await();
    }
    code.use(100);
  });

  private final int methodSize; // instructions
  private final ObjIntConsumer<Code> body;

  Shape(ObjIntConsumer<Code> body) {
    this(Integer.MAX_VALUE, body);
  }

  Shape(int methodSize, ObjIntConsumer<Code> body) {
    this.methodSize = methodSize;
    this.body = body;
  }

  /** A class with such a method, or with several if the shape sets their size. */
  byte[] classFile(int instructions) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.setComputeLimits(Integer.MAX_VALUE, Long.MAX_VALUE);
    writer.visit(Opcodes.V17, Opcodes.ACC_SUPER, "made/Sized", null, "java/lang/Object", null);
    for (int number = 0; number < Math.max(1, instructions / methodSize); number++) {
      addMethod(writer, "load" + number, instructions);
    }
    return writer.toByteArray();
  }

  private void addMethod(ClassWriter writer, String name, int instructions) {
    MethodVisitor method = writer.visitMethod(
        Opcodes.ACC_STATIC, name, "(" + Code.FUTURE + "I)" + Code.FUTURE, null, null);
    method.visitAnnotation("Lio/sirocco/Coroutine;", false).visitEnd();
    method.visitCode();
    Code code = new Code(method);
    code.await();
    body.accept(code, instructions);
    code.variable(Opcodes.ALOAD, 0);
    method.visitInsn(Opcodes.ARETURN);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  /** A method under construction. */
  private static final class Code {
    static final String FUTURE = "Lio/sirocco/Future;";

    final MethodVisitor method;
    private Object[] locals = {"io/sirocco/Future", Opcodes.INTEGER};

    Code(MethodVisitor method) {
      this.method = method;
    }

    void variable(int opcode, int index) {
      method.visitVarInsn(opcode, index);
    }

    void mark(Label label, Object... stack) {
      method.visitLabel(label);
      method.visitFrame(Opcodes.F_NEW, locals.length, locals, stack.length, stack);
    }

    void await() {
      variable(Opcodes.ALOAD, 0);
      String descriptor = "(" + FUTURE + ")Ljava/lang/Object;";
      method.visitMethodInsn(
          Opcodes.INVOKESTATIC, "io/sirocco/Coroutines", "await", descriptor, false);
      method.visitInsn(Opcodes.POP);
    }

    void add() {
      variable(Opcodes.ILOAD, 1);
      method.visitInsn(Opcodes.ICONST_1);
      method.visitInsn(Opcodes.IADD);
      variable(Opcodes.ISTORE, 1);
    }

    void branch() {
      Label end = new Label();
      variable(Opcodes.ILOAD, 1);
      method.visitJumpInsn(Opcodes.IFGE, end);
      method.visitIincInsn(1, 1);
      mark(end);
    }

    void loop(Runnable body) {
      Label top = new Label();
      mark(top);
      method.visitIincInsn(1, 1); // two headers at one place would be one
      body.run();
      variable(Opcodes.ILOAD, 1);
      method.visitJumpInsn(Opcodes.IFLT, top);
    }

    void caught(Runnable body) {
      Label start = new Label();
      Label end = new Label();
      Label handler = new Label();
      Label next = new Label();
      method.visitLabel(start);
      body.run();
      method.visitLabel(end);
      method.visitJumpInsn(Opcodes.GOTO, next);
      mark(handler, "java/lang/RuntimeException");
      method.visitInsn(Opcodes.POP);
      mark(next);
      method.visitTryCatchBlock(start, end, handler, "java/lang/RuntimeException");
    }

    void declare(int count) {
      for (int i = 0; i < count; i++) {
        variable(Opcodes.ILOAD, 1);
        variable(Opcodes.ISTORE, 2 + i);
      }
      locals = Arrays.copyOf(locals, 2 + count);
      Arrays.fill(locals, 2, 2 + count, Opcodes.INTEGER);
    }

    void use(int count) {
      for (int i = 0; i < count; i++) {
        variable(Opcodes.ILOAD, 2 + i);
        method.visitInsn(Opcodes.POP);
      }
    }
  }
}
