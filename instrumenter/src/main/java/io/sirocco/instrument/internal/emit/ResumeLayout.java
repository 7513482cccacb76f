package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.PointPlan;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Where things of the original method are in the resume method.
 *
 * <p>Local 0 is {@code this} (not if static); then come frame, outcome and state; then the locals of the
 * original, {@value #OWN_LOCALS} higher than there.
 */
final class ResumeLayout {
  static final int OWN_LOCALS = 3;

  private final CoroutinePlan plan;
  private final int ownIndex; // of the first own local
  private final int firstFree;
  private final Map<LabelNode, LabelNode> copyOf = new IdentityHashMap<>();
  private final Map<PointPlan, LabelNode> takeLabel = new IdentityHashMap<>();

  ResumeLayout(CoroutinePlan plan) {
    this.plan = plan;
    MethodNode original = plan.analysis().coroutine().method();
    this.ownIndex = plan.resumeIsStatic() ? 0 : 1;
    this.firstFree = original.maxLocals + OWN_LOCALS;
    for (AbstractInsnNode insn : original.instructions) {
      if (insn instanceof LabelNode label) {
        copyOf.put(label, new LabelNode());
      }
    }
    plan.points().forEach(point -> takeLabel.put(point, new LabelNode()));
  }

  int frameIndex() {
    return ownIndex;
  }

  int outcomeIndex() {
    return ownIndex + 1;
  }

  int stateIndex() {
    return ownIndex + 2;
  }

  /** First JVM local index that the copied body does not use. */
  int firstFree() {
    return firstFree;
  }

  /** Index of the first local of the original that is not the receiver. */
  int firstLocal() {
    return ownIndex;
  }

  /** Where a local of the original is. */
  int shifted(int localIndex) {
    return localIndex < ownIndex ? localIndex : localIndex + OWN_LOCALS;
  }

  /** The copy of a label. */
  LabelNode copy(LabelNode original) {
    return copyOf.get(original);
  }

  /** The copies of all labels, as ASM's {@code clone} wants them. */
  Map<LabelNode, LabelNode> copies() {
    return copyOf;
  }

  /** Where the value of an await is taken, after a resumption and without one. */
  LabelNode take(PointPlan point) {
    return takeLabel.get(point);
  }

  /** The same types with the own locals in front. */
  StackMap stackMap(StackMap original) {
    List<Object> locals = new ArrayList<>();
    if (!plan.resumeIsStatic()) {
      locals.add(plan.analysis().owner().name);
    }
    locals.add(plan.frameClass());
    locals.add("java/lang/Object");
    locals.add(Opcodes.INTEGER);
    if (original.locals().size() > ownIndex) {
      locals.addAll(original.locals().subList(ownIndex, original.locals().size()));
    }
    return new StackMap(locals, original.stack()).map(this::copied);
  }

  /** The copy's label for an object that is uninitialised and is not carried over a suspension. */
  private Object copied(Object type) {
    return type instanceof LabelNode site ? copyOf.getOrDefault(site, site) : type;
  }
}
