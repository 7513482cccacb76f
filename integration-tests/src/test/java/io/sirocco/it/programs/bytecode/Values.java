package io.sirocco.it.programs.bytecode;

import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Pushes values of a wanted type: constants, copies of locals, results of operations, awaited ones. */
final class Values implements Opcodes {
  private static final String FUTURE = "Lio/sirocco/Future;";
  private static final String SCRIPT = "io/sirocco/it/support/Script";
  private static final String COROUTINES = "io/sirocco/Coroutines";

  private final Assembler assembler;
  private final Choices choices;
  private final List<Operation> operations;
  private final BooleanSupplier mayFail;
  private boolean mayAwait = true;

  /**
   * Makes values.
   *
   * @param mayFail whether something that is thrown here will be caught
   */
  Values(
      Assembler assembler, Choices choices, List<Operation> operations, BooleanSupplier mayFail) {
    this.mayFail = mayFail;
    this.assembler = assembler;
    this.choices = choices;
    this.operations = operations;
  }

  /** Between the two nothing is awaited. */
  void forbidAwaits() {
    mayAwait = false;
  }

  void allowAwaits() {
    mayAwait = true;
  }

  /** Pushes one; {@code depth} says how many levels of operands it may have. */
  void push(Object type, int depth) {
    switch (choices.below(6)) {
      case 1, 2 -> pushLocal(type);
      case 3 -> pushResult(type, depth);
      case 4 -> pushAwaited(type, depth);
      case 5 -> pushCopy(type);
      default -> pushConstant(type);
    }
  }

  private void pushLocal(Object type) {
    List<Integer> locals = assembler.now().locals().entrySet().stream()
        .filter(e -> fits(e.getValue(), type))
        .map(Map.Entry::getKey)
        .toList();
    if (locals.isEmpty()) {
      pushConstant(type);
    } else {
      assembler.load(choices.of(locals));
    }
  }

  /** Null would fit, but where something else is wanted it fails. */
  private boolean fits(Object type, Object wanted) {
    return Types.isAssignable(type, wanted)
        && (!type.equals(NULL) || wanted.equals(NULL) || mayFail.getAsBoolean());
  }

  private void pushCopy(Object type) {
    List<Object> stack = assembler.now().stack();
    if (!stack.isEmpty() && fits(assembler.now().top(), type)) {
      assembler.move(Types.isWide(assembler.now().top()) ? DUP2 : DUP);
    } else {
      pushConstant(type);
    }
  }

  private void pushResult(Object type, int depth) {
    List<Operation> fitting = operations.stream()
        .filter(operation ->
            !operation.gives().isEmpty() && Types.isAssignable(operation.gives().get(0), type))
        .toList();
    if (depth <= 0 || fitting.isEmpty()) {
      pushConstant(type);
    } else {
      perform(choices.of(fitting), 0, depth - 1);
    }
  }

  /** Performs any operation. */
  void performAny(int depth) {
    boolean mayBeRisky = maySometimesFail();
    perform(
        choices.of(operations.stream()
            .filter(operation -> !operation.isRisky() || mayBeRisky)
            .toList()),
        depth);
  }

  private boolean maySometimesFail() {
    return choices.oneIn(mayFail.getAsBoolean() ? 2 : 16);
  }

  /** Performs an operation; its lower operands may lie on the stack already. */
  void perform(Operation operation, int depth) {
    perform(operation, present(operation.takes()), depth);
  }

  private void perform(Operation operation, int present, int depth) {
    List<Object> takes = operation.takes();
    for (int i = present; i < takes.size(); i++) {
      if (i > 0 && takes.get(i - 1) instanceof String array && array.startsWith("[")) {
        assembler.constant(choices.below(4)); // an index that mostly fits
      } else {
        push(takes.get(i), depth);
      }
    }
    assembler.perform(operation);
  }

  /** How many of the lowest operands are on top of the stack. */
  private int present(List<Object> takes) {
    List<Object> stack = assembler.now().stack();
    for (int count = Math.min(takes.size(), stack.size()); count > 0; count--) {
      boolean fits = true;
      for (int i = 0; i < count; i++) {
        fits &= fits(stack.get(stack.size() - count + i), takes.get(i));
      }
      if (fits && choices.below(3) != 0) {
        return count;
      }
    }
    return 0;
  }

  // ---- awaits ---------------------------------------------------------------------------------

  private void pushAwaited(Object type, int depth) {
    if (!mayAwait) {
      pushConstant(type);
      return;
    }
    if (choices.oneIn(mayFail.getAsBoolean() ? 6 : 60)) {
      pushFailing();
    } else {
      push(type, depth - 1);
      box(type);
      awaitTop();
    }
    unbox(type);
  }

  /** Replaces the object on the stack by itself, awaited. */
  void awaitTop() {
    switch (choices.below(5)) {
      case 1 -> {
        later("stage", "Ljava/util/concurrent/CompletableFuture;");
        await("Ljava/util/concurrent/CompletableFuture;");
      }
      case 2 -> {
        later("stage", "Ljava/util/concurrent/CompletableFuture;");
        await("Ljava/util/concurrent/CompletionStage;");
      }
      case 3 -> {
        later("later", FUTURE);
        await("Ljava/lang/Object;");
      }
      default -> {
        later("later", FUTURE);
        await(FUTURE);
      }
    }
  }

  private void later(String method, String kind) {
    assembler.perform(new Operation(
        List.of(Types.OBJECT),
        List.of("future"),
        code -> code.visitMethodInsn(
            INVOKESTATIC, SCRIPT, method, "(Ljava/lang/Object;)" + kind, false)));
  }

