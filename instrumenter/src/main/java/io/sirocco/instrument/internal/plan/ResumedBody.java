package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.FlowGraph;
import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * What can run after a suspension; all that the resume method copies.
 *
 * @param main the body from the awaits on; loops around them as a whole
 * @param iterations of loops that are not entered in the middle: what is left of the iteration that was
 *     suspended. It goes on in {@code main}
 */
public record ResumedBody(BodyPart main, List<PeeledIteration> iterations) {

  static ResumedBody of(MethodAnalysis analysis, List<PeeledIteration> iterations) {
    FlowGraph flow = analysis.flow();
    BitSet first = new BitSet();
    iterations.forEach(iteration -> first.or(iteration.exits()));
    List<MethodInsnNode> entered = new ArrayList<>();
    for (SuspensionPoint point : analysis.points()) {
      if (iterations.stream().noneMatch(iteration -> iteration.part().enters(point.call()))) {
        entered.add(point.call());
        flow.after(flow.blockOf(point.call())).forEach(first::set);
      }
    }
    BitSet blocks = flow.reachableFrom(first);
    BodyPart main = BodyPart.of(
        analysis.coroutine().method(),
        flow.instructions(blocks),
        entered,
        handler -> blocks.get(flow.blockOf(handler)));
    return new ResumedBody(main, iterations);
  }

  /** All copies, {@link #main} first. */
  public List<BodyPart> parts() {
    List<BodyPart> parts = new ArrayList<>(List.of(main));
    iterations.forEach(iteration -> parts.add(iteration.part()));
    return parts;
  }

  /** First instructions of the blocks of {@link #main} that an iteration falls into. */
  public Set<AbstractInsnNode> landings() {
    Set<AbstractInsnNode> starts = Collections.newSetFromMap(new IdentityHashMap<>());
    iterations.forEach(iteration -> starts.addAll(iteration.landings().keySet()));
    return starts;
  }

  /** The types at one of the {@link #landings}, if the class file has no stack map there. */
  public Optional<StackMap> landing(AbstractInsnNode start) {
    return iterations.stream()
        .flatMap(iteration -> Optional.ofNullable(iteration.landings().get(start)).stream())
        .flatMap(Optional::stream)
        .findFirst();
  }

  /** Whether an await is left out of the loops that a resumption enters: it goes on in an iteration. */
  boolean isPeeled(MethodInsnNode await) {
    return !main.enters(await);
  }
}
