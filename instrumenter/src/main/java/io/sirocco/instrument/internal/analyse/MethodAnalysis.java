package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineMethod;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * Facts about one coroutine.
 *
 * @param owner the class that declares it
 * @param coroutine the method
 * @param flow its basic blocks
 * @param loops its loops
 * @param types the verifier's types in it
 * @param points its suspension points, in instruction order
 * @param deferredSites labels of the {@code NEW} instructions whose object is uninitialised at some
 *     await: it cannot be carried over a suspension
 * @param constructions the constructor calls of those objects
 * @param losesThis whether local 0 of an instance method is assigned, or a stack map does not know it
 */
public record MethodAnalysis(
    ClassNode owner,
    CoroutineMethod coroutine,
    FlowGraph flow,
    LoopNest loops,
    TypeFlow types,
    List<SuspensionPoint> points,
    Set<LabelNode> deferredSites,
    List<Construction> constructions,
    boolean losesThis) {}
