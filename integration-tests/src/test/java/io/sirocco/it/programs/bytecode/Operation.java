package io.sirocco.it.programs.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * An instruction, or a few, that takes values off the stack and pushes others. It may throw.
 *
 * @param takes types, the lowest of the stack first
 * @param gives types
 */
record Operation(List<Object> takes, List<Object> gives, Consumer<MethodVisitor> code) {

  /** A single instruction; types are written as in descriptors, such as {@code "IJ"}. */
  static Operation insn(int opcode, String takes, String gives) {
    return new Operation(parsed(takes), parsed(gives), code -> code.visitInsn(opcode));
  }

  /** A call of a method. */
  static Operation call(int opcode, String owner, String name, String descriptor) {
    List<Object> takes = new ArrayList<>();
    if (opcode != Opcodes.INVOKESTATIC) {
      takes.add(owner);
    }
    for (Type argument : Type.getArgumentTypes(descriptor)) {
      takes.add(Types.of(argument));
    }
    Type result = Type.getReturnType(descriptor);
    return new Operation(
        takes,
        result == Type.VOID_TYPE ? List.of() : List.of(Types.of(result)),
        code -> code.visitMethodInsn(
            opcode, owner, name, descriptor, opcode == Opcodes.INVOKEINTERFACE));
  }

  /** An access to a field. */
  static Operation field(int opcode, String owner, String name, String descriptor) {
    List<Object> takes = new ArrayList<>();
    boolean isPut = opcode == Opcodes.PUTFIELD || opcode == Opcodes.PUTSTATIC;
    if (opcode == Opcodes.GETFIELD || opcode == Opcodes.PUTFIELD) {
      takes.add(owner);
    }
    Object type = Types.of(Type.getType(descriptor));
    if (isPut) {
      takes.add(type);
    }
    return new Operation(
        takes,
        isPut ? List.of() : List.of(type),
        code -> code.visitFieldInsn(opcode, owner, name, descriptor));
  }

  /** An instruction with a type. */
  static Operation typed(int opcode, String type, String takes, String gives) {
    return new Operation(parsed(takes), parsed(gives), code -> code.visitTypeInsn(opcode, type));
  }

  static List<Object> parsed(String descriptors) {
    List<Object> types = new ArrayList<>();
    for (Type type : Type.getArgumentTypes("(" + descriptors + ")V")) {
      types.add(Types.of(type));
    }
    return types;
  }
}
