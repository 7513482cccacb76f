package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.FlowGraph;
import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import io.sirocco.instrument.internal.read.Instructions;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * Decides for which loops the rest of the suspended iteration is a copy of its own. What runs after it
 * is then the loop as the user wrote it, without a test in its header, and the JIT compilers can do with
 * it whatever they do with any loop.
 *
 * <p>Only the innermost loop around an await is peeled: each loop around that would need one more copy
 * of what is inside it. Left alone are methods that are large already, and iterations that enter a
 * monitor: its exit may be outside, and the compilers want to see both.
 */
final class LoopPeeling {
  /** Of the method and all copies; HotSpot compiles no method of more than 8,000 bytes. */
  private static final int MAX_INSTRUCTIONS = 2000;

  private final MethodAnalysis analysis;
  private final FlowGraph flow;
  private final InsnList insns;
  private int left; // instructions that copies may still have
  private Map<AbstractInsnNode, StackMap>
      typesAtStart; // of blocks without stack map; null: not asked

  private LoopPeeling(MethodAnalysis analysis) {
    this.analysis = analysis;
    this.flow = analysis.flow();
    this.insns = analysis.coroutine().method().instructions;
    BitSet all = new BitSet();
    all.set(0, flow.blockCount());
    this.left = MAX_INSTRUCTIONS - size(all);
  }

  /** The iterations that are copied, in the order of their first await. */
  static List<PeeledIteration> of(MethodAnalysis analysis) {
    Map<LabelNode, List<SuspensionPoint>> inside = new LinkedHashMap<>(); // by header
    for (SuspensionPoint point : analysis.points()) {
      List<Loop> loops = point.loops();
      if (!loops.isEmpty()) {
        LabelNode header = loops.get(loops.size() - 1).header();
        inside.computeIfAbsent(header, h -> new ArrayList<>()).add(point);
      }
    }
    LoopPeeling peeling = new LoopPeeling(analysis);
    List<PeeledIteration> iterations = new ArrayList<>();
    inside.forEach((header, points) -> peeling.peel(header, points).ifPresent(iterations::add));
    return List.copyOf(iterations);
  }

  private Optional<PeeledIteration> peel(LabelNode loopHeader, List<SuspensionPoint> points) {
    List<MethodInsnNode> entered = points.stream().map(SuspensionPoint::call).toList();
    int header = flow.blockOf(loopHeader);
    BitSet blocks = new BitSet();
    BitSet exits = new BitSet();
    Deque<Integer> worklist = new ArrayDeque<>();
    entered.forEach(await -> worklist.add(flow.blockOf(await)));
    while (!worklist.isEmpty()) {
      flow.after(worklist.pop()).filter(block -> !blocks.get(block)).forEach(block -> {
        if (block != header && isCopied(block, header)) {
          blocks.set(block);
          worklist.push(block);
        } else {
          exits.set(block);
        }
      });
      if (size(blocks) > left) {
        return Optional.empty();
      }
    }
    Map<AbstractInsnNode, Optional<StackMap>> landings = landings(entered, blocks);
    BitSet kept = flow.instructions(blocks);
    if (kept.stream().anyMatch(i -> insns.get(i).getOpcode() == Opcodes.MONITORENTER)) {
      return Optional.empty();
    }
    left -= size(blocks);
    BodyPart part = BodyPart.of(
        analysis.coroutine().method(),
        kept,
        entered,
        handler -> blocks.get(flow.blockOf(handler)) || exits.get(flow.blockOf(handler)));
    return Optional.of(new PeeledIteration(part, exits, landings));
  }

  /**
   * Whether a block behind the await belongs to the iteration. That it ends outside of the loop does not
   * matter where an object waits for its constructor: the verifier knows such objects by the instruction
   * that made them, so the copy has to go on until the constructor is called.
   */
  private boolean isCopied(int block, int header) {
    return analysis.loops().isInside(block, header) || hasUninitialised(typesAtStart(block));
  }

  private static boolean hasUninitialised(StackMap types) {
    return types.locals().stream().anyMatch(LabelNode.class::isInstance)
        || types.stack().stream().anyMatch(LabelNode.class::isInstance);
  }

  /** Where the code of the last block that is copied falls into one that is not. */
  private Map<AbstractInsnNode, Optional<StackMap>> landings(
      List<MethodInsnNode> entered, BitSet blocks) {
    BitSet sources = (BitSet) blocks.clone();
    entered.forEach(await -> sources.set(flow.blockOf(await)));
    Map<AbstractInsnNode, Optional<StackMap>> landings = new IdentityHashMap<>();
    sources.stream()
        .filter(block -> Instructions.fallsThrough(insns.get(flow.end(block) - 1)))
        .map(block -> block + 1)
        .filter(block -> !blocks.get(block))
        .forEach(block -> landings.put(
            insns.get(flow.start(block)),
            stackMapOf(block) == null ? Optional.of(typesAtStart(block)) : Optional.empty()));
    return landings;
  }

  private StackMap typesAtStart(int block) {
    FrameNode stackMap = stackMapOf(block);
    StackMap types = stackMap != null ? StackMap.of(stackMap) : fallenInto(block);
    return types.map(CoroutinePlan.deferred(analysis));
  }

  private StackMap fallenInto(int block) {
    if (typesAtStart == null) {
      Set<AbstractInsnNode> starts = new HashSet<>();
      for (int i = 0; i < flow.blockCount(); i++) {
        starts.add(insns.get(flow.start(i)));
      }
      typesAtStart = analysis.types().before(starts::contains);
    }
    return typesAtStart.get(insns.get(flow.start(block)));
  }

  private FrameNode stackMapOf(int block) {
    for (int i = flow.start(block); i < flow.end(block) && insns.get(i).getOpcode() < 0; i++) {
      if (insns.get(i) instanceof FrameNode stackMap) {
        return stackMap;
      }
    }
    return null;
  }

  private int size(BitSet blocks) {
    return (int) flow.instructions(blocks).stream()
        .filter(i -> insns.get(i).getOpcode() >= 0)
        .count();
  }
}
