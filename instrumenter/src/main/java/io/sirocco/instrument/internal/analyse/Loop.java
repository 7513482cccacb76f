package io.sirocco.instrument.internal.analyse;

import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * A natural loop: all blocks from which the header can be reached again without leaving through it.
 *
 * @param header the label of its first block, which dominates all others
 * @param frame the stack map at the header
 * @param types what it says
 */
public record Loop(LabelNode header, FrameNode frame, StackMap types) {}
