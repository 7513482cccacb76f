package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineMethod;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TryCatchBlockNode;

/** What a coroutine may not exceed, so that the woven code stays within the limits of the JVM. */
final class Limits {
  /** JVMS 4.11 allows 65535; a woven body needs some more than the original. */
  private static final int MAX_LOCALS = 64_000;

  /** A call site takes 255 slots (JVMS 4.11), and method handles need some of them. */
  private static final int MAX_CAPTURED_SLOTS = 250;

  /** All awaits together; so much fits into 64 KB only if they have nearly all locals in common. */
  private static final int MAX_RESTORED_LOCALS = 1_000_000;

  /** Of the exception table, JVMS 4.7.3; one is for what nothing else catches. */
  private static final int MAX_ROWS = 65535 - 1;

  private Limits() {}

  /** What is too large, if anything is. */
  static Optional<String> exceeded(CoroutineMethod coroutine) {
    MethodNode method = coroutine.method();
    if (method.maxLocals > MAX_LOCALS) {
      return Optional.of(method.maxLocals + " slots of local variables (limit " + MAX_LOCALS + ")");
    }
    int receiver = (method.access & Opcodes.ACC_STATIC) == 0 ? 1 : 0;
    int slots =
        (Type.getArgumentsAndReturnSizes(method.desc) >> 2) - 1 + receiver; // ASM counts one
    if (coroutine.kind().isLazy() && slots > MAX_CAPTURED_SLOTS) {
      return Optional.of(
          "lazy coroutine with " + slots + " argument slots (limit " + MAX_CAPTURED_SLOTS + ")");
    }
    long rows = method.tryCatchBlocks.size() + rowsForAwaits(coroutine);
    return rows <= MAX_ROWS
        ? Optional.empty()
        : Optional.of(rows + " rows of the exception table (limit " + MAX_ROWS + "), one for each"
            + " handler of each await");
  }

  /** What suspends stands behind the body and needs the same handlers as its await. */
  private static long rowsForAwaits(CoroutineMethod coroutine) {
    Map<AbstractInsnNode, Integer> changes = new IdentityHashMap<>();
    for (TryCatchBlockNode row : coroutine.method().tryCatchBlocks) {
      changes.merge(row.start, 1, Integer::sum);
      changes.merge(row.end, -1, Integer::sum);
    }
    Set<AbstractInsnNode> awaits = new HashSet<>(coroutine.awaits());
    long rows = 0;
    int open = 0;
    for (AbstractInsnNode insn : coroutine.method().instructions) {
      open += changes.getOrDefault(insn, 0);
      rows += awaits.contains(insn) ? open : 0;
    }
    return rows;
  }

  /**
   * What is too large, if anything is. The size is known exactly once the code is written; but what
   * is far too large would need gigabytes to be written at all.
   */
  static Optional<String> exceeded(List<SuspensionPoint> points) {
    long restored =
        points.stream().mapToLong(point -> point.liveLocals().cardinality()).sum();
    return restored <= MAX_RESTORED_LOCALS
        ? Optional.empty()
        : Optional.of(restored + " locals to restore at " + points.size() + " awaits (limit "
            + MAX_RESTORED_LOCALS + ")");
  }
}
