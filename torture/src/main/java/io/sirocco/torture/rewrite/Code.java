package io.sirocco.torture.rewrite;

import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/** Small questions about code, and small pieces of it. */
final class Code {
  private Code() {}

  /** This instruction or the next one that is no label, line or stack map; null at the end. */
  static AbstractInsnNode next(AbstractInsnNode instruction) {
    AbstractInsnNode next = instruction;
    while (next != null && next.getOpcode() < 0) {
      next = next.getNext();
    }
    return next;
  }

  /** The last instruction before this one that is no label, line or stack map; null at the beginning. */
  static AbstractInsnNode previous(AbstractInsnNode instruction) {
    AbstractInsnNode previous = instruction.getPrevious();
    while (previous != null && previous.getOpcode() < 0) {
      previous = previous.getPrevious();
    }
    return previous;
  }

  /** At most how many bytes a method has. */
  static int size(MethodNode method) {
    CodeSizeEvaluator size = new CodeSizeEvaluator(null);
    method.accept(size);
    return size.getMaxSize();
  }

  static AbstractInsnNode push(int number) {
    if (number == (byte) number) {
      return new IntInsnNode(Opcodes.BIPUSH, number);
    }
    return number == (short) number
        ? new IntInsnNode(Opcodes.SIPUSH, number)
        : new LdcInsnNode(number);
  }

  static MethodInsnNode callStatic(String owner, String name, String descriptor) {
    return new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
  }

  /** From a value of any type, or nothing for void, to an Object. */
  static InsnList box(Type type) {
    InsnList code = new InsnList();
    if (type.getSort() == Type.VOID) {
      code.add(new InsnNode(Opcodes.ACONST_NULL));
    } else if (type.getSort() < Type.ARRAY) {
      String box = boxOf(type);
      code.add(callStatic(box, "valueOf", "(" + type.getDescriptor() + ")L" + box + ";"));
    }
    return code;
  }

  /** From an Object to a value of any type, or nothing for void. */
  static InsnList unbox(Type type) {
    InsnList code = new InsnList();
    if (type.getSort() == Type.VOID) {
      code.add(new InsnNode(Opcodes.POP));
    } else if (type.getSort() < Type.ARRAY) {
      String box = boxOf(type);
      String name = type.getClassName() + "Value";
      code.add(new TypeInsnNode(Opcodes.CHECKCAST, box));
      code.add(
          new MethodInsnNode(Opcodes.INVOKEVIRTUAL, box, name, "()" + type.getDescriptor(), false));
    } else {
      code.add(new TypeInsnNode(Opcodes.CHECKCAST, type.getInternalName()));
    }
    return code;
  }

  static String boxOf(Type primitive) {
    return switch (primitive.getSort()) {
      case Type.BOOLEAN -> "java/lang/Boolean";
      case Type.CHAR -> "java/lang/Character";
      case Type.BYTE -> "java/lang/Byte";
      case Type.SHORT -> "java/lang/Short";
      case Type.INT -> "java/lang/Integer";
      case Type.FLOAT -> "java/lang/Float";
      case Type.LONG -> "java/lang/Long";
      case Type.DOUBLE -> "java/lang/Double";
      default -> throw new IllegalArgumentException(primitive + " is not primitive");
    };
  }
}