  /** Awaits the future on the stack. */
  void await(String kind) {
    assembler.perform(new Operation(
        List.of("future"),
        List.of(Types.OBJECT),
        code -> code.visitMethodInsn(
            INVOKESTATIC, COROUTINES, "await", "(" + kind + ")Ljava/lang/Object;", false)));
  }

  /** Makes of the object on the stack a future, of the wanted kind, that is done. */
  void makeDone(String kind) {
    boolean isOfJdk = kind.startsWith("Ljava/");
    String owner = isOfJdk ? "java/util/concurrent/CompletableFuture" : "io/sirocco/Future";
    assembler.perform(new Operation(
        List.of(Types.OBJECT),
        List.of(Type.getType(kind).getInternalName()),
        code -> code.visitMethodInsn(
            INVOKESTATIC,
            owner,
            isOfJdk ? "completedFuture" : "of",
            "(Ljava/lang/Object;)L" + owner + ";",
            false)));
  }

  private void pushFailing() {
    construct(Types.BOOM, "(I)V", choices.below(5));
    assembler.perform(new Operation(
        List.of(Types.BOOM),
        List.of("future"),
        code -> code.visitMethodInsn(
            INVOKESTATIC, SCRIPT, "failing", "(Ljava/lang/Throwable;)" + FUTURE, false)));
    await(FUTURE);
  }

  private void box(Object type) {
    if (Types.isReference(type)) {
      return;
    }
    String boxed = boxed(type);
    String primitive = Types.typeOf(type).getDescriptor();
    assembler.call(INVOKESTATIC, boxed, "valueOf", "(" + primitive + ")L" + boxed + ";");
  }

  /** Makes of an object on the stack a value of a type: it always is one. */
  void unbox(Object type) {
    if (type.equals(Types.OBJECT)) {
      return;
    }
    if (type.equals(NULL)) {
      assembler.pop();
      assembler.simple(ACONST_NULL, NULL);
    } else if (type instanceof String name) {
      assembler.cast(name);
    } else {
      String boxed = boxed(type);
      assembler.cast(boxed);
      String primitive = Types.typeOf(type).getClassName();
      assembler.call(
          INVOKEVIRTUAL, boxed, primitive + "Value", "()" + Types.typeOf(type).getDescriptor());
    }
  }

  private static String boxed(Object type) {
    if (type.equals(INTEGER)) {
      return "java/lang/Integer";
    }
    String name = Types.typeOf(type).getClassName();
    return "java/lang/" + Character.toUpperCase(name.charAt(0)) + name.substring(1);
  }

  // ---- constants ------------------------------------------------------------------------------

  void pushConstant(Object type) {
    int n = choices.below(10);
    if (type.equals(INTEGER)) {
      assembler.constant(n == 9 ? choices.of(List.of(-1, -7, 100, 30_000, 100_000)) : n);
    } else if (type.equals(LONG)) {
      if (n < 2) {
        assembler.simple(LCONST_0 + n, LONG);
      } else {
        assembler.constant(n == 9 ? Long.MIN_VALUE : (long) n, LONG);
      }
    } else if (type.equals(FLOAT)) {
      if (n < 3) {
        assembler.simple(FCONST_0 + n, FLOAT);
      } else {
        assembler.constant(n == 9 ? Float.NaN : n + 0.5f, FLOAT);
      }
    } else if (type.equals(DOUBLE)) {
      if (n < 2) {
        assembler.simple(DCONST_0 + n, DOUBLE);
      } else {
        assembler.constant(n == 9 ? Double.NaN : n + 0.25, DOUBLE);
      }
    } else if (type.equals(NULL)) {
      assembler.simple(ACONST_NULL, NULL);
    } else {
      pushObject((String) type, n);
    }
  }

  private void pushObject(String type, int n) {
    if (n == 9 && maySometimesFail()) {
      assembler.simple(ACONST_NULL, NULL);
      return;
    }
    switch (type) {
      case Types.OBJECT, Types.STRING -> assembler.constant("s" + n, Types.STRING);
      case Types.INTEGER_OBJECT -> {
        assembler.constant(n);
        assembler.call(INVOKESTATIC, type, "valueOf", "(I)Ljava/lang/Integer;");
      }
      case Types.BUILDER -> construct(type, "()V", n);
      case Types.CELL -> construct(type, "(I)V", n % 6);
      case Types.BOOM, Types.RUNTIME_EXCEPTION, Types.THROWABLE -> construct(Types.BOOM, "(I)V", n);
      case "[I", "[J", "[B", "[[I", Types.STRINGS, Types.OBJECTS -> pushArray(type, n);
      default -> {
        if (Types.isFuture(type)) {
          assembler.constant("f" + n, Types.STRING);
          makeDone("L" + type + ";");
        } else {
          assembler.simple(ACONST_NULL, NULL);
        }
      }
    }
  }

  private void construct(String type, String descriptor, int n) {
    Types.Unfinished unfinished = assembler.allocate(type);
    assembler.move(DUP);
    if (descriptor.equals("(I)V")) {
      assembler.constant(n);
    }
    assembler.construct(unfinished, descriptor);
  }

  private void pushArray(String type, int n) {
    assembler.constant(n == 8 ? 1 : 4);
    int kind = switch (type) {
      case "[I" -> T_INT;
      case "[J" -> T_LONG;
      case "[B" -> T_BYTE;
      default -> 0;
    };
    assembler.perform(new Operation(List.of(INTEGER), List.of(type), code -> {
      if (kind != 0) {
        code.visitIntInsn(NEWARRAY, kind);
      } else {
        code.visitTypeInsn(ANEWARRAY, Type.getType(type.substring(1)).getInternalName());
      }
    }));
  }
}
