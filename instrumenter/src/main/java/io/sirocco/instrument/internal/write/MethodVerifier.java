package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.Instructions;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.BasicValue;
import org.objectweb.asm.tree.analysis.Frame;

/**
 * Checks a method as the JVM's verifier by type checking does: one walk down the code, and wherever
 * paths meet the class file's own stack map says what holds (JVMS 4.10.1). Nothing is merged, so that
 * the time grows with the code only, not with its branches and handlers.
 */
final class MethodVerifier {
  private final VerifierTypes types;
  private final MethodNode method;
  private final InsnList insns;
  private final Frame<BasicValue>[] stackMaps; // by index of a label, line or stack map before code
  private final Map<LabelNode, List<TryCatchBlockNode>> begins = new IdentityHashMap<>();
  private final Map<LabelNode, List<TryCatchBlockNode>> ends = new IdentityHashMap<>();
  private final List<TryCatchBlockNode> active = new ArrayList<>();
  private Frame<BasicValue> now; // null behind a jump
  private int firstUnchecked; // the locals that the active handlers have not been checked against:
  private int endUnchecked; // none if it is the same

  private MethodVerifier(VerifierTypes types, String owner, MethodNode method) {
    this.types = types;
    this.method = method;
    this.insns = method.instructions;
    this.now = initial(owner);
    this.stackMaps = stackMaps();
    for (TryCatchBlockNode row : method.tryCatchBlocks) {
      begins.computeIfAbsent(row.start, label -> new ArrayList<>()).add(row);
      ends.computeIfAbsent(row.end, label -> new ArrayList<>()).add(row);
    }
  }

  /**
   * Checks a method that has code.
   *
   * @param method with expanded stack maps, as it was read from a class file
   */
  static void verify(VerifierTypes types, String owner, MethodNode method)
      throws AnalyzerException {
    new MethodVerifier(types, owner, method).walk();
  }

  private void walk() throws AnalyzerException {
    for (int i = 0; i < insns.size(); i++) {
      AbstractInsnNode insn = insns.get(i);
      if (insn instanceof LabelNode label) {
        active.removeAll(ends.getOrDefault(label, List.of()));
        active.addAll(begins.getOrDefault(label, List.of()));
        uncheckAll();
      } else if (insn instanceof FrameNode) {
        enter(insn, stackMaps[i]);
      } else if (insn.getOpcode() >= 0) {
        execute(insn);
      }
    }
    if (now != null) {
      throw new AnalyzerException(insns.getLast(), "control falls off the end of the code");
    }
  }

  private void enter(AbstractInsnNode insn, Frame<BasicValue> stackMap) throws AnalyzerException {
    if (now != null) {
      checkFits(insn, now, stackMap);
    }
    now = new Frame<>(stackMap);
    uncheckAll();
  }

  private void execute(AbstractInsnNode insn) throws AnalyzerException {
    if (now == null) {
      throw new AnalyzerException(insn, "no stack map behind a jump");
    }
    if (firstUnchecked < endUnchecked) {
      checkHandlers(insn);
      endUnchecked = firstUnchecked;
    }
    BasicValue receiver = Instructions.isConstructorCall(insn) ? receiver(insn) : null;
    try {
      now.execute(insn, types);
    } catch (IndexOutOfBoundsException e) {
      throw new AnalyzerException(insn, e.getMessage(), e);
    }
    if (receiver instanceof VerifierTypes.Uninitialized) {
      initialize(receiver);
    }
    if (receiver != null) {
      uncheckAll();
    } else if (insn instanceof VarInsnNode access && access.getOpcode() >= Opcodes.ISTORE) {
      // A wide value takes two locals; one that began before the first of them is gone.
      firstUnchecked = Math.max(0, access.var - 1);
      endUnchecked = Math.min(method.maxLocals, access.var + 2);
    }
    for (LabelNode target : Instructions.targets(insn)) {
      checkTarget(insn, target, now);
    }
    if (!Instructions.fallsThrough(insn)) {
      now = null;
    }
  }

  private BasicValue receiver(AbstractInsnNode call) throws AnalyzerException {
    String descriptor = ((MethodInsnNode) call).desc;
    int position = now.getStackSize() - 1 - Type.getArgumentTypes(descriptor).length;
    if (position < 0) {
      throw new AnalyzerException(call, "no receiver on the stack");
    }
    return now.getStack(position);
  }

  private void initialize(BasicValue uninitialized) {
    BasicValue object = types.newValue(uninitialized.getType());
    for (int i = 0; i < now.getLocals(); i++) {
      if (uninitialized.equals(now.getLocal(i))) {
        now.setLocal(i, object);
      }
    }
    for (int i = 0; i < now.getStackSize(); i++) {
      if (uninitialized.equals(now.getStack(i))) {
        now.setStack(i, object);
      }
    }
  }

