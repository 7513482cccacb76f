package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InsnNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.JumpInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LookupSwitchInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.TableSwitchInsnNode;
import org.objectweb.asm.tree.TypeInsnNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * A list of instructions under construction.
 *
 * <p>Knows opcodes, and the verifier's types as {@link StackMap} writes them; knows nothing of
 * coroutines.
 */
final class Code {
  private final InsnList insns = new InsnList();

  InsnList insns() {
    return insns;
  }

  Code add(AbstractInsnNode insn) {
    insns.add(insn);
    return this;
  }

  Code op(int opcode) {
    return add(new InsnNode(opcode));
  }

  Code label(LabelNode label) {
    return add(label);
  }

  Code jump(int opcode, LabelNode target) {
    return add(new JumpInsnNode(opcode, target));
  }

  Code line(int line) {
    if (line > 0) {
      LabelNode start = new LabelNode();
      add(start).add(new LineNumberNode(line, start));
    }
    return this;
  }

  /** Loads the receiver, if there is one, and the arguments from the locals where a call puts them. */
  Code arguments(boolean isStatic, String descriptor) {
    int local = 0;
    if (!isStatic) {
      variable(Opcodes.ALOAD, local++);
    }
    for (Type type : Type.getArgumentTypes(descriptor)) {
      variable(type.getOpcode(Opcodes.ILOAD), local);
      local += type.getSize();
    }
    return this;
  }

  /** An expanded stack map. */
  Code frame(StackMap types) {
    List<Object> locals = new ArrayList<>();
    for (int i = 0; i < types.locals().size(); i++) {
      Object type = types.locals().get(i);
      locals.add(type);
      if (StackMap.isWide(type)) {
        i++; // the entry behind it stands for its second slot
      }
    }
    while (!locals.isEmpty() && locals.get(locals.size() - 1).equals(Opcodes.TOP)) {
      locals.remove(locals.size() - 1);
    }
    return add(new FrameNode(
        Opcodes.F_NEW,
        locals.size(),
        locals.toArray(),
        types.stack().size(),
        types.stack().toArray()));
  }

  Code variable(int opcode, int localIndex) {
    return add(new VarInsnNode(opcode, localIndex));
  }

  Code load(Object type, int localIndex) {
    return variable(kind(type).getOpcode(Opcodes.ILOAD), localIndex);
  }

  Code store(Object type, int localIndex) {
    return variable(kind(type).getOpcode(Opcodes.ISTORE), localIndex);
  }

  Code pop(Object type) {
    return op(StackMap.isWide(type) ? Opcodes.POP2 : Opcodes.POP);
  }

  /** Zero or null; null also stands for every reference type. */
  Code defaultValue(Object type) {
    return op(
        switch (kind(type).getSort()) {
          case Type.INT -> Opcodes.ICONST_0;
          case Type.LONG -> Opcodes.LCONST_0;
          case Type.FLOAT -> Opcodes.FCONST_0;
          case Type.DOUBLE -> Opcodes.DCONST_0;
          default -> Opcodes.ACONST_NULL;
        });
  }

  Code text(String value) {
    return add(new LdcInsnNode(value));
  }

  Code number(int value) {
    if (value >= -1 && value <= 5) {
      return op(Opcodes.ICONST_0 + value);
    }
    if (value == (byte) value) {
      return add(new IntInsnNode(Opcodes.BIPUSH, value));
    }
    return value == (short) value
        ? add(new IntInsnNode(Opcodes.SIPUSH, value))
        : add(new LdcInsnNode(value));
  }

  /** A switch on the int on the stack; the keys ascend. */
  Code tableOrLookupSwitch(int[] keys, LabelNode[] targets, LabelNode otherwise) {
    int first = keys[0];
    int last = keys[keys.length - 1];
    return last - first + 1 == keys.length
        ? add(new TableSwitchInsnNode(first, last, otherwise, targets))
        : add(new LookupSwitchInsnNode(otherwise, keys, targets));
  }

  Code type(int opcode, String internalName) {
    return add(new TypeInsnNode(opcode, internalName));
  }

  Code getField(String owner, String name, String descriptor) {
    return add(new FieldInsnNode(Opcodes.GETFIELD, owner, name, descriptor));
  }

  Code putField(String owner, String name, String descriptor) {
    return add(new FieldInsnNode(Opcodes.PUTFIELD, owner, name, descriptor));
  }

  Code invokeStatic(String owner, String name, String descriptor) {
    return add(new MethodInsnNode(Opcodes.INVOKESTATIC, owner, name, descriptor, false));
  }

  Code invokeVirtual(String owner, String name, String descriptor) {
    return add(new MethodInsnNode(Opcodes.INVOKEVIRTUAL, owner, name, descriptor, false));
  }

  Code invokeSpecial(String owner, String name, String descriptor) {
    return add(new MethodInsnNode(Opcodes.INVOKESPECIAL, owner, name, descriptor, false));
  }

  /** The type whose opcodes move a value of this verifier's type. */
  private static Type kind(Object type) {
    if (Opcodes.INTEGER.equals(type)) {
      return Type.INT_TYPE;
    }
    if (Opcodes.LONG.equals(type)) {
      return Type.LONG_TYPE;
    }
    if (Opcodes.FLOAT.equals(type)) {
      return Type.FLOAT_TYPE;
    }
    if (Opcodes.DOUBLE.equals(type)) {
      return Type.DOUBLE_TYPE;
    }
    return Type.getObjectType("java/lang/Object");
  }
}
