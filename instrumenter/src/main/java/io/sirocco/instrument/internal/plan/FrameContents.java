package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.FlowGraph;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import io.sirocco.instrument.internal.plan.Spill.Place;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * What the frame of a resumed coroutine holds when it reaches its next await: which locals need not
 * be stored again because their field still has their value, and which reference fields may still
 * hold something.
 *
 * <p>A forward walk over the code that runs after a resumption. "Clean" is a must-property: it starts
 * as all live locals at each resumption, an assignment ends it, and paths that meet keep what both
 * have. "Holds" is a may-property: paths that meet add up.
 */
final class FrameContents {
  /** State at one place; immutable. */
  private record Contents(Set<Spill> clean, Set<FrameField> holds) {
    Contents meet(Contents other) {
      if (equals(other)) {
        return this;
      }
      Set<Spill> bothClean = new HashSet<>(clean);
      bothClean.retainAll(other.clean);
      Set<FrameField> eitherHolds = new HashSet<>(holds);
      eitherHolds.addAll(other.holds);
      return new Contents(bothClean, eitherHolds);
    }

    Contents assign(int localIndex, boolean wide) {
      Set<Spill> kept = new HashSet<>(clean);
      kept.removeIf(spill -> spill.index() == localIndex
          || wide && spill.index() == localIndex + 1
          || StackMap.isWide(spill.type()) && spill.index() == localIndex - 1);
      return kept.size() == clean.size() ? this : new Contents(kept, holds);
    }
  }

  private final InsnList insns;
  private final FlowGraph flow;
  private final Map<AbstractInsnNode, Contents> resumed = new HashMap<>(); // by await
  private final Map<AbstractInsnNode, Contents> reached = new HashMap<>(); // by await
  private final Contents[] atStart; // by block; null while not reached after a resumption

  FrameContents(InsnList insns, FlowGraph flow, Map<SuspensionPoint, List<Spill>> spills) {
    this.insns = insns;
    this.flow = flow;
    this.atStart = new Contents[flow.blockCount()];
    spills.forEach((point, values) -> resumed.put(point.call(), contents(values)));
    Deque<Integer> worklist = new ArrayDeque<>();
    for (AbstractInsnNode await : resumed.keySet()) {
      worklist.add(flow.blockOf(await));
    }
    while (!worklist.isEmpty()) {
      walk(worklist.remove(), worklist);
    }
  }

  /** Those of the point's spills that must be stored when the coroutine suspends there again. */
  List<Spill> dirty(SuspensionPoint point, List<Spill> spills) {
    Contents contents = reached.get(point.call());
    return contents == null
        ? spills
        : spills.stream().filter(spill -> !contents.clean().contains(spill)).toList();
  }

  /** The reference fields that may hold a value which is dead at the point, in the order given. */
  List<FrameField> dead(SuspensionPoint point, List<Spill> spills, List<FrameField> fields) {
    Contents contents = reached.get(point.call());
    List<FrameField> dead = new ArrayList<>();
    if (contents != null) {
      Set<FrameField> used = contents(spills).holds();
      for (FrameField field : fields) {
        if (contents.holds().contains(field) && !used.contains(field)) {
          dead.add(field);
        }
      }
    }
    return dead;
  }

  private static Contents contents(List<Spill> spills) {
    Set<Spill> clean = new HashSet<>();
    Set<FrameField> holds = new HashSet<>();
    for (Spill spill : spills) {
      if (spill.place() == Place.LOCAL) {
        clean.add(spill);
      }
      if (spill.field().isReference()) {
        holds.add(spill.field());
      }
    }
    return new Contents(clean, holds);
  }

  private void walk(int block, Deque<Integer> worklist) {
    Contents now = atStart[block];
    for (int i = flow.start(block); i < flow.end(block); i++) {
      AbstractInsnNode insn = insns.get(i);
      flow(now, flow.handlers(block), worklist);
      if (resumed.containsKey(insn)) {
        if (now != null) {
          reached.put(insn, now);
        }
        now = meet(now, resumed.get(insn));
        flow(now, flow.handlers(block), worklist); // the failure of the awaited future
      } else if (now != null && insn instanceof IincInsnNode increment) {
        now = now.assign(increment.var, false);
      } else if (now != null && insn instanceof VarInsnNode access && isStore(access)) {
        now = now.assign(access.var, isWideStore(access));
      }
    }
    flow(now, flow.successors(block), worklist);
  }

  private void flow(Contents now, int[] targets, Deque<Integer> worklist) {
    if (now == null) {
      return;
    }
    for (int target : targets) {
      Contents met = meet(atStart[target], now);
      if (!met.equals(atStart[target])) {
        atStart[target] = met;
        worklist.add(target);
      }
    }
  }

  private static Contents meet(Contents known, Contents other) {
    return known == null ? other : known.meet(other);
  }

  private static boolean isStore(VarInsnNode access) {
    return access.getOpcode() >= Opcodes.ISTORE && access.getOpcode() <= Opcodes.ASTORE;
  }

  private static boolean isWideStore(VarInsnNode access) {
    return access.getOpcode() == Opcodes.LSTORE || access.getOpcode() == Opcodes.DSTORE;
  }
}
