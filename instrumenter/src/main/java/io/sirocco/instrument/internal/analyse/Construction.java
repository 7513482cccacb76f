package io.sirocco.instrument.internal.analyse;

import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;

/**
 * The constructor call of an object that is uninitialised during an await: {@code new X(await(f))}.
 *
 * @param site the label of the {@code NEW}
 * @param type internal name of the class
 * @param call the {@code <init>} call
 * @param types before the call, with its arguments
 */
public record Construction(LabelNode site, String type, MethodInsnNode call, StackMap types) {}
