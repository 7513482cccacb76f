package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Construction;
import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.plan.Spill;
import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
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
 * <p>A resumption never jumps into the middle of a loop: the JIT compilers give up on loops with two
 * entries. It restores what is live at the loop's header, enters through the header, and only there
 * branches to the suspension point; nested loops are entered one after the other.
 *
 * <p>Local 0 is {@code this} (not if static); then come frame, outcome and state; then the locals of
 * the original, {@value #OWN_LOCALS} higher than there.
 */
public final class ResumeMethodEmitter {
  static final int OWN_LOCALS = 3;

  private final CoroutinePlan plan;
  private final MethodNode original;
  private final int frameIndex;
  private final int outcomeIndex;
  private final int stateIndex;
  private final Map<LabelNode, LabelNode> copyOf = new IdentityHashMap<>();
  private final Map<PointPlan, LabelNode> takeLabel = new IdentityHashMap<>();
  private final Map<LabelNode, Redispatch> redispatchAt = new LinkedHashMap<>(); // by header
  private final Map<FrameNode, Redispatch> redispatchBehind = new IdentityHashMap<>();
  private final Map<AbstractInsnNode, PointPlan> pointAt = new IdentityHashMap<>();
  private final Map<AbstractInsnNode, Construction> constructionAt = new IdentityHashMap<>();
  private final Code code = new Code();
  private final Code behind = new Code();

  /** Where a loop that is entered for a suspension point branches to that point. */
  private static final class Redispatch {
    final Loop loop;
    final LabelNode label = new LabelNode();
    final List<PointPlan> points = new ArrayList<>(); // those in the loop

    Redispatch(Loop loop) {
      this.loop = loop;
    }
  }

  /** The suspension points must be in the original's instruction list still. */
  private ResumeMethodEmitter(CoroutinePlan plan) {
    this.plan = plan;
    this.original = plan.analysis().coroutine().method();
    this.frameIndex = plan.resumeIsStatic() ? 0 : 1;
    this.outcomeIndex = frameIndex + 1;
    this.stateIndex = frameIndex + 2;
    for (AbstractInsnNode insn : original.instructions) {
      if (insn instanceof LabelNode label) {
        copyOf.put(label, new LabelNode());
      }
    }
    for (PointPlan point : plan.points()) {
      takeLabel.put(point, new LabelNode());
      pointAt.put(point.point().call(), point);
      for (Loop loop : point.point().loops()) {
        redispatchAt
            .computeIfAbsent(loop.header(), header -> new Redispatch(loop))
            .points
            .add(point);
      }
    }
    redispatchAt.values().forEach(at -> redispatchBehind.put(at.loop.frame(), at));
    plan.analysis().constructions().forEach(c -> constructionAt.put(c.call(), c));
  }

  /** Writes the method; the original body must not have been replaced yet. */
  public static MethodNode emit(CoroutinePlan plan) {
    return new ResumeMethodEmitter(plan).emit();
  }

  private MethodNode emit() {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
    access |= plan.resumeIsStatic() ? Opcodes.ACC_STATIC : 0;
    access |= original.access & Opcodes.ACC_STRICT;
    MethodNode resume = new MethodNode(
        Opcodes.ASM9, access, plan.resumeMethod(), plan.resumeDescriptor(), null, null);
    emitDispatch();
    emitBody();
    emitRedispatch();
    resume.instructions = code.insns();
    resume.instructions.add(behind.insns());
    resume.tryCatchBlocks = protectedRanges();
    resume.localVariables = localVariables();
    return resume;
  }

  // ---- dispatch -------------------------------------------------------------------------------

  private void emitDispatch() {
    code.op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, stateIndex)
        .variable(Opcodes.ALOAD, frameIndex)
        .getField(GeneratedNames.FRAME, GeneratedNames.STATE, "I");
    StackMap nothingRestored = inResumeMethod(new StackMap(List.of(), List.of()));
    LabelNode unknown = new LabelNode();
    emitSwitch(code, plan.points(), unknown, point -> {
      code.frame(nothingRestored).line(point.point().line());
      List<Loop> loops = point.point().loops();
      if (loops.isEmpty()) {
        enterPoint(code, point, StackMap.EMPTY);
      } else {
        enterLoop(code, point, loops.get(0), StackMap.EMPTY, true);
      }
    });
    code.label(unknown)
        .frame(nothingRestored)
        .variable(Opcodes.ALOAD, frameIndex)
        .invokeStatic(
            GeneratedNames.FRAME, GeneratedNames.UNKNOWN_STATE, GeneratedNames.UNKNOWN_STATE_DESC)
        .op(Opcodes.ATHROW);
  }

  /** One branch per point; {@code branch} emits it, beginning with a stack map. */
  private static void emitSwitch(
      Code code, List<PointPlan> points, LabelNode otherwise, Consumer<PointPlan> branch) {
    LabelNode[] labels = new LabelNode[points.size()];
    Arrays.setAll(labels, i -> new LabelNode());
    code.tableOrLookupSwitch(
        points.stream().mapToInt(p -> p.point().number()).toArray(), labels, otherwise);
    for (int i = 0; i < labels.length; i++) {
      code.label(labels[i]);
      branch.accept(points.get(i));
    }
  }

  /** At each header of a loop that is entered for a suspension point inside it. */
  private void emitRedispatch() {
    for (Redispatch redispatch : redispatchAt.values()) {
      Loop loop = redispatch.loop;
      List<PointPlan> inside = redispatch.points;
      StackMap atHeader = plan.resumed(loop.types());
      behind.label(redispatch.label).frame(inResumeMethod(atHeader));
      for (int i = atHeader.stack().size() - 1; i >= 0; i--) {
        behind.pop(atHeader.stack().get(i));
      }
      StackMap stackless = new StackMap(atHeader.locals(), List.of());
      if (inside.size() == 1) {
        enterFromHeader(loop, inside.get(0), stackless);
        continue;
      }
      behind.variable(Opcodes.ILOAD, stateIndex);
      LabelNode last = new LabelNode();
      List<PointPlan> others = inside.subList(0, inside.size() - 1);
      emitSwitch(behind, others, last, point -> {
        behind.frame(inResumeMethod(stackless));
        enterFromHeader(loop, point, stackless);
      });
      behind.label(last).frame(inResumeMethod(stackless));
      enterFromHeader(loop, inside.get(inside.size() - 1), stackless);
    }
  }

  private void enterFromHeader(Loop loop, PointPlan point, StackMap now) {
    List<Loop> loops = point.point().loops();
    int next = loops.indexOf(loop) + 1;
    if (next == loops.size()) {
      behind.op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, stateIndex);
      enterPoint(behind, point, now);
    } else {
      enterLoop(behind, point, loops.get(next), now, false);
    }
  }

  /** Goes to a loop's header with all locals that the header expects. */
  private void enterLoop(Code at, PointPlan point, Loop loop, StackMap now, boolean setState) {
    StackMap header = plan.resumed(loop.types());
    if (setState) {
      at.number(point.point().number()).variable(Opcodes.ISTORE, stateIndex);
    }
    moveTo(at, point, now, header);
    header.stack().forEach(at::defaultValue); // never looked at: the redispatch pops them
    at.jump(Opcodes.GOTO, copyOf.get(loop.header()));
  }

  /** Goes to where the value of the await is taken, with all that was there before. */
  private void enterPoint(Code at, PointPlan point, StackMap now) {
    StackMap resumed = point.resumedTypes();
    moveTo(at, point, now, resumed);
    for (int i = 0; i < resumed.stack().size(); i++) {
      loadOrDefault(at, point.operands().get(i), resumed.stack().get(i));
    }
    at.op(Opcodes.ACONST_NULL) // in the place of the future
        .variable(Opcodes.ALOAD, outcomeIndex)
        .jump(Opcodes.GOTO, takeLabel.get(point));
  }

  /**
   * Brings the locals from the types {@code now} to the types {@code target}. Where the target wants
   * exactly what the point has spilled the value is restored; it is there already if {@code now} has
   * that type, because each earlier step followed the same rule. Everything else is dead, or restored
   * by a later step, and gets a default.
   */
  private void moveTo(Code at, PointPlan point, StackMap now, StackMap target) {
    for (int i = plan.resumeIsStatic() ? 0 : 1; i < target.locals().size(); i++) {
      Object type = target.local(i);
      if (type.equals(Opcodes.TOP) || type.equals(now.local(i))) {
        continue;
      }
      loadOrDefault(at, point.locals().get(i), type);
      at.store(type, i + OWN_LOCALS);
    }
  }

  /** The value that was spilled, if there is one of exactly this type; else zero or null. */
  private void loadOrDefault(Code at, Spill spill, Object type) {
    if (spill == null || !spill.type().equals(type)) {
      at.defaultValue(type);
      return;
    }
    at.variable(Opcodes.ALOAD, frameIndex)
        .getField(plan.frameClass(), spill.field().name(), spill.field().descriptor());
  }

  // ---- body -----------------------------------------------------------------------------------

  private void emitBody() {
    for (int i = 0; i < original.instructions.size(); i++) {
      AbstractInsnNode insn = original.instructions.get(i);
      boolean isKept = plan.body().kept().get(i);
      PointPlan point = pointAt.get(insn);
      if (point != null) {
        emitAwait(point, isKept);
      } else if (insn instanceof LabelNode label) {
        code.label(copyOf.get(label));
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
      behind.label(suspend).frame(inResumeMethod(types)).line(point.point().line());
      new SuspendCode(plan, point, firstFree()).again(behind, frameIndex, OWN_LOCALS);
    }
    code.label(takeLabel.get(point)).frame(inResumeMethod(types));
    if (!isReached) {
      code.line(point.point().line()); // the line number before it was left out
    }
    AwaitCode.take(code, await);
  }

  private void emitCopy(AbstractInsnNode insn) {
    if (insn instanceof FrameNode frame) {
      code.frame(inResumeMethod(plan.resumed(StackMap.of(frame))));
      Redispatch redispatch = redispatchBehind.get(frame);
      if (redispatch != null) {
        code.variable(Opcodes.ILOAD, stateIndex).jump(Opcodes.IFNE, redispatch.label);
      }
    } else if (insn instanceof VarInsnNode access) {
      code.variable(access.getOpcode(), shifted(access.var));
    } else if (insn instanceof IincInsnNode increment) {
      code.add(new IincInsnNode(shifted(increment.var), increment.incr));
    } else if (insn.getOpcode() == Opcodes.NEW && isDeferred(insn)) {
      // Initialises the class and throws what NEW throws, at the right time; the JIT drops it.
      code.add(insn.clone(copyOf)).op(Opcodes.POP).op(Opcodes.ACONST_NULL);
    } else if (constructionAt.containsKey(insn)) {
      ConstructionCode.emit(code, constructionAt.get(insn), plan, this::shifted, firstFree());
    } else if (insn.getOpcode() >= Opcodes.IRETURN && insn.getOpcode() <= Opcodes.RETURN) {
      emitReturn();
    } else {
      code.add(insn.clone(copyOf));
    }
  }

  private void emitReturn() {
    String result = plan.kind() == ReturnKind.VOID ? "" : plan.kind().descriptor();
    code.variable(Opcodes.ALOAD, frameIndex)
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

  // ---- locals, ranges, types ------------------------------------------------------------------

  private int shifted(int localIndex) {
    return localIndex == 0 && !plan.resumeIsStatic() ? 0 : localIndex + OWN_LOCALS;
  }

  private int firstFree() {
    return original.maxLocals + OWN_LOCALS;
  }

  /** The same types with the resume method's own locals in front. */
  private StackMap inResumeMethod(StackMap types) {
    List<Object> locals = new ArrayList<>();
    if (!plan.resumeIsStatic()) {
      locals.add(plan.analysis().owner().name);
    }
    locals.add(plan.frameClass());
    locals.add("java/lang/Object");
    locals.add(Opcodes.INTEGER);
    int first = plan.resumeIsStatic() ? 0 : 1;
    if (types.locals().size() > first) {
      locals.addAll(types.locals().subList(first, types.locals().size()));
    }
    return new StackMap(locals, types.stack()).map(this::copied);
  }

  /** The copy's label for an object that is uninitialised and is not carried over a suspension. */
  private Object copied(Object type) {
    return type instanceof LabelNode site ? copyOf.getOrDefault(site, site) : type;
  }

  private List<TryCatchBlockNode> protectedRanges() {
    List<TryCatchBlockNode> ranges = new ArrayList<>();
    for (TryCatchBlockNode range : plan.body().ranges()) {
      ranges.add(new TryCatchBlockNode(
          copyOf.get(range.start), copyOf.get(range.end), copyOf.get(range.handler), range.type));
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
          copyOf.get(variable.start),
          copyOf.get(variable.end),
          shifted(variable.index)));
    }
    return variables;
  }
}
