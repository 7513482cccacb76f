package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.plan.PointPlan;
import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.InsnList;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/**
 * Turns the body of a coroutine into its straight copy: plain Java as long as every awaited future is
 * done.
 *
 * <p>Each await becomes a test and the value; what happens when the future is pending stands behind
 * the body, so that loops stay as the compiler wrote them:
 *
 * <pre>
 *   try {
 *     ... outcome = poll(f); if (outcome == null) goto suspend1; value = take(f, outcome); ...
 *     return returned(result);
 *   suspend1:  // protected by the same handlers as the await
 *     return Owner$sirocco$m$0.suspend1(operands, f, this, locals);
 *   } catch (Throwable t) { return failed(t); }
 * </pre>
 */
final class StraightCopyEmitter {
  private final CoroutinePlan plan;
  private final MethodNode method;
  private final int firstFree;
  private final Code behind = new Code();
  private final List<TryCatchBlockNode> rows = new ArrayList<>();
  private final LabelNode failureHandler = new LabelNode();
  private final SharedSuspendCode shared; // null if each point has its own

  private StraightCopyEmitter(CoroutinePlan plan) {
    this.plan = plan;
    this.method = plan.analysis().coroutine().method();
    this.firstFree = method.maxLocals;
    this.shared = plan.isSmall() ? SharedSuspendCode.first(plan, firstFree) : null;
  }

  /** Replaces the body of the coroutine's method. */
  static void replaceBody(CoroutinePlan plan) {
    new StraightCopyEmitter(plan).replaceBody();
  }

  private void replaceBody() {
    if (plan.kind() != ReturnKind.VOID) {
      checkReturns();
    }
    Map<AbstractInsnNode, List<TryCatchBlockNode>> covering = covering();
    for (PointPlan point : plan.points()) {
      replaceAwait(point, covering.get(point.point().call()));
    }
    if (shared != null) {
      shared.emitShared(behind);
    }
    plan.callSites()
        .keySet()
        .forEach(site -> method.instructions.set(site, CallSiteCode.call(plan, site)));
    LabelNode start = new LabelNode();
    LabelNode end = new LabelNode();
    InsnList body = method.instructions;
    body.insert(start);
    body.add(behind.insns());
    body.add(end);
    // The last row of the table: what no handler of the user's catches ends the coroutine.
    body.add(failure().insns());
    method.tryCatchBlocks.addAll(rows);
    method.tryCatchBlocks.add(new TryCatchBlockNode(start, end, failureHandler, null));
    ReceiverVariable.coverAll(method);
  }

  /**
   * Ends the coroutine with the exception on the stack.
   *
   * <p>The switch decides nothing. C2 leaves out the targets of a switch that has never run, and with
   * them the rest of this handler, until it is entered for the first time. Before JDK 22 it has no other
   * reason to leave a handler out, and the failed future that is made here, where it meets the future of
   * a normal return, keeps escape analysis from removing that one from a caller into which the coroutine
   * is inlined.
   */
  private Code failure() {
    Code code = new Code();
    String descriptor = plan.failedDescriptor();
    StackMap exception = new StackMap(List.of(), List.of("java/lang/Throwable"));
    LabelNode entered = new LabelNode();
    return code.label(failureHandler)
        .frame(exception)
        .number(0)
        .tableOrLookupSwitch(new int[] {0}, new LabelNode[] {entered}, entered)
        .label(entered)
        .frame(exception)
        .invokeStatic(GeneratedNames.FRAME, plan.failedMethod(), descriptor)
        .op(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
  }

  /** A coroutine never returns null: its callers rely on a future. */
  private void checkReturns() {
    String type = plan.kind().descriptor();
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() == Opcodes.ARETURN) {
        method.instructions.insertBefore(
            insn,
            new MethodInsnNode(
                Opcodes.INVOKESTATIC,
                GeneratedNames.FRAME,
                GeneratedNames.RETURNED,
                "(" + type + ")" + plan.kind().bodyDescriptor(),
                false));
      }
    }
  }

  /** The rows that cover each await, the inner ones first. */
  private Map<AbstractInsnNode, List<TryCatchBlockNode>> covering() {
    Map<LabelNode, List<Integer>> borders = new IdentityHashMap<>(); // indices of rows
    for (int row = 0; row < method.tryCatchBlocks.size(); row++) {
      TryCatchBlockNode range = method.tryCatchBlocks.get(row);
      borders.computeIfAbsent(range.start, label -> new ArrayList<>()).add(row);
      borders.computeIfAbsent(range.end, label -> new ArrayList<>()).add(row);
    }
    Map<AbstractInsnNode, List<TryCatchBlockNode>> covering = new IdentityHashMap<>();
    plan.points().forEach(point -> covering.put(point.point().call(), new ArrayList<>()));
    BitSet open = new BitSet();
    for (AbstractInsnNode insn : method.instructions) {
      borders.getOrDefault(insn, List.of()).forEach(open::flip);
      if (covering.containsKey(insn)) {
        open.stream().mapToObj(method.tryCatchBlocks::get).forEach(covering.get(insn)::add);
      }
    }
    return covering;
  }

  private void replaceAwait(PointPlan point, List<TryCatchBlockNode> covering) {
    MethodInsnNode await = point.point().call();
    LabelNode suspend = new LabelNode();
    LabelNode suspendEnd = new LabelNode();
    for (TryCatchBlockNode row : covering) {
      rows.add(new TryCatchBlockNode(suspend, suspendEnd, row.handler, row.type));
    }
    Code inPlace = new Code();
    AwaitCode.poll(inPlace, await, suspend);
    AwaitCode.take(inPlace, await);
    method.instructions.insertBefore(await, inPlace.insns());
    method.instructions.remove(await);

    behind.label(suspend).frame(AwaitCode.withFutureAndOutcome(point.point().types()));
    behind.line(point.point().line());
    if (shared == null) {
      new SuspendCode(plan, point, firstFree).first(behind, 0);
    } else {
      shared.point(behind, point);
    }
    behind.label(suspendEnd);
  }
}
