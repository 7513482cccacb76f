package io.sirocco.it.programs.bytecode;

import static io.sirocco.it.programs.bytecode.Operation.call;
import static io.sirocco.it.programs.bytecode.Operation.field;
import static io.sirocco.it.programs.bytecode.Operation.insn;
import static io.sirocco.it.programs.bytecode.Operation.parsed;
import static io.sirocco.it.programs.bytecode.Operation.typed;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/** The operations of made-up bytecode: every instruction that computes. */
final class Operations implements Opcodes {
  private static final String PIECES = "io/sirocco/it/programs/Pieces";
  private static final String OBJECT = "Ljava/lang/Object;";
  private static final String STRING = "Ljava/lang/String;";
  private static final String CELL = "L" + Types.CELL + ";";

  private Operations() {}

  /** Those of classes of a version. */
  static List<Operation> all(int version, String owner) {
    List<Operation> all = new ArrayList<>();
    arithmetic(all);
    conversions(all);
    arrays(all);
    objects(all, owner);
    if (version >= V11) {
      all.add(new Operation(List.of(), List.of(LONG), code -> code.visitLdcInsn(WIDE_CONSTANT)));
    }
    return all;
  }

  private static void arithmetic(List<Operation> all) {
    String[] types = {"I", "J", "F", "D"};
    for (int opcode = IADD; opcode < INEG; opcode++) {
      String type = types[(opcode - IADD) % 4];
      all.add(insn(opcode, type + type, type));
    }
    for (int opcode = INEG; opcode <= DNEG; opcode++) {
      all.add(insn(opcode, types[opcode - INEG], types[opcode - INEG]));
    }
    for (int opcode = ISHL; opcode <= LUSHR; opcode += 2) {
      all.add(insn(opcode, "II", "I"));
      all.add(insn(opcode + 1, "JI", "J"));
    }
    for (int opcode = IAND; opcode <= LXOR; opcode += 2) {
      all.add(insn(opcode, "II", "I"));
      all.add(insn(opcode + 1, "JJ", "J"));
    }
    all.add(insn(LCMP, "JJ", "I"));
    all.add(insn(FCMPL, "FF", "I"));
    all.add(insn(FCMPG, "FF", "I"));
    all.add(insn(DCMPL, "DD", "I"));
    all.add(insn(DCMPG, "DD", "I"));
  }

  private static void conversions(List<Operation> all) {
    String[] targets = {"JFD", "IFD", "IJD", "IJF"};
    int opcode = I2L;
    for (int from = 0; from < 4; from++) {
      for (char to : targets[from].toCharArray()) {
        all.add(insn(opcode++, "" + "IJFD".charAt(from), "" + to));
      }
    }
    all.add(insn(I2B, "I", "I"));
    all.add(insn(I2C, "I", "I"));
    all.add(insn(I2S, "I", "I"));
  }

  private static void arrays(List<Operation> all) {
    all.add(insn(IALOAD, "[II", "I"));
    all.add(insn(LALOAD, "[JI", "J"));
    all.add(insn(BALOAD, "[BI", "I"));
    all.add(insn(IASTORE, "[III", ""));
    all.add(insn(LASTORE, "[JIJ", ""));
    all.add(insn(BASTORE, "[BII", ""));
    all.add(insn(AALOAD, "[" + STRING + "I", STRING));
    all.add(insn(AALOAD, "[" + OBJECT + "I", OBJECT));
    all.add(insn(AALOAD, "[[II", "[I"));
    all.add(insn(AASTORE, "[" + OBJECT + "I" + OBJECT, ""));
    all.add(insn(AASTORE, "[" + STRING + "I" + STRING, ""));
    all.add(insn(AASTORE, "[[II[I", ""));
    all.add(insn(ARRAYLENGTH, "[J", "I"));
    all.add(insn(ARRAYLENGTH, "[" + OBJECT, "I"));
    all.add(new Operation(List.of(NULL, INTEGER), List.of(NULL), code -> code.visitInsn(AALOAD)));
    for (int type : List.of(T_FLOAT, T_DOUBLE, T_CHAR, T_SHORT, T_BOOLEAN)) {
      all.add(throughNewArray(type));
    }
    all.add(new Operation(parsed("I"), parsed("[I"), code -> {
      code.visitInsn(ICONST_3);
      code.visitInsn(IAND);
      code.visitIntInsn(NEWARRAY, T_INT);
    }));
    all.add(new Operation(parsed("I"), parsed("[" + OBJECT), code -> {
      code.visitInsn(ICONST_3);
      code.visitInsn(IREM);
      code.visitTypeInsn(ANEWARRAY, Types.OBJECT);
    }));
    all.add(new Operation(parsed(""), parsed("[[I"), code -> {
      code.visitInsn(ICONST_2);
      code.visitInsn(ICONST_1);
      code.visitMultiANewArrayInsn("[[I", 2);
    }));
  }

