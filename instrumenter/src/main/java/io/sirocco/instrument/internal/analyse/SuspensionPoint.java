package io.sirocco.instrument.internal.analyse;

import java.util.BitSet;
import java.util.List;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * One await of a coroutine, and what the method knows there.
 *
 * @param number its state number, from 1 in instruction order
 * @param call the call of await
 * @param line its source line, or 0
 * @param awaitedType verifier's type of the argument of await
 * @param types locals, and the operands below that argument
 * @param liveLocals first indices of the locals that are still needed after the await
 * @param loops the loops around it, the outermost first
 */
public record SuspensionPoint(
    int number,
    MethodInsnNode call,
    int line,
    Object awaitedType,
    StackMap types,
    BitSet liveLocals,
    List<Loop> loops) {}
