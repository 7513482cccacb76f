package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Construction;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.BodyPart;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.read.Instructions;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.IincInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Copies a part of the body into the resume method: all of it, or the rest of an iteration.
 *
 * <p>Ranges, lines and variables refer to places in this copy. Jumps do if this copy has their target;
 * else they go to the copy that has all of the body.
 */
final class BodyCopy {
  private final CoroutinePlan plan;
  private final ResumeLayout layout;
  private final ResumptionCode resumption;
  private final SharedSuspendCode shared; // null if each point has its own
  private final BodyPart part;
  private final InsnList insns;
  private final int[] lines; // of the original, by index
  private int line; // that of what is emitted next, or 0
  private final Map<AbstractInsnNode, PointPlan> pointAt = new IdentityHashMap<>();
  private final Map<AbstractInsnNode, Construction> constructionAt = new IdentityHashMap<>();
  private final Map<LabelNode, LabelNode> places = new IdentityHashMap<>();
  private final Map<LabelNode, LabelNode> targets = new IdentityHashMap<>();

  BodyCopy(
      CoroutinePlan plan,
      ResumeLayout layout,
      ResumptionCode resumption,
      SharedSuspendCode shared,
      BodyPart part) {
    this.plan = plan;
    this.layout = layout;
    this.resumption = resumption;
    this.shared = shared;
    this.part = part;
    MethodNode original = plan.analysis().coroutine().method();
    this.insns = original.instructions;
    this.lines = Lines.ofAll(original);
    plan.points().forEach(point -> pointAt.put(point.point().call(), point));
    plan.analysis().constructions().forEach(c -> constructionAt.put(c.call(), c));
    for (int i = 0; i < insns.size(); i++) {
      if (insns.get(i) instanceof LabelNode label) {
        places.put(label, hasAll() ? layout.copy(label) : new LabelNode());
        targets.put(label, part.kept().get(i) ? places.get(label) : layout.copy(label));
      }
    }
  }

  private boolean hasAll() {
    return part == plan.body().main();
  }

  /**
   * Emits the copy.
   *
   * @param behind for what suspends
   */
  void emit(Code code, Code behind) {
    boolean isOpen = false; // whether what was emitted goes on here
    LabelNode landing = null; // in the other copy
    for (int i = 0; i < insns.size(); i++) {
      AbstractInsnNode insn = insns.get(i);
      boolean isKept = part.kept().get(i);
      if (layout.landing(insn) != null) {
        landing = layout.landing(insn);
        if (hasAll()) {
          emitLanding(code, insn);
        }
      }
      if (isOpen && !isKept && insn.getOpcode() >= 0) {
        code.jump(Opcodes.GOTO, landing);
        isOpen = false;
      }
      if (insn instanceof LabelNode label) {
        code.label(places.get(label));
      } else if (insn instanceof LineNumberNode number && isKept) {
        line = number.line;
        code.add(new LineNumberNode(line, places.get(number.start)));
      } else if (isKept || insn instanceof MethodInsnNode call && part.enters(call)) {
        emitLine(code, i);
        emitCopy(code, behind, insn, isKept);
        isOpen = insn.getOpcode() < 0 ? isOpen : Instructions.fallsThrough(insn);
      }
    }
  }

  private void emitLanding(Code code, AbstractInsnNode start) {
    code.label(layout.landing(start));
    plan.body().landing(start).ifPresent(types -> code.frame(stackMap(types)));
  }

  /** The line number may stand before something that is left out, such as the start of a loop. */
  private void emitLine(Code code, int index) {
    if (lines[index] != line) {
      line = lines[index];
      code.line(line);
    }
  }

  private void emitCopy(Code code, Code behind, AbstractInsnNode insn, boolean isReached) {
    if (pointAt.containsKey(insn)) {
      emitAwait(code, behind, pointAt.get(insn), isReached);
    } else if (insn instanceof FrameNode frame) {
      code.frame(stackMap(plan.resumed(StackMap.of(frame))));
      if (hasAll()) {
        resumption.emitHeaderTest(code, frame);
      }
    } else if (insn instanceof VarInsnNode access) {
      code.variable(access.getOpcode(), layout.shifted(access.var));
    } else if (insn instanceof IincInsnNode increment) {
      code.add(new IincInsnNode(layout.shifted(increment.var), increment.incr));
    } else if (insn.getOpcode() == Opcodes.NEW && isDeferred(insn)) {
      // Initialises the class and throws what NEW throws, at the right time; the JIT drops it.
      code.add(insn.clone(targets)).op(Opcodes.POP).op(Opcodes.ACONST_NULL);
    } else if (constructionAt.containsKey(insn)) {
      ConstructionCode.emit(code, constructionAt.get(insn), plan, layout);
    } else if (insn instanceof InvokeDynamicInsnNode site && plan.callSites().containsKey(site)) {
      code.add(CallSiteCode.call(plan, site));
    } else if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
      emitReturn(code);
    } else {
      code.add(insn.clone(targets));
    }
  }

  private void emitAwait(Code code, Code behind, PointPlan point, boolean isReached) {
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
    if (part.enters(await)) {
      code.label(layout.take(point)).frame(layout.stackMap(types));
    }
    AwaitCode.take(code, await);
  }

  private void emitReturn(Code code) {
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

  /** The types in the resume method; an object that is uninitialised was made in this copy. */
  private StackMap stackMap(StackMap resumed) {
    return layout
        .stackMap(resumed)
        .map(type -> type instanceof LabelNode site ? places.get(site) : type);
  }

  /** The rows of the exception table for this copy. */
  List<TryCatchBlockNode> ranges() {
    return part.ranges().stream()
        .map(row -> new TryCatchBlockNode(
            places.get(row.start), places.get(row.end), targets.get(row.handler), row.type))
        .toList();
  }

  /** The rows of the local-variable table for this copy. */
  List<LocalVariableNode> variables() {
    return part.variables().stream()
        .map(row -> new LocalVariableNode(
            row.name,
            row.desc,
            row.signature,
            places.get(row.start),
            places.get(row.end),
            layout.shifted(row.index)))
        .toList();
  }
}
