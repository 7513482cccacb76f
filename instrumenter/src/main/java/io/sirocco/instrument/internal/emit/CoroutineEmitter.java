package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import java.util.Optional;
import org.objectweb.asm.tree.ClassNode;

/** Writes all that a coroutine becomes. */
public final class CoroutineEmitter {
  private CoroutineEmitter() {}

  /**
   * Replaces the body of a coroutine in its class, and adds the methods that it needs.
   *
   * @return its frame class, if it suspends
   */
  public static Optional<ClassNode> emit(ClassNode owner, CoroutinePlan plan) {
    Optional<ClassNode> frame = Optional.empty();
    if (plan.suspends()) { // while the body is as it was read
      frame = Optional.of(FrameClassEmitter.emit(plan));
      owner.methods.add(ResumeMethodEmitter.emit(plan));
      owner.methods.addAll(CallSiteCode.methods(plan));
    }
    StraightCopyEmitter.replaceBody(plan);
    LazyStartEmitter.split(owner, plan);
    OwnContextEmitter.split(owner, plan);
    return frame;
  }
}