  /** Stores a value in a new array of length 2, and reads it again: {@code new char[2][1] = x}. */
  private static Operation throughNewArray(int type) {
    int store = switch (type) {
      case T_FLOAT -> FASTORE;
      case T_DOUBLE -> DASTORE;
      case T_CHAR -> CASTORE;
      case T_SHORT -> SASTORE;
      default -> BASTORE;
    };
    String value = type == T_FLOAT ? "F" : type == T_DOUBLE ? "D" : "I";
    return new Operation(parsed(value), parsed(value), code -> {
      code.visitInsn(ICONST_2);
      code.visitIntInsn(NEWARRAY, type); // value, array
      code.visitInsn(type == T_DOUBLE ? DUP_X2 : DUP_X1); // array, value, array
      code.visitInsn(type == T_DOUBLE ? DUP_X2 : DUP_X1); // array, array, value, array
      code.visitInsn(POP); // array, array, value
      if (type == T_DOUBLE) {
        code.visitInsn(ICONST_1);
        code.visitInsn(DUP_X2);
        code.visitInsn(POP); // array, array, 1, value
      } else {
        code.visitInsn(ICONST_1);
        code.visitInsn(SWAP);
      }
      code.visitInsn(store);
      code.visitInsn(ICONST_1);
      code.visitInsn(store - IASTORE + IALOAD);
    });
  }

  private static void objects(List<Operation> all, String owner) {
    for (String type : List.of("I", "J", "F", "D", OBJECT)) {
      all.add(call(INVOKESTATIC, PIECES, "show", "(" + type + ")V"));
    }
    all.add(call(INVOKESTATIC, PIECES, "mix", "(IJD" + STRING + OBJECT + ")" + STRING));
    all.add(call(INVOKESTATIC, PIECES, "sum", "(IJI)J"));
    all.add(call(INVOKESTATIC, PIECES, "half", "(FD)F"));
    all.add(call(INVOKESTATIC, PIECES, "join", "(" + OBJECT + OBJECT + ")" + STRING));
    all.add(call(INVOKESTATIC, Types.INTEGER_OBJECT, "valueOf", "(I)Ljava/lang/Integer;"));
    all.add(call(INVOKEVIRTUAL, Types.INTEGER_OBJECT, "intValue", "()I"));
    all.add(call(INVOKEVIRTUAL, Types.STRING, "length", "()I"));
    all.add(call(INVOKEVIRTUAL, Types.BUILDER, "length", "()I"));
    all.add(call(INVOKEVIRTUAL, Types.BOOM, "getMessage", "()" + STRING));
    for (String type : List.of("I", "J", "Z", "C", STRING)) {
      all.add(
          call(INVOKEVIRTUAL, Types.BUILDER, "append", "(" + type + ")Ljava/lang/StringBuilder;"));
    }
    all.add(new Operation(
        List.of(Types.STRING),
        List.of(INTEGER),
        code -> code.visitMethodInsn(
            INVOKEINTERFACE, "java/lang/CharSequence", "length", "()I", true)));
    all.add(typed(INSTANCEOF, Types.STRING, OBJECT, "I"));
    all.add(typed(CHECKCAST, Types.STRING, OBJECT, STRING));
    all.add(typed(CHECKCAST, Types.INTEGER_OBJECT, OBJECT, "Ljava/lang/Integer;"));
    all.add(field(GETFIELD, Types.CELL, "i", "I"));
    all.add(field(PUTFIELD, Types.CELL, "i", "I"));
    all.add(field(GETFIELD, Types.CELL, "j", "J"));
    all.add(field(PUTFIELD, Types.CELL, "j", "J"));
    all.add(field(GETFIELD, Types.CELL, "o", OBJECT));
    all.add(field(PUTFIELD, Types.CELL, "o", OBJECT));
    all.add(field(GETSTATIC, owner, "total", "I"));
    all.add(field(PUTSTATIC, owner, "total", "I"));
    all.add(field(GETSTATIC, owner, "wide", "J"));
    all.add(field(PUTSTATIC, owner, "wide", "J"));
    all.add(new Operation(List.of(Types.STRING, INTEGER, LONG), List.of(Types.STRING), code -> {
      code.visitInvokeDynamicInsn(
          "makeConcatWithConstants", "(" + STRING + "IJ)" + STRING, CONCAT, "\1<\1\1>");
      code.visitMethodInsn(INVOKESTATIC, PIECES, "cut", "(" + STRING + ")" + STRING, false);
    }));
    all.add(new Operation(
        List.of(),
        List.of(Types.OBJECT),
        code -> code.visitLdcInsn(Type.getMethodType("(IJ)" + STRING))));
    all.add(new Operation(
        List.of(), List.of(Types.OBJECT), code -> code.visitLdcInsn(Type.getType("[" + CELL))));
    all.add(new Operation(
        List.of(),
        List.of(Types.OBJECT),
        code -> code.visitLdcInsn(new Handle(H_INVOKESTATIC, PIECES, "sum", "(IJI)J", false))));
  }

  private static final Handle CONCAT = new Handle(
      H_INVOKESTATIC,
      "java/lang/invoke/StringConcatFactory",
      "makeConcatWithConstants",
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/String;[Ljava/lang/Object;)Ljava/lang/invoke/CallSite;",
      false);

  private static final ConstantDynamic WIDE_CONSTANT = new ConstantDynamic(
      "MAX_VALUE",
      "J",
      new Handle(
          H_INVOKESTATIC,
          "java/lang/invoke/ConstantBootstraps",
          "getStaticFinal",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;"
              + "Ljava/lang/Class;)Ljava/lang/Object;",
          false),
      Type.getType(Long.class));
}
