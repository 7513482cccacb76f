package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.FlowGraph;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import io.sirocco.instrument.internal.plan.Spill.Place;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
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
  /** State at one place. */
  private static final class Contents {
    private final BitSet clean; // numbers of spills
    private final BitSet holds; // indices of fields

    Contents(BitSet clean, BitSet holds) {
      this.clean = clean;
      this.holds = holds;
    }

    Contents copy() {
      return new Contents((BitSet) clean.clone(), (BitSet) holds.clone());
    }

    /** Takes over what holds on another path; tells whether that changed anything. */
    boolean meet(Contents other) {
      int before = holds.cardinality() - clean.cardinality();
      clean.and(other.clean);
      holds.or(other.holds);
      return holds.cardinality() - clean.cardinality() != before; // neither part can shrink
    }
  }

  private static final BitSet NONE = new BitSet();

  private final InsnList insns;
  private final FlowGraph flow;
  private final List<FrameField> fields;
  private final Map<FrameField, Integer> fieldIndex = new HashMap<>();
  private final Map<Spill, Integer> spillNumber = new HashMap<>(); // of locals
  private final Map<Integer, BitSet> endedBy = new HashMap<>(); // by local: spills of it
  private final Map<AbstractInsnNode, Contents> resumed = new IdentityHashMap<>(); // by await
  private final Map<AbstractInsnNode, Contents> reached = new IdentityHashMap<>(); // by await
  private final Contents[] atStart; // by block; null while not reached after a resumption
  private final BitSet pending = new BitSet(); // blocks whose start has changed

  /**
   * Walks over a method.
   *
   * @param spills by point, in the order of the points
   * @param fields of the frame
   */
  FrameContents(
      InsnList insns,
      FlowGraph flow,
      List<SuspensionPoint> points,
      List<List<Spill>> spills,
      List<FrameField> fields) {
    this.insns = insns;
    this.flow = flow;
    this.fields = fields;
    this.atStart = new Contents[flow.blockCount()];
    fields.forEach(field -> fieldIndex.put(field, fieldIndex.size()));
    for (int i = 0; i < points.size(); i++) {
      resumed.put(points.get(i).call(), contents(spills.get(i)));
      pending.set(flow.blockOf(points.get(i).call()));
    }
    while (!pending.isEmpty()) { // downwards, so that most is known when paths meet
      for (int block = pending.nextSetBit(0); block >= 0; block = pending.nextSetBit(block + 1)) {
        pending.clear(block);
        walk(block);
      }
    }
  }

  /** Those of the point's spills that must be stored when the coroutine suspends there again. */
  List<Spill> dirty(SuspensionPoint point, List<Spill> spills) {
    Contents contents = reached.get(point.call());
    return contents == null
        ? spills
        : spills.stream().filter(spill -> !isClean(spill, contents)).toList();
  }

  private boolean isClean(Spill spill, Contents contents) {
    return spill.place() == Place.LOCAL && contents.clean.get(spillNumber.get(spill));
  }

  /** The reference fields that may hold a value which is dead at the point, in their order. */
  List<FrameField> dead(SuspensionPoint point) {
    Contents contents = reached.get(point.call());
    List<FrameField> dead = new ArrayList<>();
    if (contents != null) {
      BitSet unused = (BitSet) contents.holds.clone();
      unused.andNot(resumed.get(point.call()).holds);
      unused.stream().forEach(index -> dead.add(fields.get(index)));
    }
    return dead;
  }

  private Contents contents(List<Spill> spills) {
    BitSet clean = new BitSet();
    BitSet holds = new BitSet();
    for (Spill spill : spills) {
      if (spill.place() == Place.LOCAL) {
        clean.set(number(spill));
      }
      if (spill.field().isReference()) {
        holds.set(fieldIndex.get(spill.field()));
      }
    }
    return new Contents(clean, holds);
  }

  private int number(Spill spill) {
    Integer known = spillNumber.get(spill);
    if (known != null) {
      return known;
    }
    int number = spillNumber.size();
    spillNumber.put(spill, number);
    endedBy.computeIfAbsent(spill.index(), local -> new BitSet()).set(number);
    return number;
  }

  private void walk(int block) {
    Contents now = atStart[block] == null ? null : atStart[block].copy();
    flow(now, flow.handlers(block));
    for (int i = flow.start(block); i < flow.end(block); i++) {
      AbstractInsnNode insn = insns.get(i);
      Contents afterwards = resumed.get(insn);
      if (afterwards != null) {
        if (now == null) {
          now = afterwards.copy();
        } else {
          reached.put(insn, now.copy());
          now.meet(afterwards);
        }
        flow(now, flow.handlers(block)); // the failure of the awaited future
      } else if (now != null && assign(insn, now.clean)) {
        flow(now, flow.handlers(block));
      }
    }
    flow(now, flow.successors(block));
  }

  /** Ends what an assignment overwrites; tells whether there was anything. */
  private boolean assign(AbstractInsnNode insn, BitSet clean) {
    if (insn instanceof IincInsnNode increment) {
      return end(increment.var, clean);
    }
    if (insn instanceof VarInsnNode access && access.getOpcode() >= Opcodes.ISTORE) {
      return end(access.var, clean); // what a wide value overlaps is dead until it is stored again
    }
    return false;
  }

  private boolean end(int localIndex, BitSet clean) {
    BitSet ended = endedBy.getOrDefault(localIndex, NONE);
    boolean isAny = clean.intersects(ended);
    clean.andNot(ended);
    return isAny;
  }

  private void flow(Contents now, int[] targets) {
    if (now == null) {
      return;
    }
    for (int target : targets) {
      if (atStart[target] == null) {
        atStart[target] = now.copy();
        pending.set(target);
      } else if (atStart[target].meet(now)) {
        pending.set(target);
      }
    }
  }
}
