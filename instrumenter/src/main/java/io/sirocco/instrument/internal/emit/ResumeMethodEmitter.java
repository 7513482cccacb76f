package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.plan.CoroutinePlan;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/**
 * Writes the resume method: a second copy of the body that holds only what can run after a
 * suspension.
 *
 * <pre>
 *   private void lambda$m$sirocco$0(Owner$sirocco$m$0 frame, Object outcome) {
 *     int state = 0;
 *     switch (frame.state) {                    // restore, then go on
 *       case 1: x = frame.i0; goto take1;
 *       case 2: y = frame.i0; state = 2; goto outer;
 *     }
 *     ...
 *   take1:
 *     value = take(null, outcome);
 *     ...
 *   outer:                                      // the only way into this loop
 *     if (state != 0) { state = 0; z = frame.l1; goto take2; }
 *     ...
 *   inner:                                      // a peeled loop
 *     ...
 *     outcome = poll(f); if (outcome == null) goto suspend2;
 *     value = take(f, outcome);
 *     ... goto inner
 *     ... goto outer
 *     finish(result, frame); return;
 *   take2:                                      // the rest of an iteration of the inner loop
 *     value = take(null, outcome);
 *     ... goto inner
 *   suspend2:
 *     frame.i0 = y; frame.state = 2; frame.parkAgain(f); return;
 *   }
 * </pre>
 *
 * <p>How it gets to its suspension point is the business of {@link ResumptionCode}, where its locals are
 * that of {@link ResumeLayout}, what the copies look like that of {@link BodyCopy}.
 */
final class ResumeMethodEmitter {
  private ResumeMethodEmitter() {}

  /**
   * Writes the method.
   *
   * @param plan of a coroutine whose original body has not been replaced yet
   */
  static MethodNode emit(CoroutinePlan plan) {
    ResumeLayout layout = new ResumeLayout(plan);
    ResumptionCode resumption = new ResumptionCode(plan, layout);
    SharedSuspendCode shared = plan.isSmall() ? SharedSuspendCode.again(plan, layout) : null;
    List<BodyCopy> copies = plan.body().parts().stream()
        .map(part -> new BodyCopy(plan, layout, resumption, shared, part))
        .toList();
    Code code = new Code();
    Code behind = new Code();
    layout.emitEntry(code);
    resumption.emitDispatch(code);
    copies.forEach(copy -> copy.emit(code, behind));
    if (shared != null) {
      shared.emitShared(behind);
    }
    resumption.emitRedispatch(behind);
    MethodNode resume = declaration(plan);
    resume.instructions = code.insns();
    resume.instructions.add(behind.insns());
    resume.tryCatchBlocks = flatten(copies, BodyCopy::ranges);
    resume.localVariables = flatten(copies, BodyCopy::variables);
    ReceiverVariable.coverAll(resume);
    return resume;
  }

  private static MethodNode declaration(CoroutinePlan plan) {
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC;
    access |= plan.resumeIsStatic() ? Opcodes.ACC_STATIC : 0;
    access |= plan.analysis().coroutine().method().access & Opcodes.ACC_STRICT;
    return new MethodNode(
        Opcodes.ASM9, access, plan.resumeMethod(), plan.resumeDescriptor(), null, null);
  }

  /** The rows of all copies, which later attributes may be added to. */
  private static <T> List<T> flatten(List<BodyCopy> copies, Function<BodyCopy, List<T>> rows) {
    return copies.stream().map(rows).flatMap(List::stream).collect(Collectors.toList());
  }
}
