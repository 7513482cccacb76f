package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * What happens at one suspension point.
 *
 * @param point the facts
 * @param resumedTypes the types after a resumption: as at the await, but an object that was
 *     uninitialised there is null
 * @param way the loops that a resumption enters at their header on its way here, the outermost first
 * @param operands the operands that have to be kept, by position from the bottom
 * @param locals the locals that are live, by JVM local index
 * @param dirty those of both that the frame may not hold already when the coroutine was suspended
 *     before
 * @param cleared reference fields that may hold something dead
 */
public record PointPlan(
    SuspensionPoint point,
    StackMap resumedTypes,
    List<Loop> way,
    SortedMap<Integer, Spill> operands,
    SortedMap<Integer, Spill> locals,
    List<Spill> dirty,
    List<FrameField> cleared) {

  /** Everything that is kept: operands, then locals. */
  public List<Spill> spills() {
    List<Spill> all = new ArrayList<>(operands.values());
    all.addAll(locals.values());
    return all;
  }
}
