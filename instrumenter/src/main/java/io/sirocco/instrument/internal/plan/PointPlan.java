package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import java.util.List;
import java.util.Optional;

/**
 * What happens at one suspension point.
 *
 * @param point the facts
 * @param resumedTypes the types after a resumption: as at the await, but an object that was
 *     uninitialised there is null
 * @param spills all values that are live there, operands from the bottom, then locals ascending
 * @param dirty those of them that the frame may not hold already when the coroutine was suspended
 *     before
 * @param cleared reference fields that may hold something dead
 */
public record PointPlan(
    SuspensionPoint point,
    StackMap resumedTypes,
    List<Spill> spills,
    List<Spill> dirty,
    List<FrameField> cleared) {

  /** The spill of a local, if it is live. */
  public Optional<Spill> local(int localIndex) {
    return find(Spill.Place.LOCAL, localIndex);
  }

  /** The spill of an operand, if it has to be kept. */
  public Optional<Spill> operand(int position) {
    return find(Spill.Place.OPERAND, position);
  }

  private Optional<Spill> find(Spill.Place place, int index) {
    return spills.stream().filter(s -> s.place() == place && s.index() == index).findFirst();
  }
}
