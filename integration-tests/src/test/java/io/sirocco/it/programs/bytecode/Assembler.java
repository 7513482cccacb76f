package io.sirocco.it.programs.bytecode;

import io.sirocco.it.programs.bytecode.Types.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.MethodNode;

/** Writes instructions, and knows at each what the verifier will know. */
final class Assembler implements Opcodes {
  private final MethodNode code;
  private StackMap now = new StackMap(new TreeMap<>(), new ArrayList<>());
  private boolean isFresh = true; // no instruction since the last stack map
  private int instructions;
  private int maxStack;
  private int maxLocals;

  Assembler(MethodNode code) {
    this.code = code;
  }

  MethodNode code() {
    return code;
  }

  /** What is known here; null where control never comes. */
  StackMap now() {
    return now;
  }

  boolean isReachable() {
    return now != null;
  }

  /** What follows is not reached from here. */
  private void end() {
    now = null;
  }

  /** How many instructions there are, about. */
  int instructions() {
    return instructions;
  }

  /** Puts a label here without a stack map. */
  void mark(Label label) {
    code.visitLabel(label);
  }

  /** Goes on at a label where this is known. */
  void continueAt(Label label, StackMap known) {
    if (isFresh) {
      code.visitInsn(NOP); // two stack maps may not be at one place
      emitted();
    }
    code.visitLabel(label);
    known.emit(code);
    now = known.copy();
    isFresh = true;
    measure();
  }

  private void emitted() {
    isFresh = false;
    instructions++;
  }

  /** Says what is in the locals at the start. */
  void begin(Map<Integer, Object> parameters) {
    now.locals().putAll(parameters);
    measure();
  }

  /** ASM would not look at dead code. */
  private void measure() {
    maxStack = Math.max(maxStack, now.stack().stream().mapToInt(Types::size).sum());
    now.locals()
        .forEach((local, type) -> maxLocals = Math.max(maxLocals, local + Types.size(type)));
  }

  /** Ends the code; operations may have had a few more values on the stack than is known here. */
  void finish() {
    code.visitMaxs(maxStack + 8, maxLocals);
  }

  // ---- values ---------------------------------------------------------------------------------

  void perform(Operation operation) {
    operation.code().accept(code);
    emitted();
    operation.takes().forEach(type -> take());
    operation.gives().forEach(this::give);
  }

  Object take() {
    return now.stack().remove(now.stack().size() - 1);
  }

  void give(Object type) {
    now.stack().add(type);
    measure();
  }

  void constant(int number) {
    if (number >= -1 && number <= 5) {
      code.visitInsn(ICONST_0 + number);
    } else if (number == (byte) number) {
      code.visitIntInsn(BIPUSH, number);
    } else if (number == (short) number) {
      code.visitIntInsn(SIPUSH, number);
    } else {
      code.visitLdcInsn(number);
    }
    emitted();
    give(INTEGER);
  }

  /** A constant of a type that has them in the class file. */
  void constant(Object value, Object type) {
    code.visitLdcInsn(value);
    emitted();
    give(type);
  }

  void simple(int opcode, Object gives) {
    code.visitInsn(opcode);
    emitted();
    give(gives);
  }

  void call(int opcode, String owner, String name, String descriptor) {
    perform(Operation.call(opcode, owner, name, descriptor));
  }

  /** A static or virtual call whose receiver has the exact type. */
  void cast(String type) {
    code.visitTypeInsn(CHECKCAST, type);
    emitted();
    take();
    give(type);
  }

  void load(int local) {
    Object type = now.locals().get(local);
    code.visitVarInsn(Types.opcode(ILOAD, type), local);
    emitted();
    give(type);
  }

  void store(int local) {
    Object type = take();
    code.visitVarInsn(Types.opcode(ISTORE, type), local);
    emitted();
    now.set(local, type);
    measure();
  }

  void increment(int local, int by) {
    code.visitIincInsn(local, by);
    emitted();
  }

  // ---- the stack ------------------------------------------------------------------------------

  void pop() {
    code.visitInsn(Types.isWide(take()) ? POP2 : POP);
    emitted();
  }

  void popTo(int depth) {
    while (now.stack().size() > depth) {
      pop();
    }
  }

  /** Whether one of the instructions that move values may stand here (JVMS 6.5). */
  boolean canMove(int opcode) {
    return StackMove.of(opcode).result(now.stack()) != null;
  }

  void move(int opcode) {
    List<Object> result = StackMove.of(opcode).result(now.stack());
    code.visitInsn(opcode);
    emitted();
    now.stack().clear();
    now.stack().addAll(result);
    measure();
  }

  // ---- objects --------------------------------------------------------------------------------

  Unfinished allocate(String type) {
    Label site = new Label();
    code.visitLabel(site);
    code.visitTypeInsn(NEW, type);
    emitted();
    Unfinished unfinished = new Unfinished(site, type);
    give(unfinished);
    return unfinished;
  }

  /** Calls the constructor of an object that lies below its arguments. */
  void construct(Unfinished unfinished, String descriptor) {
    code.visitMethodInsn(INVOKESPECIAL, unfinished.type(), "<init>", descriptor, false);
    emitted();
    for (int i = Type.getArgumentTypes(descriptor).length; i >= 0; i--) {
      take();
    }
    now.replaceEverywhere(type -> type.equals(unfinished) ? unfinished.type() : type);
  }

  void monitor(int opcode) {
    code.visitInsn(opcode);
    emitted();
    take();
  }

  // ---- jumps ----------------------------------------------------------------------------------

  /** A conditional jump; what it takes off the stack is taken. */
  void jumpIf(int opcode, int operands, Label target) {
    code.visitJumpInsn(opcode, target);
    emitted();
    for (int i = 0; i < operands; i++) {
      take();
    }
  }

  void jump(Label target) {
    code.visitJumpInsn(GOTO, target);
    emitted();
    end();
  }

  void tableSwitch(int lowest, Label otherwise, List<Label> targets) {
    code.visitTableSwitchInsn(
        lowest, lowest + targets.size() - 1, otherwise, targets.toArray(new Label[0]));
    emitted();
    end();
  }

  void lookupSwitch(int[] keys, Label otherwise, List<Label> targets) {
    code.visitLookupSwitchInsn(otherwise, keys, targets.toArray(new Label[0]));
    emitted();
    end();
  }

  /** Ends the path with {@code ATHROW} or a return. */
  void leave(int opcode) {
    code.visitInsn(opcode);
    emitted();
    end();
  }
}
