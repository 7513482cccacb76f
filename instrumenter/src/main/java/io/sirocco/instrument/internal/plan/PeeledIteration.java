package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.StackMap;
import java.util.BitSet;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.tree.AbstractInsnNode;

/**
 * What is left of an iteration that was suspended, up to the next one or out of the loop. It is not part
 * of the loop, so it can be entered anywhere.
 *
 * @param part the instructions
 * @param exits the blocks where it goes on; the header of the loop is among them if there is a next
 *     iteration
 * @param landings those exits that the code falls into, by the first instruction of the block: the types
 *     there, if the class file has no stack map
 */
public record PeeledIteration(
    BodyPart part, BitSet exits, Map<AbstractInsnNode, Optional<StackMap>> landings) {}
