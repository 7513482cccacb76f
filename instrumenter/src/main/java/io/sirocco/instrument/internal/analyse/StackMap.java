package io.sirocco.instrument.internal.analyse;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;

/**
 * What the verifier knows between two instructions: a type per local variable and per operand (JVMS
 * 4.10.1.2).
 *
 * <p>Types are written as ASM writes them in a {@link FrameNode}: {@code Opcodes.INTEGER} and the
 * like, an internal name or array descriptor, or the {@code LabelNode} in front of the {@code NEW}
 * that made an uninitialised object.
 *
 * @param locals by JVM local index; a {@code long} or {@code double} is followed by {@code
 *     Opcodes.TOP}; indices past the end are {@code TOP}
 * @param stack one entry per operand, the bottom first
 */
public record StackMap(List<Object> locals, List<Object> stack) {

  /** No locals and no operands. */
  public static final StackMap EMPTY = new StackMap(List.of(), List.of());

  /** Copies both lists. */
  public StackMap {
    locals = Collections.unmodifiableList(new ArrayList<>(locals));
    stack = Collections.unmodifiableList(new ArrayList<>(stack));
  }

  /** What an (expanded) frame of the class file says; a {@code NEW} goes by its {@link #site}. */
  public static StackMap of(FrameNode frame) {
    List<Object> bySlot = new ArrayList<>();
    for (Object type : frame.local) {
      bySlot.add(type);
      if (isWide(type)) {
        bySlot.add(Opcodes.TOP);
      }
    }
    return new StackMap(bySlot, frame.stack).map(StackMap::named);
  }

  private static Object named(Object type) {
    return type instanceof LabelNode label ? site(label) : type;
  }

  /**
   * The last of the labels at one bytecode offset: the one name for a {@code NEW} behind them.
   *
   * @param label any label in front of the allocation
   */
  static LabelNode site(LabelNode label) {
    LabelNode last = label;
    for (AbstractInsnNode next = label; next != null && next.getOpcode() < 0; ) {
      if (next instanceof LabelNode later) {
        last = later;
      }
      next = next.getNext();
    }
    return last;
  }

  /** Type of a local by JVM local index. */
  public Object local(int localIndex) {
    return localIndex < locals.size() ? locals.get(localIndex) : Opcodes.TOP;
  }

  /** The same with each type replaced. */
  public StackMap map(UnaryOperator<Object> replace) {
    List<Object> newLocals = new ArrayList<>(locals);
    newLocals.replaceAll(replace);
    List<Object> newStack = new ArrayList<>(stack);
    newStack.replaceAll(replace);
    return new StackMap(newLocals, newStack);
  }

  /** Whether a value of this type takes two slots. */
  public static boolean isWide(Object type) {
    return Opcodes.LONG.equals(type) || Opcodes.DOUBLE.equals(type);
  }
}
