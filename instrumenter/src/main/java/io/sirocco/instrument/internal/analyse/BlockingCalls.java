package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/**
 * Finds calls in the bodies of coroutines that block their thread. What a lambda expression does that is no
 * coroutine is not looked at: it may well run on an executor.
 *
 * <p>To ask a future that is done for its value does not block. So {@code get} and {@code join} count only
 * if nothing is awaited, and nobody asks {@code isDone}, between the making of the future and the call;
 * if that is not in sight, between the start of the method and the call.
 */
public final class BlockingCalls {
  private static final Set<String> VALUE_OF_FUTURE = Set.of("get", "join");
  private static final Set<String> LOOKS_AT_FUTURE =
      Set.of("isDone", "isCompletedExceptionally", "isCompletedNormally", "state");

  private final ClassHierarchy hierarchy;
  private final BlockingCallTable table;

  /**
   * Reads each class once.
   *
   * @param more calls that the user has named, as {@code com.acme.Db.query} or {@code com.acme.Db.*}
   */
  public BlockingCalls(ClassHierarchy hierarchy, Set<String> more) {
    this.hierarchy = hierarchy;
    this.table = new BlockingCallTable(more);
  }

  /** Looks through the coroutines of a class. */
  public void find(List<CoroutineMethod> coroutines, Warnings warnings) {
    for (CoroutineMethod coroutine : coroutines) {
      MethodNode method = coroutine.method();
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof MethodInsnNode call) {
          remedyFor(call)
              .filter(remedy -> mayBlock(call))
              .ifPresent(remedy -> warnings.add(
                  Code.BLOCKING_CALL,
                  method,
                  Lines.of(call),
                  simpleName(call.owner) + "." + call.name + " blocks the thread",
                  remedy + " " + Code.BLOCKING_CALL.advice()));
        }
      }
    }
  }

  private Optional<String> remedyFor(MethodInsnNode call) {
    for (BlockingCallTable.Row row : table.rowsFor(call.name)) {
      if (call.desc.startsWith(row.parameters()) && isOf(row.owner(), call.owner)) {
        return Optional.of(row.remedy());
      }
    }
    return Optional.empty();
  }

  private boolean isOf(String declaring, String owner) {
    return declaring.equals(owner)
        || hierarchy.ancestry(owner).filter(types -> types.contains(declaring)).isPresent();
  }

  private static String simpleName(String internalName) {
    return internalName.substring(internalName.lastIndexOf('/') + 1).replace('$', '.');
  }

  /** False for a future that is probably done. */
  private static boolean mayBlock(MethodInsnNode call) {
    if (!VALUE_OF_FUTURE.contains(call.name) || !call.desc.startsWith("()")) {
      return true;
    }
    AbstractInsnNode made = whereMade(before(call));
    for (AbstractInsnNode insn = before(call); insn != null && insn != made; insn = before(insn)) {
      if (insn instanceof MethodInsnNode earlier
          && (SiroccoNames.isAwait(earlier) || LOOKS_AT_FUTURE.contains(earlier.name))) {
        return false;
      }
    }
    return true;
  }

  /** The call that made a future: the instruction that pushed it, or whose result was stored; or null. */
  private static AbstractInsnNode whereMade(AbstractInsnNode pushed) {
    AbstractInsnNode insn = pushed;
    if (insn != null && insn.getOpcode() == Opcodes.ALOAD) {
      insn = storeBefore(insn, ((VarInsnNode) insn).var);
    }
    return insn instanceof MethodInsnNode call && !isOfACollection(call) ? call : null;
  }

  private static AbstractInsnNode storeBefore(AbstractInsnNode load, int variable) {
    for (AbstractInsnNode insn = load; insn != null; insn = insn.getPrevious()) {
      if (insn.getOpcode() == Opcodes.ASTORE && ((VarInsnNode) insn).var == variable) {
        return before(insn);
      }
    }
    return null;
  }

  /** What is taken out of a collection was made before. */
  private static boolean isOfACollection(MethodInsnNode call) {
    return call.owner.startsWith("java/util/") && !call.owner.startsWith("java/util/concurrent/");
  }

  /** The instruction before, without casts: they push what they found. */
  private static AbstractInsnNode before(AbstractInsnNode insn) {
    AbstractInsnNode previous = insn.getPrevious();
    while (previous != null
        && (previous.getOpcode() <= Opcodes.NOP || previous.getOpcode() == Opcodes.CHECKCAST)) {
      previous = previous.getPrevious();
    }
    return previous;
  }
}
