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
 * original, {@value #OWN_LOCALS} higher than there. If the code has to be small, these keep their
 * indices, because the first four have shorter instructions, and frame, outcome and state stand behind
 * them.
 */
final class ResumeLayout {
  static final int OWN_LOCALS = 3;

  private final CoroutinePlan plan;
  private final int firstLocal; // index of the first local of the original that is not the receiver
  private final int ownIndex; // of the first own local
  private final int firstFree;
  private final Map<LabelNode, LabelNode> copyOf = new IdentityHashMap<>();
  private final Map<AbstractInsnNode, LabelNode> landing = new IdentityHashMap<>();
  private final Map<PointPlan, LabelNode> takeLabel = new IdentityHashMap<>();

  ResumeLayout(CoroutinePlan plan) {
    this.plan = plan;
    MethodNode original = plan.analysis().coroutine().method();
    this.firstLocal = plan.resumeIsStatic() ? 0 : 1;
    this.ownIndex = plan.isSmall() ? original.maxLocals : firstLocal;
    this.firstFree = original.maxLocals + OWN_LOCALS;
    for (AbstractInsnNode insn : original.instructions) {
      if (insn instanceof LabelNode label) {
        copyOf.put(label, new LabelNode());
      }
    }
    plan.body().landings().forEach(start -> landing.put(start, new LabelNode()));
    plan.points().forEach(point -> takeLabel.put(point, new LabelNode()));
  }

  /** Puts the arguments where they belong. */
  void emitEntry(Code code) {
    if (ownIndex != firstLocal) {
      code.variable(Opcodes.ALOAD, firstLocal)
          .variable(Opcodes.ALOAD, firstLocal + 1)
          .variable(Opcodes.ASTORE, outcomeIndex())
          .variable(Opcodes.ASTORE, frameIndex());
    }
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
    return firstLocal;
  }

  /** Where a local of the original is. */
  int shifted(int localIndex) {
    return localIndex < ownIndex ? localIndex : localIndex + OWN_LOCALS;
  }

  /** The label in the copy that has all of the body. */
  LabelNode copy(LabelNode original) {
    return copyOf.get(original);
  }

  /** Where the rest of an iteration goes on that falls into a block; null if none falls into this one. */
  LabelNode landing(AbstractInsnNode start) {
    return landing.get(start);
  }

  /** Where the value of an await is taken after a resumption. */
  LabelNode take(PointPlan point) {
    return takeLabel.get(point);
  }

  /** The same types, and those of the own locals. */
  StackMap stackMap(StackMap original) {
    List<Object> locals = new ArrayList<>();
    if (!plan.resumeIsStatic()) {
      locals.add(plan.analysis().owner().name);
    }
    for (int i = firstLocal; i < ownIndex; i++) {
      locals.add(original.local(i));
    }
    locals.add(plan.frameClass());
    locals.add("java/lang/Object");
    locals.add(Opcodes.INTEGER);
    if (original.locals().size() > ownIndex) {
      locals.addAll(original.locals().subList(ownIndex, original.locals().size()));
    }
    return new StackMap(locals, original.stack());
  }
}
