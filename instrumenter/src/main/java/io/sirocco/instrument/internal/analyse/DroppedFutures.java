package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.internal.read.CoroutineCalls.Kind;
import io.sirocco.instrument.internal.read.Instructions;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds calls of coroutines, and of the runtime's own waits, whose future is dropped: called as a
 * statement, stored and never read, put into a collection that is never read, or turned into something
 * that returns nothing by a method reference. Nobody would see such a coroutine fail (the {@code bad_call}
 * of Tornado's guide). Calls in tests that start nothing are left alone.
 */
public final class DroppedFutures {
  private static final String WAIT_ADVICE =
      "It gives a future to wait for, and nobody does. Await it.";
  private static final String PUT_ADVICE = " Or call putNow, which throws if there is no room.";
  private static final String COLLECTED_ADVICE =
      "Nobody will see them fail. Await all of them: await(multi(futures)).";

  private final ClassNode owner;
  private final CoroutineCalls calls;
  private final Warnings warnings;
  private final TestDoubles doubles;

  private DroppedFutures(ClassNode owner, CoroutineCalls calls, Warnings warnings) {
    this.owner = owner;
    this.calls = calls;
    this.warnings = warnings;
    this.doubles = new TestDoubles(owner);
  }

  /**
   * Looks through a class.
   *
   * @param owner as it was read, and not woven
   * @param warnings gets one for each place
   */
  public static void find(ClassNode owner, CoroutineCalls calls, Warnings warnings) {
    DroppedFutures search = new DroppedFutures(owner, calls, warnings);
    owner.methods.stream()
        .filter(method -> !search.doubles.isExpectedToThrow(method))
        .forEach(search::look);
  }

  private void look(MethodNode method) {
    List<VarInsnNode> stores = new ArrayList<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof InvokeDynamicInsnNode indy) {
        lookAt(indy, method);
      } else if (insn instanceof MethodInsnNode call && kindOf(call) != Kind.OTHER) {
        AbstractInsnNode next = nextInstruction(call);
        if (next.getOpcode() == Opcodes.POP) {
          lookAtStatement(method, call);
        } else if (next.getOpcode() == Opcodes.ASTORE) {
          stores.add((VarInsnNode) next);
        } else if (ValueUses.isAdder(next) && isNeverRead(method, next)) {
          String detail = "the future of " + call.name + " is put where nobody reads it";
          warnings.add(Code.DROPPED_FUTURE, method, Lines.of(call), detail, COLLECTED_ADVICE);
        }
      }
    }
    if (!stores.isEmpty()) {
      lookAt(stores, method);
    }
  }

  private Kind kindOf(MethodInsnNode call) {
    return calls.kindOf(call.owner, call.name, call.desc);
  }

  /** A result is never the last thing of a method. */
  private static AbstractInsnNode nextInstruction(AbstractInsnNode insn) {
    AbstractInsnNode next = insn.getNext();
    while (next.getOpcode() <= Opcodes.NOP) {
      next = next.getNext();
    }
    return next;
  }

  private void lookAtStatement(MethodNode method, MethodInsnNode call) {
    if (!doubles.isOnMock(method, call)) {
      String detail = "the future of " + call.name + " is dropped";
      warnings.add(
          Code.DROPPED_FUTURE, method, Lines.of(call), detail, adviceFor(kindOf(call), call.name));
    }
  }

  private static String adviceFor(Kind kind, String called) {
    if (kind == Kind.START) {
      return Code.DROPPED_FUTURE.advice();
    }
    return called.equals("put") ? WAIT_ADVICE + PUT_ADVICE : WAIT_ADVICE;
  }

  private boolean isNeverRead(MethodNode method, AbstractInsnNode adder) {
    return ValueUses.of(owner.name, method)
        .filter(uses -> uses.isNeverRead(adder))
        .isPresent();
  }

  private void lookAt(List<VarInsnNode> stores, MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn.getOpcode() == Opcodes.JSR) {
        return; // before Java 6: there is no graph of these, and nothing but warnings to lose
      }
    }
    Liveness liveness = Liveness.of(method, FlowGraph.of(method, Set.of()));
    for (VarInsnNode store : stores) {
      AbstractInsnNode next = store.getNext();
      if (next == null || !liveness.before(next).get(store.var)) {
        String detail = "a future is stored and never used";
        warnings.add(Code.DROPPED_FUTURE, method, Lines.of(store), detail);
      }
    }
  }

  /** A method reference whose result the functional interface does not take (JLS 15.13.2). */
  private void lookAt(InvokeDynamicInsnNode indy, MethodNode method) {
    if (Instructions.isLambda(indy)
        && indy.bsmArgs.length >= 3
        && indy.bsmArgs[1] instanceof Handle target
        && indy.bsmArgs[2] instanceof Type shape
        && shape.getReturnType() == Type.VOID_TYPE
        && !TestDoubles.isExpectedToThrow(indy)) {
      Kind kind = calls.kindOf(target.getOwner(), target.getName(), target.getDesc());
      if (kind != Kind.OTHER) {
        String detail = "the future of " + target.getName() + " is dropped by a reference to it";
        warnings.add(
            Code.DROPPED_FUTURE, method, Lines.of(indy), detail, adviceFor(kind, target.getName()));
      }
    }
  }
}
