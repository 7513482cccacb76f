package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.plan.Spill;
import io.sirocco.instrument.internal.plan.Store;
import io.sirocco.instrument.internal.plan.StoreTree;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.LabelNode;

/**
 * Leaves a coroutine whose code has to be small. What stands at each await is the number of its state
 * and a jump; the stores stand once for all awaits, in the order of a {@link StoreTree}:
 *
 * <pre>
 *   suspend7:                     // future, null
 *     frame = begin(7); goto enter
 *   suspend8:                     // operand, future, null
 *     awaited = future; frame = begin(8); frame.i3 = operand; goto x
 *   enter:                        // future, null, frame
 *     awaited = future
 *   y: frame.l1 = y               // frame on the stack from here on
 *   x: frame.i0 = x
 *     return frame.park(awaited);
 * </pre>
 *
 * <p>In the straight copy {@code begin} allocates, within the ranges of the await; nothing after it can
 * throw.
 */
final class SharedSuspendCode {
  private final CoroutinePlan plan;
  private final StoreTree tree;
  private final ResumeLayout layout; // null in the straight copy
  private final int awaitedIndex;
  private final Map<StoreTree.Node, LabelNode> labels = new IdentityHashMap<>();
  private final Map<StoreTree.Node, LabelNode> enterLabels =
      new LinkedHashMap<>(); // in their order

  private SharedSuspendCode(
      CoroutinePlan plan, StoreTree tree, ResumeLayout layout, int awaitedIndex) {
    this.plan = plan;
    this.tree = tree;
    this.layout = layout;
    this.awaitedIndex = awaitedIndex;
  }

  /** For the straight copy, which makes the frame. */
  static SharedSuspendCode first(CoroutinePlan plan, int firstFree) {
    return new SharedSuspendCode(plan, StoreTree.first(plan), null, firstFree);
  }

  /** For the resume method. */
  static SharedSuspendCode again(CoroutinePlan plan, ResumeLayout layout) {
    return new SharedSuspendCode(plan, StoreTree.again(plan), layout, layout.firstFree());
  }

  /** The part of one point; begins with its operands, the future and a null on the stack. */
  void point(Code code, PointPlan point) {
    StoreTree.Node entry = tree.entry(point);
    if (point.point().types().stack().isEmpty()) {
      begin(code, point);
      code.jump(Opcodes.GOTO, enterLabels.computeIfAbsent(entry, node -> new LabelNode()));
      return;
    }
    SuspendCode operands = new SuspendCode(plan, point, awaitedIndex);
    operands.toOwnLocals(code);
    begin(code, point);
    if (layout != null) {
      code.variable(Opcodes.ISTORE, layout.stateIndex())
          .variable(Opcodes.ALOAD, layout.frameIndex());
    }
    for (Spill spill : point.operands().values()) {
      code.op(Opcodes.DUP)
          .load(spill.type(), operands.ownLocal(spill))
          .putField(plan.frameClass(), spill.field().name(), spill.field().descriptor());
    }
    code.jump(Opcodes.GOTO, label(entry));
  }

  /** Pushes the new frame, or in the resume method the number of the state. */
  private void begin(Code code, PointPlan point) {
    code.number(point.point().number());
    if (layout == null) {
      code.invokeStatic(plan.frameClass(), GeneratedNames.BEGIN, "(I)L" + plan.frameClass() + ";");
    }
  }

  /** Behind the parts of all points: what they share. */
  void emitShared(Code code) {
    enterLabels.forEach((node, label) -> emitEnter(code, node, label));
    List<StoreTree.Node> nodes = tree.inOrder();
    for (int i = 0; i < nodes.size(); i++) {
      StoreTree.Node node = nodes.get(i);
      if (node.isJumpedTo()) {
        code.label(label(node)).frame(stackMap(node, true, List.of(plan.frameClass())));
      }
      if (node.store() == null) {
        emitEnd(code);
      } else {
        emitStore(code, node.store());
        if (i + 1 == nodes.size() || nodes.get(i + 1) != node.parent()) {
          code.jump(Opcodes.GOTO, label(node.parent()));
        }
      }
    }
  }

  /** For the points without operands: takes the future from the stack. */
  private void emitEnter(Code code, StoreTree.Node node, LabelNode label) {
    List<Object> stack = new ArrayList<>(List.of(GeneratedNames.FUTURE, "java/lang/Object"));
    stack.add(layout == null ? plan.frameClass() : Opcodes.INTEGER);
    code.label(label).frame(stackMap(node, false, stack));
    if (layout == null) {
      code.op(Opcodes.SWAP) // future, frame, null
          .op(Opcodes.POP)
          .op(Opcodes.SWAP)
          .variable(Opcodes.ASTORE, awaitedIndex);
    } else {
      code.variable(Opcodes.ISTORE, layout.stateIndex())
          .op(Opcodes.POP)
          .variable(Opcodes.ASTORE, awaitedIndex)
          .variable(Opcodes.ALOAD, layout.frameIndex());
    }
    code.jump(Opcodes.GOTO, label(node));
  }

  private void emitStore(Code code, Store store) {
    code.op(Opcodes.DUP);
    if (store.localIndex() == Store.NOTHING) {
      code.op(Opcodes.ACONST_NULL);
    } else {
      code.load(store.type(), index(store.localIndex()));
    }
    code.putField(plan.frameClass(), store.field().name(), store.field().descriptor());
  }

  private void emitEnd(Code code) {
    if (layout != null) {
      code.op(Opcodes.DUP)
          .variable(Opcodes.ILOAD, layout.stateIndex())
          .putField(GeneratedNames.FRAME, GeneratedNames.STATE, "I")
          .variable(Opcodes.ALOAD, awaitedIndex)
          .invokeVirtual(
              GeneratedNames.FRAME, GeneratedNames.PARK_AGAIN, GeneratedNames.PARK_AGAIN_DESC)
          .op(Opcodes.RETURN);
      return;
    }
    if (!plan.resumeIsStatic()) {
      String owner = "L" + plan.analysis().owner().name + ";";
      code.op(Opcodes.DUP)
          .variable(Opcodes.ALOAD, 0)
          .putField(plan.frameClass(), GeneratedNames.SELF, owner);
    }
    code.variable(Opcodes.ALOAD, awaitedIndex)
        .invokeVirtual(plan.frameSuperclass(), plan.parkMethod(), plan.parkDescriptor())
        .op(Type.getReturnType(plan.parkDescriptor()).getOpcode(Opcodes.IRETURN));
  }

  private LabelNode label(StoreTree.Node node) {
    return labels.computeIfAbsent(node, n -> new LabelNode());
  }

  private int index(int localIndex) {
    return layout == null ? localIndex : layout.shifted(localIndex);
  }

  /** Only what is still to be stored is there for sure. */
  private StackMap stackMap(StoreTree.Node node, boolean isAwaitedStored, List<Object> stack) {
    List<Object> locals = new ArrayList<>();
    if (layout != null) {
      locals.addAll(layout.stackMap(StackMap.EMPTY).locals());
    } else if (!plan.resumeIsStatic()) {
      locals.add(plan.analysis().owner().name);
    }
    while (locals.size() <= awaitedIndex) {
      locals.add(Opcodes.TOP);
    }
    for (StoreTree.Node above = node; above.store() != null; above = above.parent()) {
      if (above.store().localIndex() != Store.NOTHING) {
        locals.set(index(above.store().localIndex()), above.store().type());
      }
    }
    if (isAwaitedStored) {
      locals.set(awaitedIndex, GeneratedNames.FUTURE);
    }
    return new StackMap(locals, stack);
  }
}
