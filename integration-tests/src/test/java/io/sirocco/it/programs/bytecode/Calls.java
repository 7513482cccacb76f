package io.sirocco.it.programs.bytecode;

import io.sirocco.it.programs.bytecode.Types.Unfinished;
import java.util.List;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Calls the coroutines of a program, and awaits them at once, or later, or never. */
final class Calls implements Opcodes {
  private static final String ITERATOR = "io/sirocco/AsyncIterator";

  private final Choices choices;
  private final List<Head> callees;
  private final boolean isConcurrent;

  /**
   * Makes calls.
   *
   * @param callees that may be called
   * @param isConcurrent whether they may go on beside their caller
   */
  Calls(Choices choices, List<Head> callees, boolean isConcurrent) {
    this.choices = choices;
    this.callees = callees;
    this.isConcurrent = isConcurrent;
  }

  /** Writes a call, if there is something to call. */
  void make(Assembler assembler, Values values) {
    if (callees.isEmpty()) {
      return;
    }
    Head callee = choices.of(callees);
    pushArguments(callee, assembler, values);
    if (callee.home().isLambda()) {
      callLambda(callee, assembler);
    } else {
      call(callee, assembler);
    }
    if (callee.isGenerator()) {
      takeElements(assembler, values);
    } else if (!callee.isVoid()) {
      use(callee.kind(), assembler, values);
    }
  }

  private static void pushArguments(Head callee, Assembler assembler, Values values) {
    if (!callee.home().isStatic()) {
      Unfinished receiver = assembler.allocate(ClassMaker.OWNER);
      assembler.move(DUP);
      assembler.construct(receiver, "()V");
      if (callee.home().call() == INVOKESPECIAL) {
        assembler.cast(callee.home().owner());
      }
    }
    for (Object type : callee.parameterTypes()) {
      values.push(type, 2);
    }
  }

  private static void call(Head callee, Assembler assembler) {
    assembler.perform(new Operation(
        callee.takes(),
        callee.isVoid() ? List.of() : List.of("future"),
        code -> code.visitMethodInsn(
            callee.home().call(),
            callee.home().owner(),
            callee.name(),
            callee.descriptor(),
            callee.home().isInterface())));
  }

  /** {@code Pieces.call(() -> lambda$co$0(arguments))}, as javac writes it. */
  private static void callLambda(Head callee, Assembler assembler) {
    int tag = callee.home().isStatic() ? H_INVOKESTATIC : H_INVOKESPECIAL;
    Handle body = new Handle(
        tag,
        callee.home().owner(),
        callee.name(),
        callee.descriptor(),
        callee.home().isInterface());
    String captured = Type.getMethodDescriptor(
        Type.getObjectType("java/util/function/Supplier"),
        callee.takes().stream().map(Types::typeOf).toArray(Type[]::new));
    assembler.perform(new Operation(callee.takes(), List.of("future"), code -> {
      code.visitInvokeDynamicInsn(
          "get",
          captured,
          METAFACTORY,
          Type.getMethodType("()Ljava/lang/Object;"),
          body,
          Type.getMethodType("()" + callee.kind()));
      code.visitMethodInsn(
          INVOKESTATIC,
          "io/sirocco/it/programs/Pieces",
          "call",
          "(Ljava/util/function/Supplier;)Lio/sirocco/Future;",
          false);
    }));
  }

  private static final Handle METAFACTORY = new Handle(
      H_INVOKESTATIC,
      "java/lang/invoke/LambdaMetafactory",
      "metafactory",
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
          + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
      false);

  /** Awaits some elements of the iterator on the stack, shows them, and closes it. */
  private void takeElements(Assembler assembler, Values values) {
    assembler.take();
    assembler.give(ITERATOR);
    for (int i = choices.below(4); i > 0; i--) {
      assembler.move(DUP);
      assembler.move(DUP);
      assembler.call(INVOKEINTERFACE, ITERATOR, "advance", "()Lio/sirocco/Future;");
      values.await("Lio/sirocco/Future;");
      assembler.call(
          INVOKESTATIC,
          "io/sirocco/it/programs/Pieces",
          "element",
          "(Lio/sirocco/AsyncIterator;Ljava/lang/Object;)Ljava/lang/Object;");
      assembler.call(
          INVOKESTATIC, "io/sirocco/it/programs/Pieces", "show", "(Ljava/lang/Object;)V");
    }
    assembler.call(INVOKEINTERFACE, ITERATOR, "close", "()Lio/sirocco/Future;");
    values.await("Lio/sirocco/Future;");
    assembler.pop();
  }

  /** Awaits the future on the stack, or drops it, or leaves it there. */
  private void use(String kind, Assembler assembler, Values values) {
    int use = isConcurrent ? choices.below(3) : 0;
    String type = Type.getType(kind).getInternalName();
    if (use == 1) {
      assembler.pop();
    } else if (use == 2 && Types.isFuture(type)) {
      assembler.take();
      assembler.give(type);
    } else {
      values.await(kind);
    }
  }
}
