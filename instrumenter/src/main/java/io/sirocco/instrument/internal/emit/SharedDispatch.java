package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.emit.RestoreCode.Move;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;

/**
 * A branch to suspension points whose code has to be small. What more than one of them wants is
 * restored before the branch, for all of them. That writes to locals that are dead at some points; they
 * stay dead. A point that wants nothing else is branched to directly, and those that go to the same
 * loop in the same way share that way:
 *
 * <pre>
 *   x = frame.i0; y = frame.l1;
 *   push null, outcome
 *   switch (frame.state) {
 *     case 1: goto take1;
 *     case 2, 3, 4: pop, pop; state = frame.state; goto loop;
 *     case 5: pop, pop; z = frame.l2; push null, outcome; goto take5;
 *   }
 * </pre>
 */
final class SharedDispatch {
  /** Null in the place of the future, and the outcome: what is on the stack behind the branch. */
  static final List<Object> STACK = List.of(Opcodes.NULL, "java/lang/Object");

  /** What a point still needs after what all share, and the loop it goes to, if not to itself. */
  private record Way(Optional<LabelNode> header, List<Move> moves, Optional<LabelNode> take) {}

  private final CoroutinePlan plan;
  private final ResumeLayout layout;
  private final RestoreCode restore;
  private final Code code;
  private final List<PointPlan> points;
  private final Loop level; // whose redispatch this is, or null at the entry

  private SharedDispatch(
      CoroutinePlan plan, ResumeLayout layout, Code code, List<PointPlan> points, Loop level) {
    this.plan = plan;
    this.layout = layout;
    this.restore = new RestoreCode(plan, layout);
    this.code = code;
    this.points = points;
    this.level = level;
  }

  /** At the entry of the method, where {@code state} is zero. */
  static void atEntry(CoroutinePlan plan, ResumeLayout layout, Code code, LabelNode unknown) {
    new SharedDispatch(plan, layout, code, plan.points(), null).emit(StackMap.EMPTY, unknown);
  }

  /**
   * Behind the header of a loop.
   *
   * @param points in the loop, more than one
   * @param now the types that are there
   */
  static void inLoop(
      CoroutinePlan plan,
      ResumeLayout layout,
      Code code,
      List<PointPlan> points,
      Loop loop,
      StackMap now) {
    new SharedDispatch(plan, layout, code, points, loop).emit(now, null);
  }

  private void emit(StackMap before, LabelNode unknown) {
    StackMap now = restoreCommon(before);
    code.op(Opcodes.ACONST_NULL).variable(Opcodes.ALOAD, layout.outcomeIndex());
    code.variable(Opcodes.ALOAD, layout.frameIndex())
        .getField(GeneratedNames.FRAME, GeneratedNames.STATE, "I");
    if (level != null) {
      code.op(Opcodes.ICONST_0).variable(Opcodes.ISTORE, layout.stateIndex());
    }
    Map<Way, LabelNode> labels = new LinkedHashMap<>();
    Map<Way, PointPlan> firstOf = new LinkedHashMap<>();
    LabelNode[] targets = new LabelNode[points.size()];
    for (int i = 0; i < targets.length; i++) {
      PointPlan point = points.get(i);
      if (isDirect(point, now)) {
        targets[i] = layout.take(point);
      } else {
        Way way = way(point, now);
        firstOf.putIfAbsent(way, point);
        targets[i] = labels.computeIfAbsent(way, w -> new LabelNode());
      }
    }
    emitSwitch(targets, unknown == null ? targets[targets.length - 1] : unknown);
    StackMap atBranch = layout.stackMap(new StackMap(now.locals(), STACK));
    firstOf.forEach((way, point) -> {
      code.label(labels.get(way)).frame(atBranch).op(Opcodes.POP2);
      restore.emitAll(code, way.moves());
      emitEnd(point);
    });
  }

