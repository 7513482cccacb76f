package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.plan.Spill;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * The way from the entry of the resume method to the suspension point where the coroutine goes on.
 *
 * <p>It never leads into the middle of a loop: the JIT compilers give up on loops with two entries. It
 * restores what the loop's header wants, enters through the header, and branches from there; nested
 * loops are entered one after the other. The local {@code state} is the number of the point until it is
 * reached, and zero everywhere else.
 */
final class ResumptionCode {
  private final CoroutinePlan plan;
  private final ResumeLayout layout;
  private final Map<LabelNode, Redispatch> redispatchAt = new LinkedHashMap<>(); // by header
  private final Map<FrameNode, Redispatch> redispatchBehind = new IdentityHashMap<>();

  /** Where a loop that is entered for a suspension point branches to that point. */
  private static final class Redispatch {
    final Loop loop;
    final LabelNode label = new LabelNode();
    final List<PointPlan> points = new ArrayList<>(); // those in the loop

    Redispatch(Loop loop) {
      this.loop = loop;
    }
  }

  ResumptionCode(CoroutinePlan plan, ResumeLayout layout) {
    this.plan = plan;
    this.layout = layout;
    for (PointPlan point : plan.points()) {
      for (Loop loop : point.point().loops()) {
        redispatchAt
            .computeIfAbsent(loop.header(), header -> new Redispatch(loop))
            .points
            .add(point);
      }
    }
    redispatchAt.values().forEach(at -> redispatchBehind.put(at.loop.frame(), at));
  }

  /** Behind the stack map of a loop's header: branches on, if the loop is entered for a resumption. */
  void emitHeaderTest(Code code, FrameNode header) {
    Redispatch redispatch = redispatchBehind.get(header);
    if (redispatch != null) {
      code.variable(Opcodes.ILOAD, layout.stateIndex()).jump(Opcodes.IFNE, redispatch.label);
    }
  }

  /** At the entry of the method: one branch per suspension point. */
  void emitDispatch(Code code) {
    code.op(Opcodes.ICONST_0)
        .variable(Opcodes.ISTORE, layout.stateIndex())
        .variable(Opcodes.ALOAD, layout.frameIndex())
        .getField(GeneratedNames.FRAME, GeneratedNames.STATE, "I");
    StackMap nothingRestored = layout.stackMap(StackMap.EMPTY);
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
        .variable(Opcodes.ALOAD, layout.frameIndex())
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

  /** Behind the body: what the tests at the headers branch to. */
  void emitRedispatch(Code behind) {
    for (Redispatch redispatch : redispatchAt.values()) {
      Loop loop = redispatch.loop;
      List<PointPlan> inside = redispatch.points;
      StackMap atHeader = plan.resumed(loop.types());
      behind.label(redispatch.label).frame(layout.stackMap(atHeader));
      for (int i = atHeader.stack().size() - 1; i >= 0; i--) {
        behind.pop(atHeader.stack().get(i));
      }
      StackMap stackless = new StackMap(atHeader.locals(), List.of());
      if (inside.size() == 1) {
        enterFromHeader(behind, loop, inside.get(0), stackless);
        continue;
      }
      behind.variable(Opcodes.ILOAD, layout.stateIndex());
      LabelNode last = new LabelNode();
      List<PointPlan> others = inside.subList(0, inside.size() - 1);
      emitSwitch(behind, others, last, point -> {
        behind.frame(layout.stackMap(stackless));
        enterFromHeader(behind, loop, point, stackless);
      });
      behind.label(last).frame(layout.stackMap(stackless));
      enterFromHeader(behind, loop, inside.get(inside.size() - 1), stackless);
    }
  }

  private void enterFromHeader(Code behind, Loop loop, PointPlan point, StackMap now) {
    List<Loop> loops = point.point().loops();
    int next = loops.indexOf(loop) + 1;
    if (next == loops.size()) {
      behind.op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, layout.stateIndex());
      enterPoint(behind, point, now);
    } else {
      enterLoop(behind, point, loops.get(next), now, false);
    }
  }

  /** Goes to a loop's header with all locals that the header expects. */
  private void enterLoop(Code at, PointPlan point, Loop loop, StackMap now, boolean setState) {
    StackMap header = plan.resumed(loop.types());
    if (setState) {
      at.number(point.point().number()).variable(Opcodes.ISTORE, layout.stateIndex());
    }
    moveTo(at, point, now, header);
    header.stack().forEach(at::defaultValue); // never looked at: the redispatch pops them
    at.jump(Opcodes.GOTO, layout.copy(loop.header()));
  }

  /** Goes to where the value of the await is taken, with all that was there before. */
  private void enterPoint(Code at, PointPlan point, StackMap now) {
    StackMap resumed = point.resumedTypes();
    moveTo(at, point, now, resumed);
    for (int i = 0; i < resumed.stack().size(); i++) {
      loadOrDefault(at, point.operands().get(i), resumed.stack().get(i));
    }
    at.op(Opcodes.ACONST_NULL) // in the place of the future
        .variable(Opcodes.ALOAD, layout.outcomeIndex())
        .jump(Opcodes.GOTO, layout.take(point));
  }

  /**
   * Brings the locals from the types {@code now} to the types {@code target}. Where the target wants
   * exactly what the point has spilled the value is restored; it is there already if {@code now} has
   * that type, because each earlier step followed the same rule. Everything else is dead, or restored
   * by a later step, and gets a default.
   */
  private void moveTo(Code at, PointPlan point, StackMap now, StackMap target) {
    for (int i = layout.firstLocal(); i < target.locals().size(); i++) {
      Object type = target.local(i);
      if (type.equals(Opcodes.TOP) || type.equals(now.local(i))) {
        continue;
      }
      loadOrDefault(at, point.locals().get(i), type);
      at.store(type, layout.shifted(i));
    }
  }

  /** The value that was spilled, if there is one of exactly this type; else zero or null. */
  private void loadOrDefault(Code at, Spill spill, Object type) {
    if (spill == null || !spill.type().equals(type)) {
      at.defaultValue(type);
      return;
    }
    at.variable(Opcodes.ALOAD, layout.frameIndex())
        .getField(plan.frameClass(), spill.field().name(), spill.field().descriptor());
  }
}
