package io.sirocco.instrument.internal.analyse;

import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.SourceInterpreter;
import org.objectweb.asm.tree.analysis.SourceValue;

/**
 * Tells which instructions have made the receiver of a call, and what becomes of a new object. Moving a
 * value between locals and operands, and casting it, are neither.
 */
final class ValueUses {
  /** Methods of collections and maps that take an element and keep it. */
  private static final Set<String> ADDERS =
      Set.of("add", "addFirst", "addLast", "offer", "offerFirst", "offerLast", "push", "put");

  private final Map<AbstractInsnNode, Set<AbstractInsnNode>> receivers = new HashMap<>();
  private final Set<AbstractInsnNode> read = new HashSet<>(); // NEW instructions

  private ValueUses() {}

  /** Nothing for code that cannot be followed. */
  static Optional<ValueUses> of(String owner, MethodNode method) {
    ValueUses uses = new ValueUses();
    try {
      new Analyzer<>(uses.new Walk()).analyze(owner, method);
      return Optional.of(uses);
    } catch (AnalyzerException | IndexOutOfBoundsException unusual) {
      return Optional.empty();
    }
  }

  /** Whether a call puts an element into a collection of the JDK. */
  static boolean isAdder(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call
        && call.owner.startsWith("java/util/")
        && ADDERS.contains(call.name);
  }

  /** The instructions that may have made the object that an instance method is called on. */
  Set<AbstractInsnNode> receiversOf(AbstractInsnNode call) {
    return receivers.getOrDefault(call, Set.of());
  }

  /** Whether the receiver is an object of this method that only its constructor and adders see. */
  boolean isNeverRead(AbstractInsnNode adder) {
    Set<AbstractInsnNode> made = receiversOf(adder);
    return !made.isEmpty()
        && made.stream().allMatch(insn -> insn.getOpcode() == Opcodes.NEW)
        && Collections.disjoint(made, read);
  }

  private final class Walk extends SourceInterpreter {
    Walk() {
      super(Opcodes.ASM9);
    }

    @Override
    public SourceValue copyOperation(AbstractInsnNode insn, SourceValue value) {
      return value;
    }

    @Override
    public SourceValue unaryOperation(AbstractInsnNode insn, SourceValue value) {
      if (insn.getOpcode() == Opcodes.CHECKCAST) {
        return value;
      }
      read.addAll(value.insns);
      return super.unaryOperation(insn, value);
    }

    @Override
    public SourceValue binaryOperation(
        AbstractInsnNode insn, SourceValue first, SourceValue second) {
      read.addAll(first.insns);
      read.addAll(second.insns);
      return super.binaryOperation(insn, first, second);
    }

    @Override
    public SourceValue ternaryOperation(
        AbstractInsnNode insn, SourceValue first, SourceValue second, SourceValue third) {
      read.addAll(third.insns);
      return super.ternaryOperation(insn, first, second, third);
    }

    @Override
    public SourceValue naryOperation(AbstractInsnNode insn, List<? extends SourceValue> operands) {
      boolean hasReceiver =
          insn instanceof MethodInsnNode && insn.getOpcode() != Opcodes.INVOKESTATIC;
      int arguments = 0;
      if (hasReceiver) {
        Set<AbstractInsnNode> made = operands.get(0).insns;
        receivers.computeIfAbsent(insn, key -> new HashSet<>()).addAll(made);
        boolean isMaking = ((MethodInsnNode) insn).name.equals("<init>");
        arguments = isMaking || isAdder(insn) ? 1 : 0;
      }
      operands.subList(arguments, operands.size()).forEach(value -> read.addAll(value.insns));
      return super.naryOperation(insn, operands);
    }

    @Override
    public void returnOperation(AbstractInsnNode insn, SourceValue value, SourceValue expected) {
      read.addAll(value.insns);
    }
  }
}
