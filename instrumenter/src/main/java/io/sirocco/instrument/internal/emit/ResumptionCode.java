package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
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
 * <p>It never leads into the middle of a loop: the JIT compilers give up on loops with two entries. A
 * point whose loop is peeled is entered in a copy outside of that loop. For the other loops around it, the
 * way restores what the loop's header wants, enters through the header, and branches from there; nested
 * loops are entered one after the other. The local {@code state} is the number of the point until it is
 * reached, and zero everywhere else.
 *
 * <p>None of this has a line: nothing in it can fail, and a breakpoint in the line of the await would stop
 * here once more, before the locals are there.
 */
final class ResumptionCode {
  private final CoroutinePlan plan;
  private final ResumeLayout layout;
  private final RestoreCode restore;
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
    this.restore = new RestoreCode(plan, layout);
    for (PointPlan point : plan.points()) {
      for (Loop loop : point.way()) {
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
    code.op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, layout.stateIndex());
    LabelNode unknown = new LabelNode();
    if (plan.isSmall()) {
      SharedDispatch.atEntry(plan, layout, code, unknown);
    } else {
      emitDispatch(code, unknown);
    }
    List<Object> stack = plan.isSmall() ? SharedDispatch.STACK : List.of();
    code.label(unknown)
        .frame(layout.stackMap(new StackMap(List.of(), stack)))
        .variable(Opcodes.ALOAD, layout.frameIndex())
        .invokeStatic(
            GeneratedNames.FRAME, GeneratedNames.UNKNOWN_STATE, GeneratedNames.UNKNOWN_STATE_DESC)
        .op(Opcodes.ATHROW);
  }

  private void emitDispatch(Code code, LabelNode unknown) {
    StackMap nothingRestored = layout.stackMap(StackMap.EMPTY);
    code.variable(Opcodes.ALOAD, layout.frameIndex())
        .getField(GeneratedNames.FRAME, GeneratedNames.STATE, "I");
    emitSwitch(code, plan.points(), unknown, point -> {
      code.frame(nothingRestored);
      List<Loop> loops = point.way();
      if (loops.isEmpty()) {
        restore.enterPoint(code, point, StackMap.EMPTY);
      } else {
        code.number(point.point().number()).variable(Opcodes.ISTORE, layout.stateIndex());
        restore.enterLoop(code, point, loops.get(0), StackMap.EMPTY);
      }
    });
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
      if (plan.isSmall()) {
        SharedDispatch.inLoop(plan, layout, behind, inside, loop, stackless);
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
    List<Loop> loops = point.way();
    int next = loops.indexOf(loop) + 1;
    if (next == loops.size()) {
      behind.op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, layout.stateIndex());
      restore.enterPoint(behind, point, now);
    } else {
      restore.enterLoop(behind, point, loops.get(next), now);
    }
  }
}