  // ---- where paths meet -------------------------------------------------------------------------

  private void uncheckAll() {
    firstUnchecked = 0;
    endUnchecked = Math.max(1, method.maxLocals); // also without any: there is the exception
  }

  private void checkHandlers(AbstractInsnNode insn) throws AnalyzerException {
    for (TryCatchBlockNode row : active) {
      Frame<BasicValue> handler = stackMapAt(insn, row.handler);
      String type = row.type == null ? "java/lang/Throwable" : row.type;
      if (handler.getStackSize() != 1) {
        throw new AnalyzerException(insn, "stack map of a handler without one operand");
      }
      checkFits(insn, "exception", types.newValue(Type.getObjectType(type)), handler.getStack(0));
      for (int i = firstUnchecked; i < Math.min(endUnchecked, method.maxLocals); i++) {
        checkFits(insn, "local " + i, now.getLocal(i), handler.getLocal(i));
      }
    }
  }

  private void checkTarget(AbstractInsnNode insn, LabelNode target, Frame<BasicValue> found)
      throws AnalyzerException {
    checkFits(insn, found, stackMapAt(insn, target));
  }

  private Frame<BasicValue> stackMapAt(AbstractInsnNode insn, LabelNode target)
      throws AnalyzerException {
    Frame<BasicValue> stackMap = stackMaps[insns.indexOf(target)];
    if (stackMap == null) {
      throw new AnalyzerException(insn, "no stack map at the target");
    }
    return stackMap;
  }

  private void checkFits(AbstractInsnNode insn, Frame<BasicValue> found, Frame<BasicValue> stackMap)
      throws AnalyzerException {
    if (found.getStackSize() != stackMap.getStackSize()) {
      throw new AnalyzerException(insn, "stack " + found + " does not fit stack map " + stackMap);
    }
    for (int i = 0; i < stackMap.getLocals(); i++) {
      checkFits(insn, "local " + i, found.getLocal(i), stackMap.getLocal(i));
    }
    for (int i = 0; i < stackMap.getStackSize(); i++) {
      checkFits(insn, "operand " + i, found.getStack(i), stackMap.getStack(i));
    }
  }

  private void checkFits(AbstractInsnNode insn, String what, BasicValue found, BasicValue declared)
      throws AnalyzerException {
    if (!types.fits(found, declared)) {
      throw new AnalyzerException(insn, what + " does not fit its stack map", declared, found);
    }
  }

  // ---- the method -------------------------------------------------------------------------------

  private Frame<BasicValue> initial(String owner) {
    Frame<BasicValue> frame = new Frame<>(method.maxLocals, method.maxStack);
    frame.setReturn(types.newReturnTypeValue(Type.getReturnType(method.desc)));
    int index = 0;
    if ((method.access & Opcodes.ACC_STATIC) == 0) {
      frame.setLocal(index++, types.newValue(Type.getObjectType(owner)));
    }
    for (Type parameter : Type.getArgumentTypes(method.desc)) {
      frame.setLocal(index++, types.newValue(parameter));
      if (parameter.getSize() == 2) {
        frame.setLocal(index++, BasicValue.UNINITIALIZED_VALUE);
      }
    }
    while (index < method.maxLocals) {
      frame.setLocal(index++, BasicValue.UNINITIALIZED_VALUE);
    }
    return frame;
  }

  private Frame<BasicValue>[] stackMaps() {
    @SuppressWarnings({"unchecked", "rawtypes"}) // an array of a generic type
    Frame<BasicValue>[] result = new Frame[insns.size()];
    Frame<BasicValue> atOffset = null;
    for (int i = insns.size() - 1; i >= 0; i--) {
      AbstractInsnNode insn = insns.get(i);
      if (insn instanceof FrameNode frame) {
        atOffset = stackMap(frame);
      } else if (insn.getOpcode() >= 0) {
        atOffset = null;
      }
      result[i] = atOffset;
    }
    return result;
  }

  private Frame<BasicValue> stackMap(FrameNode frame) {
    Frame<BasicValue> result = new Frame<>(now);
    int index = 0;
    for (Object type : frame.local) {
      BasicValue value = types.declared(type);
      result.setLocal(index++, value);
      if (value.getSize() == 2) {
        result.setLocal(index++, BasicValue.UNINITIALIZED_VALUE);
      }
    }
    while (index < method.maxLocals) {
      result.setLocal(index++, BasicValue.UNINITIALIZED_VALUE);
    }
    frame.stack.forEach(type -> result.push(types.declared(type)));
    return result;
  }
}
