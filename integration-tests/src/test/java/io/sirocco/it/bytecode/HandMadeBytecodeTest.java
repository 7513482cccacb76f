package io.sirocco.it.bytecode;

import static io.sirocco.it.bytecode.HandMade.append;
import static io.sirocco.it.bytecode.HandMade.awaitFailing;
import static io.sirocco.it.bytecode.HandMade.awaitLater;
import static io.sirocco.it.bytecode.HandMade.awaitNumber;
import static io.sirocco.it.bytecode.HandMade.awaitText;
import static io.sirocco.it.bytecode.HandMade.builder;
import static io.sirocco.it.bytecode.HandMade.returnIt;

import org.junit.jupiter.api.Test;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** Shapes that other compilers, obfuscators and weavers write; numbers of the catalogue in brackets. */
class HandMadeBytecodeTest implements Opcodes {
  private static final String BUILDER = "java/lang/StringBuilder";
  private static final String WITH_TEXT = "(Ljava/lang/String;)V";

  private static void construct(MethodVisitor code) {
    code.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", WITH_TEXT, false);
  }

  @Test // 34
  void new_without_dup() {
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTypeInsn(NEW, BUILDER);
          awaitText(code, "nobody keeps it");
          construct(code);
          awaitText(code, "result");
          returnIt(code);
        })
        .compare();
  }

  @Test // 35
  void copies_of_a_new_object_in_another_order() {
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitLdcInsn("dropped");
          code.visitTypeInsn(NEW, BUILDER);
          code.visitInsn(DUP_X1); // new, text, new
          code.visitInsn(SWAP);
          code.visitInsn(POP); // new, new
          awaitText(code, "text");
          construct(code);
          awaitText(code, "appended");
          append(code, "Ljava/lang/String;");
          returnIt(code);
        })
        .compare();
  }

  @Test // 35
  void three_copies_of_a_new_object() {
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTypeInsn(NEW, BUILDER);
          code.visitInsn(DUP);
          code.visitInsn(DUP);
          awaitText(code, "text");
          construct(code); // new, new: both initialised
          awaitText(code, "one");
          append(code, "Ljava/lang/String;");
          code.visitInsn(POP);
          awaitText(code, "two");
          append(code, "Ljava/lang/String;");
          returnIt(code);
        })
        .compare();
  }

  @Test // 31, 35
  void copy_of_a_new_object_in_a_local() {
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTypeInsn(NEW, BUILDER);
          code.visitInsn(DUP);
          code.visitVarInsn(ASTORE, 3);
          awaitText(code, "text");
          construct(code);
          awaitNumber(code, 5);
          code.visitVarInsn(ISTORE, 0);
          code.visitVarInsn(ALOAD, 3);
          code.visitVarInsn(ILOAD, 0);
          append(code, "I");
          returnIt(code);
        })
        .compare();
  }

  @Test // 35
  void object_below_a_wide_value_while_it_is_made() {
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitLdcInsn(7L);
          code.visitTypeInsn(NEW, BUILDER);
          code.visitInsn(DUP_X2); // new, 7L, new
          awaitText(code, "text");
          construct(code); // builder, 7L
          code.visitInsn(DUP2);
          awaitNumber(code, 3);
          code.visitInsn(I2L);
          code.visitInsn(LADD);
          code.visitInsn(LMUL);
          append(code, "J");
          returnIt(code);
        })
        .compare();
  }

  @Test // 37
  void object_that_is_never_initialised() {
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTypeInsn(NEW, BUILDER);
          code.visitInsn(POP);
          code.visitTypeInsn(NEW, BUILDER);
          awaitText(code, "text");
          code.visitInsn(SWAP);
          code.visitInsn(POP);
          returnIt(code);
        })
        .compare();
  }

  @Test // 65
  void handler_that_is_also_entered_by_a_jump() {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTryCatchBlock(start, end, handler, "java/lang/Throwable");
          awaitNumber(code, 1);
          Label tries = new Label();
          code.visitJumpInsn(IFEQ, tries);
          code.visitTypeInsn(NEW, "java/lang/Error");
          code.visitInsn(DUP);
          awaitText(code, "jumped");
          code.visitMethodInsn(INVOKESPECIAL, "java/lang/Error", "<init>", WITH_TEXT, false);
          code.visitJumpInsn(GOTO, handler);
          code.visitLabel(tries);
          code.visitLabel(start);
          awaitFailing(code, "thrown");
          code.visitInsn(POP);
          code.visitLabel(end);
          code.visitInsn(NOP);
          code.visitInsn(ACONST_NULL);
          code.visitTypeInsn(CHECKCAST, "java/lang/Throwable");
          code.visitLabel(handler);
          awaitText(code, "in the handler");
          code.visitInsn(POP);
          code.visitMethodInsn(
              INVOKEVIRTUAL, "java/lang/Throwable", "getMessage", "()Ljava/lang/String;", false);
          returnIt(code);
        })
        .compare();
  }

  @Test // 59, 66
  void handler_that_covers_itself_and_is_the_header_of_a_loop() {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTryCatchBlock(start, end, handler, "java/lang/IllegalStateException");
          code.visitInsn(ICONST_0);
          code.visitVarInsn(ISTORE, 0);
          code.visitLabel(start);
          awaitFailing(code, "first");
          returnIt(code);
          code.visitLabel(handler);
          code.visitInsn(POP);
          code.visitIincInsn(0, 1);
          awaitNumber(code, 3);
          code.visitVarInsn(ILOAD, 0);
          Label done = new Label();
          code.visitJumpInsn(IF_ICMPEQ, done);
          awaitFailing(code, "again");
          code.visitInsn(POP);
          code.visitLabel(end);
          code.visitLabel(done);
          awaitText(code, "done");
          returnIt(code);
        })
        .compare();
  }

  @Test // 56
  void ranges_that_overlap_without_nesting() {
    Label first = new Label();
    Label second = new Label();
    Label firstEnd = new Label();
    Label secondEnd = new Label();
    Label inFirst = new Label();
    Label inSecond = new Label();
    Label out = new Label();
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTryCatchBlock(first, firstEnd, inFirst, "java/lang/IllegalStateException");
          code.visitTryCatchBlock(second, secondEnd, inSecond, "java/lang/RuntimeException");
          awaitNumber(code, 1);
          code.visitVarInsn(ISTORE, 0);
          code.visitLabel(first);
          awaitNumber(code, 2);
          code.visitVarInsn(ISTORE, 0);
          code.visitLabel(second);
          awaitNumber(code, 3);
          code.visitVarInsn(ISTORE, 0);
          code.visitLabel(firstEnd);
          awaitFailing(code, "only the second range");
          code.visitInsn(POP);
          code.visitLabel(secondEnd);
          code.visitJumpInsn(GOTO, out);
          code.visitLabel(inFirst);
          code.visitInsn(POP);
          code.visitJumpInsn(GOTO, out);
          code.visitLabel(inSecond);
          code.visitInsn(POP);
          code.visitIincInsn(0, 100);
          code.visitLabel(out);
          builder(code);
          code.visitVarInsn(ILOAD, 0);
          append(code, "I");
          awaitNumber(code, 4);
          append(code, "I");
          returnIt(code);
        })
        .compare();
  }

  @Test // 102, 11
  void element_of_an_array_that_is_always_null() {
    Label start = new Label();
    Label end = new Label();
    Label handler = new Label();
    HandMade.withComputedFrames()
        .run(code -> {
          code.visitTryCatchBlock(start, end, handler, "java/lang/NullPointerException");
          code.visitLabel(start);
          code.visitInsn(ACONST_NULL);
          awaitNumber(code, 0);
          code.visitInsn(AALOAD);
          awaitLater(code);
          returnIt(code);
          code.visitLabel(end);
          code.visitLabel(handler);
          code.visitInsn(POP);
          awaitText(code, "null");
          returnIt(code);
        })
        .compare();
  }

  @Test // 130, 127
  void slot_of_a_parameter_holds_another_type_later() {
    HandMade.withComputedFrames()
        .coroutine(ACC_STATIC, "other", "(IJ)Lio/sirocco/Future;", code -> {
          awaitNumber(code, 5);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IADD);
          code.visitVarInsn(ISTORE, 3);
          awaitText(code, "in slot 0");
          code.visitVarInsn(ASTORE, 0);
          awaitText(code, "over half of the long");
          code.visitVarInsn(ASTORE, 2);
          builder(code);
          awaitText(code, ":");
          append(code, "Ljava/lang/String;");
          code.visitVarInsn(ALOAD, 0);
          append(code, "Ljava/lang/String;");
          code.visitVarInsn(ALOAD, 2);
          append(code, "Ljava/lang/String;");
          code.visitVarInsn(ILOAD, 3);
          append(code, "I");
          returnIt(code);
        })
        .run(code -> {
          code.visitInsn(ICONST_3);
          code.visitLdcInsn(4L);
          code.visitMethodInsn(
              INVOKESTATIC, HandMade.OWNER, "other", "(IJ)Lio/sirocco/Future;", false);
          code.visitInsn(ARETURN);
        })
        .compare();
  }

  @Test // 131
  void slot_of_this_holds_another_object_later() {
    HandMade.withComputedFrames()
        .coroutine(0, "other", "()Lio/sirocco/Future;", code -> {
          awaitText(code, "not this");
          code.visitVarInsn(ASTORE, 0);
          awaitNumber(code, 1);
          code.visitInsn(POP);
          code.visitVarInsn(ALOAD, 0);
          awaitText(code, "!");
          code.visitMethodInsn(
              INVOKEVIRTUAL,
              "java/lang/String",
              "concat",
              "(Ljava/lang/String;)Ljava/lang/String;",
              false);
          returnIt(code);
        })
        .run(code -> {
          code.visitTypeInsn(NEW, HandMade.OWNER);
          code.visitInsn(DUP);
          code.visitMethodInsn(INVOKESPECIAL, HandMade.OWNER, "<init>", "()V", false);
          code.visitMethodInsn(
              INVOKEVIRTUAL, HandMade.OWNER, "other", "()Lio/sirocco/Future;", false);
          code.visitInsn(ARETURN);
        })
        .compare();
  }

  @Test // 161
  void loop_with_two_entries() {
    Label one = new Label();
    Label two = new Label();
    Label out = new Label();
    HandMade.withComputedFrames()
        .run(code -> {
          builder(code);
          code.visitVarInsn(ASTORE, 1);
          awaitNumber(code, 6);
          code.visitVarInsn(ISTORE, 0);
          awaitNumber(code, 1);
          code.visitJumpInsn(IFNE, two);
          code.visitLabel(one);
          code.visitVarInsn(ALOAD, 1);
          awaitText(code, "one ");
          append(code, "Ljava/lang/String;");
          code.visitInsn(POP);
          code.visitLabel(two);
          code.visitVarInsn(ALOAD, 1);
          awaitText(code, "two ");
          append(code, "Ljava/lang/String;");
          code.visitInsn(POP);
          code.visitIincInsn(0, -1);
          code.visitVarInsn(ILOAD, 0);
          code.visitJumpInsn(IFEQ, out);
          awaitNumber(code, 1);
          code.visitVarInsn(ILOAD, 0);
          code.visitInsn(IAND);
          code.visitJumpInsn(IFEQ, two);
          code.visitJumpInsn(GOTO, one);
          code.visitLabel(out);
          code.visitVarInsn(ALOAD, 1);
          returnIt(code);
        })
        .compare();
  }

  @Test // 169, 170
  void dead_code_with_an_await() {
    Label dead = new Label();
    HandMade.withOwnFrames()
        .run(code -> {
          awaitText(code, "alive");
          returnIt(code);
          code.visitLabel(dead);
          code.visitFrame(F_FULL, 0, null, 0, null);
          awaitText(code, "dead");
          code.visitInsn(POP);
          code.visitJumpInsn(GOTO, dead);
        })
        .compare();
  }

  @Test // 163
  void jump_to_the_first_instruction() {
    Label start = new Label();
    HandMade.withOwnFrames()
        .coroutine(ACC_STATIC, "other", "(I)Lio/sirocco/Future;", code -> {
          code.visitLabel(start);
          code.visitFrame(F_FULL, 1, new Object[] {INTEGER}, 0, null);
          awaitNumber(code, 3);
          code.visitIincInsn(0, 1);
          code.visitVarInsn(ILOAD, 0);
          code.visitJumpInsn(IF_ICMPGT, start);
          awaitText(code, "end");
          returnIt(code);
        })
        .run(code -> {
          code.visitInsn(ICONST_0);
          code.visitMethodInsn(
              INVOKESTATIC, HandMade.OWNER, "other", "(I)Lio/sirocco/Future;", false);
          code.visitInsn(ARETURN);
        })
        .compare();
  }

  @Test // 224
  void constants_that_are_computed() {
    Handle bootstrap = new Handle(
        H_INVOKESTATIC,
        "java/lang/invoke/ConstantBootstraps",
        "getStaticFinal",
        "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
            + "Ljava/lang/Class;)Ljava/lang/Object;",
        false);
    ConstantDynamic wide =
        new ConstantDynamic("MAX_VALUE", "J", bootstrap, Type.getType(Long.class));
    HandMade.withComputedFrames()
        .run(code -> {
          builder(code);
          code.visitLdcInsn(wide);
          awaitNumber(code, 7);
          code.visitInsn(I2L);
          code.visitInsn(LSUB);
          append(code, "J");
          awaitText(code, "!");
          append(code, "Ljava/lang/String;");
          code.visitLdcInsn(wide);
          append(code, "J");
          returnIt(code);
        })
        .compare();
  }

  @Test // 10, 9
  void copies_of_wide_values_on_the_stack() {
    HandMade.withComputedFrames()
        .run(code -> {
          builder(code);
          code.visitLdcInsn(5L);
          code.visitInsn(DUP2_X1); // 5L, builder, 5L
          awaitNumber(code, 2);
          code.visitInsn(I2L);
          code.visitInsn(LMUL);
          append(code, "J"); // 5L, builder
          code.visitVarInsn(ASTORE, 0);
          code.visitLdcInsn(2.5);
          code.visitInsn(DUP2_X2); // 2.5, 5L, 2.5
          awaitNumber(code, 2);
          code.visitInsn(I2D);
          code.visitInsn(DMUL);
          code.visitInsn(D2L);
          code.visitInsn(LADD);
          code.visitInsn(L2D);
          code.visitInsn(DADD);
          code.visitVarInsn(DSTORE, 2);
          code.visitVarInsn(ALOAD, 0);
          code.visitVarInsn(DLOAD, 2);
          append(code, "D");
          returnIt(code);
        })
        .compare();
  }
}
