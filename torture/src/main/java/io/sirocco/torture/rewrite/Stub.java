package io.sirocco.torture.rewrite;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * The new body of a method that has become a coroutine. As Java:
 *
 * <pre>
 *   Drive drive = Drive.begin();
 *   Future future;
 *   try {
 *     future = m$co(arguments);
 *   } catch (Throwable t) {
 *     throw Drive.threw(t, drive);
 *   }
 *   return (R) Drive.end(future, drive);
 * </pre>
 */
final class Stub {
  private static final Type DRIVE = Type.getObjectType(Names.DRIVE);

  private Stub() {}

  /** Gives {@code method} a body that calls {@code coroutine}. */
  static void putInto(MethodNode method, MethodNode coroutine, String owner, boolean isInterface) {
    LabelNode begin = new LabelNode();
    LabelNode end = new LabelNode();
    LabelNode handler = new LabelNode();
    List<Object> locals = new ArrayList<>(); // in the words of stack maps
    InsnList arguments = new InsnList();
    int drive = 0; // behind the arguments
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    if (!isStatic) {
      arguments.add(new VarInsnNode(Opcodes.ALOAD, drive++));
      locals.add(owner);
    }
    for (Type type : Type.getArgumentTypes(method.desc)) {
      arguments.add(new VarInsnNode(type.getOpcode(Opcodes.ILOAD), drive));
      locals.add(inStackMap(type));
      drive += type.getSize();
    }
    locals.add(DRIVE.getInternalName());

    InsnList code = new InsnList();
    code.add(Code.callStatic(Names.DRIVE, "begin", "()" + DRIVE));
    code.add(new VarInsnNode(Opcodes.ASTORE, drive));
    code.add(begin);
    code.add(arguments);
    code.add(new MethodInsnNode(
        isStatic
            ? Opcodes.INVOKESTATIC
            : Opcodes.INVOKESPECIAL, // right for private ones of any version
        owner,
        coroutine.name,
        coroutine.desc,
        isInterface));
    code.add(end);
    code.add(new VarInsnNode(Opcodes.ALOAD, drive));
    code.add(Code.callStatic(
        Names.DRIVE, "end", Type.getMethodDescriptor(Names.OBJECT, Names.OBJECT, DRIVE)));
    Type result = Type.getReturnType(method.desc);
    code.add(Code.unbox(result));
    code.add(new InsnNode(result.getOpcode(Opcodes.IRETURN)));
    code.add(handler);
    Object[] stack = {Names.THROWABLE.getInternalName()};
    code.add(new FrameNode(Opcodes.F_FULL, locals.size(), locals.toArray(), 1, stack));
    code.add(new VarInsnNode(Opcodes.ALOAD, drive));
    code.add(Code.callStatic(
        Names.DRIVE, "threw", Type.getMethodDescriptor(Names.THROWABLE, Names.THROWABLE, DRIVE)));
    code.add(new InsnNode(Opcodes.ATHROW));
    method.instructions = code;
    method.tryCatchBlocks = new ArrayList<>();
    method.tryCatchBlocks.add(new TryCatchBlockNode(begin, end, handler, null));
  }

  private static Object inStackMap(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.OBJECT, Type.ARRAY -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }
}
