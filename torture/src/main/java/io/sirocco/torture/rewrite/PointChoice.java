package io.sirocco.torture.rewrite;

import static java.util.stream.Collectors.toSet;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;

/** Chooses the instructions of a method that get an await in front: every line, and a share of all others. */
final class PointChoice {
  private static final double SHARE = 0.25;

  /** Roughly how many bytes of woven code a method may have; the JVM takes 65,535. */
  private static final int MAX_WOVEN = 60_000;

  private final MethodNode method;
  private final CodeFlow flow;
  private final Set<AbstractInsnNode> handlers;

  private PointChoice(MethodNode method, CodeFlow flow) {
    this.method = method;
    this.flow = flow;
    this.handlers =
        method.tryCatchBlocks.stream().map(block -> Code.next(block.handler)).collect(toSet());
  }

  /** The instructions and what is special about each, in the order of the code. */
  static Map<AbstractInsnNode, Set<PointKind>> choose(
      MethodNode method, CodeFlow flow, Random random, int maxPoints) {
    return new PointChoice(method, flow).choose(random, maxPoints);
  }

  private Map<AbstractInsnNode, Set<PointKind>> choose(Random random, int maxPoints) {
    List<AbstractInsnNode> candidates = new ArrayList<>();
    boolean beginsLine = true;
    for (AbstractInsnNode instruction : method.instructions) {
      beginsLine |= instruction instanceof LineNumberNode;
      if (instruction.getOpcode() >= 0) {
        if (isLegal(instruction) && (beginsLine || random.nextDouble() < SHARE)) {
          candidates.add(instruction);
        }
        beginsLine = false;
      }
    }
    Collections.shuffle(candidates, random);
    Set<AbstractInsnNode> chosen = Set.copyOf(affordable(candidates, maxPoints));
    Map<AbstractInsnNode, Set<PointKind>> points = new LinkedHashMap<>();
    for (AbstractInsnNode instruction : method.instructions) {
      if (chosen.contains(instruction)) {
        points.put(instruction, kinds(instruction));
      }
    }
    return points;
  }

  private List<AbstractInsnNode> affordable(List<AbstractInsnNode> candidates, int maxPoints) {
    int budget = MAX_WOVEN - 3 * Code.size(method);
    int number = 0;
    while (number < candidates.size() && number < maxPoints && budget > 0) {
      budget -= 80 + 8 * flow.values(indexOf(candidates.get(number)));
      number++;
    }
    return candidates.subList(0, number);
  }

  private boolean isLegal(AbstractInsnNode instruction) {
    int index = indexOf(instruction);
    AbstractInsnNode previous = Code.previous(instruction);
    boolean isBehindNew = previous != null && previous.getOpcode() == Opcodes.NEW;
    return flow.isReachable(index) && !flow.isUnderMonitor(index) && !isBehindNew;
  }

  private Set<PointKind> kinds(AbstractInsnNode instruction) {
    int index = indexOf(instruction);
    Set<PointKind> kinds = EnumSet.of(
        flow.hasFreshObject(index)
            ? PointKind.FRESH_OBJECT
            : flow.hasStack(index) ? PointKind.OPERANDS : PointKind.EMPTY_STACK);
    if (handlers.contains(instruction)) {
      kinds.add(PointKind.HANDLER_ENTRY);
    }
    InsnList code = method.instructions;
    if (method.tryCatchBlocks.stream()
        .anyMatch(t -> code.indexOf(t.start) <= index && index < code.indexOf(t.end))) {
      kinds.add(PointKind.IN_TRY);
    }
    return kinds;
  }

  private int indexOf(AbstractInsnNode instruction) {
    return method.instructions.indexOf(instruction);
  }
}
