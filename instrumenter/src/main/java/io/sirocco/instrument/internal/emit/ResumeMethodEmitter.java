package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Construction;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Writes the resume method: a second copy of the body that holds only what can run after a
 * suspension.
 *
 * <pre>
 *   private void lambda$m$sirocco$0(Owner$sirocco$m$0 frame, Object outcome) {
 *     int state = 0;
 *     switch (frame.state) {                    // restore, then go on
 *       case 1: x = frame.i0; goto take1;
 *       case 2: y = frame.i0; state = 2; goto loop;
 *     }
 *     ...
 *   take1:
 *     value = take(null, outcome);
 *     ...
 *   loop:                                       // the only way into the loop
 *     if (state != 0) { state = 0; z = frame.l1; goto take2; }
 *     ...
 *     outcome = poll(f); if (outcome == null) goto suspend2;
 *   take2:
 *     value = take(f, outcome);
 *     ...
 *     finish(result, frame); return;
 *   suspend2:
 *     frame.i0 = y; frame.state = 2; frame.parkAgain(f); return;
 *   }
 * </pre>
 *
 * <p>How it gets to its suspension point is the business of {@link ResumptionCode}, where its locals are
 * that of {@link ResumeLayout}.
 */
public final class ResumeMethodEmitter {
  private final CoroutinePlan plan;
  private final MethodNode original;
  private final ResumeLayout layout;
  private final ResumptionCode resumption;
  private final Map<AbstractInsnNode, PointPlan> pointAt = new IdentityHashMap<>();
  private final Map<AbstractInsnNode, Construction> constructionAt = new IdentityHashMap<>();
  private final Code code = new Code();
  private final Code behind = new Code();
  private final SharedSuspendCode shared; // null if each point has its own

  private ResumeMethodEmitter(CoroutinePlan plan) {
    this.plan = plan;
    this.original = plan.analysis().coroutine().method();
    this.layout = new ResumeLayout(plan);
    this.resumption = new ResumptionCode(plan, layout);
    this.shared = plan.isSmall() ? SharedSuspendCode.again(plan, layout) : null;
    plan.points().forEach(point -> pointAt.put(point.point().call(), point));
    plan.analysis().constructions().forEach(c -> constructionAt.put(c.call(), c));
  }

  /**
   * Writes the method.
   *
   * @param plan of a coroutine whose original body has not been replaced yet
   */
  public static MethodNode emit(CoroutinePlan plan) {
    return new ResumeMethodEmitter(plan).emit();
  }

  private MethodNode emit() {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
    access |= plan.resumeIsStatic() ? Opcodes.ACC_STATIC : 0;
    access |= original.access & Opcodes.ACC_STRICT;
    MethodNode resume = new MethodNode(
        Opcodes.ASM9, access, plan.resumeMethod(), plan.resumeDescriptor(), null, null);
    layout.emitEntry(code);
    resumption.emitDispatch(code);
    emitBody();
    if (shared != null) {
      shared.emitShared(behind);
    }
    resumption.emitRedispatch(behind);
    resume.instructions = code.insns();
    resume.instructions.add(behind.insns());
    resume.tryCatchBlocks = protectedRanges();
    resume.localVariables = localVariables();
    return resume;
  }

  private void emitBody() {
    for (int i = 0; i < original.instructions.size(); i++) {
      AbstractInsnNode insn = original.instructions.get(i);
      boolean isKept = plan.body().kept().get(i);
      PointPlan point = pointAt.get(insn);
      if (point != null) {
        emitAwait(point, isKept);
      } else if (insn instanceof LabelNode label) {
        code.label(layout.copy(label));
      } else if (isKept) {
        emitCopy(insn);
      }
    }
  }

  private void emitAwait(PointPlan point, boolean isReached) {
    MethodInsnNode await = point.point().call();
    StackMap types = AwaitCode.withFutureAndOutcome(point.resumedTypes());
    if (isReached) {
      LabelNode suspend = new LabelNode();
      AwaitCode.poll(code, await, suspend);
      behind.label(suspend).frame(layout.stackMap(types)).line(point.point().line());
      if (shared == null) {
        new SuspendCode(plan, point, layout.firstFree())
            .again(behind, layout.frameIndex(), ResumeLayout.OWN_LOCALS);
      } else {
        shared.point(behind, point);
      }
    }
    code.label(layout.take(point)).frame(layout.stackMap(types));
    if (!isReached) {
      code.line(point.point().line()); // the line number before it was left out
    }
    AwaitCode.take(code, await);
  }

  private void emitCopy(AbstractInsnNode insn) {
    if (insn instanceof FrameNode frame) {
      code.frame(layout.stackMap(plan.resumed(StackMap.of(frame))));
      resumption.emitHeaderTest(code, frame);
    } else if (insn instanceof VarInsnNode access) {
      code.variable(access.getOpcode(), layout.shifted(access.var));
    } else if (insn instanceof IincInsnNode increment) {
      code.add(new IincInsnNode(layout.shifted(increment.var), increment.incr));
    } else if (insn.getOpcode() == Opcodes.NEW && isDeferred(insn)) {
      // Initialises the class and throws what NEW throws, at the right time; the JIT drops it.
      code.add(insn.clone(layout.copies())).op(Opcodes.POP).op(Opcodes.ACONST_NULL);
    } else if (constructionAt.containsKey(insn)) {
      ConstructionCode.emit(code, constructionAt.get(insn), plan, layout);
    } else if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
      emitReturn();
    } else {
      code.add(insn.clone(layout.copies()));
    }
  }

  private void emitReturn() {
    String result = plan.kind() == ReturnKind.VOID ? "" : plan.kind().descriptor();
    code.variable(Opcodes.ALOAD, layout.frameIndex())
        .invokeStatic(
            GeneratedNames.FRAME,
            GeneratedNames.FINISH,
            "(" + result + "Lio/sirocco/CoroutineFrame;)V")
        .op(Opcodes.RETURN);
  }

  private boolean isDeferred(AbstractInsnNode allocation) {
    for (AbstractInsnNode node = allocation.getPrevious();
        node != null && node.getOpcode() < 0;
        node = node.getPrevious()) {
      if (plan.analysis().deferredSites().contains(node)) {
        return true;
      }
    }
    return false;
  }

  private List<TryCatchBlockNode> protectedRanges() {
    List<TryCatchBlockNode> ranges = new ArrayList<>();
    for (TryCatchBlockNode range : plan.body().ranges()) {
      ranges.add(new TryCatchBlockNode(
          layout.copy(range.start),
          layout.copy(range.end),
          layout.copy(range.handler),
          range.type));
    }
    return ranges;
  }

  private List<LocalVariableNode> localVariables() {
    List<LocalVariableNode> variables = new ArrayList<>();
    for (LocalVariableNode variable : plan.body().variables()) {
      variables.add(new LocalVariableNode(
          variable.name,
          variable.desc,
          variable.signature,
          layout.copy(variable.start),
          layout.copy(variable.end),
          layout.shifted(variable.index)));
    }
    return variables;
  }
}