  private void emitSwitch(LabelNode[] targets, LabelNode otherwise) {
    int[] numbers = points.stream().mapToInt(p -> p.point().number()).toArray();
    int first = numbers[0];
    int span = numbers[numbers.length - 1] - first + 1;
    if (span > 2 * numbers.length) { // a row of the one switch is half as long as one of the other
      code.tableOrLookupSwitch(numbers, targets, otherwise);
      return;
    }
    LabelNode[] rows = new LabelNode[span];
    Arrays.fill(rows, otherwise);
    for (int i = 0; i < numbers.length; i++) {
      rows[numbers[i] - first] = targets[i];
    }
    int[] all = new int[span];
    Arrays.setAll(all, i -> first + i);
    code.tableOrLookupSwitch(all, rows, otherwise);
  }

  private void emitEnd(PointPlan point) {
    Loop next = next(point);
    if (next == null) {
      restore.enterPoint(code, point, point.resumedTypes());
      return;
    }
    code.variable(Opcodes.ALOAD, layout.frameIndex())
        .getField(GeneratedNames.FRAME, GeneratedNames.STATE, "I")
        .variable(Opcodes.ISTORE, layout.stateIndex());
    restore.toHeader(code, next);
  }

  private boolean isDirect(PointPlan point, StackMap now) {
    return next(point) == null
        && point.resumedTypes().stack().isEmpty()
        && moves(point, now).isEmpty();
  }

  private Way way(PointPlan point, StackMap now) {
    Loop next = next(point);
    return next == null
        ? new Way(Optional.empty(), moves(point, now), Optional.of(layout.take(point)))
        : new Way(Optional.of(next.header()), moves(point, now), Optional.empty());
  }

  /** The next loop to enter on the way to a point, or null. */
  private Loop next(PointPlan point) {
    List<Loop> loops = point.way();
    int index = loops.indexOf(level) + 1;
    return index == loops.size() ? null : loops.get(index);
  }

  private List<Move> moves(PointPlan point, StackMap now) {
    Loop next = next(point);
    return restore.moves(point, now, next == null ? point.resumedTypes() : restore.expected(next));
  }

  // ---- what is restored for all -----------------------------------------------------------------

  private record Wanted(int localIndex, Object type) {}

  private StackMap restoreCommon(StackMap now) {
    Map<Wanted, Integer> count = new LinkedHashMap<>();
    Map<Wanted, Move> moveOf = new LinkedHashMap<>();
    for (PointPlan point : points) {
      for (Move move : moves(point, now)) {
        Wanted wanted = new Wanted(move.localIndex(), move.type());
        count.merge(wanted, 1, Integer::sum);
        // One local of one type is in one field at all points where it is spilled.
        moveOf.merge(wanted, move, (known, other) -> known.spill() == null ? other : known);
      }
    }
    List<Object> locals = new ArrayList<>(now.locals());
    BitSet taken = new BitSet();
    for (int i = 0; i < locals.size(); i++) {
      take(taken, i, locals.get(i));
    }
    List<Wanted> chosen = new ArrayList<>();
    count.keySet().stream()
        .filter(wanted -> count.get(wanted) > 1)
        .sorted(Comparator.comparing((Wanted wanted) -> -count.get(wanted)))
        .filter(wanted -> isFree(taken, wanted))
        .forEachOrdered(wanted -> {
          take(taken, wanted.localIndex(), wanted.type());
          chosen.add(wanted);
        });
    chosen.sort(Comparator.comparingInt(Wanted::localIndex));
    restore.emitAll(code, chosen.stream().map(moveOf::get).toList());
    for (Wanted wanted : chosen) {
      while (locals.size() <= wanted.localIndex() + 1) {
        locals.add(Opcodes.TOP);
      }
      locals.set(wanted.localIndex(), wanted.type());
    }
    return new StackMap(locals, List.of());
  }

  private static boolean isFree(BitSet taken, Wanted wanted) {
    int first = wanted.localIndex();
    return !taken.get(first) && !(StackMap.isWide(wanted.type()) && taken.get(first + 1));
  }

  private static void take(BitSet taken, int index, Object type) {
    if (!type.equals(Opcodes.TOP)) {
      taken.set(index, index + (StackMap.isWide(type) ? 2 : 1));
    }
  }
}
