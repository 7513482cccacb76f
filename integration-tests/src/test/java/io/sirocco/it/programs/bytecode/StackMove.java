package io.sirocco.it.programs.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.Opcodes;

/**
 * An instruction that moves values on the stack, whatever they are (JVMS 6.5).
 *
 * @param moved words that are copied or dropped
 * @param below words under which the copy is put; 0 if it stays on top
 */
enum StackMove {
  POP(Opcodes.POP, 1, 0),
  POP2(Opcodes.POP2, 2, 0),
  DUP(Opcodes.DUP, 1, 0),
  DUP_X1(Opcodes.DUP_X1, 1, 1),
  DUP_X2(Opcodes.DUP_X2, 1, 2),
  DUP2(Opcodes.DUP2, 2, 0),
  DUP2_X1(Opcodes.DUP2_X1, 2, 1),
  DUP2_X2(Opcodes.DUP2_X2, 2, 2),
  SWAP(Opcodes.SWAP, 1, 1);

  private final int opcode;
  private final int moved;
  private final int below;

  StackMove(int opcode, int moved, int below) {
    this.opcode = opcode;
    this.moved = moved;
    this.below = below;
  }

  int opcode() {
    return opcode;
  }

  static StackMove of(int opcode) {
    return Stream.of(values()).filter(move -> move.opcode == opcode).findFirst().orElseThrow();
  }

  /** The stack afterwards; null if it would part a long or double. */
  List<Object> result(List<Object> stack) {
    int middle = split(stack, stack.size(), moved);
    int bottom = middle < 0 ? -1 : split(stack, middle, below);
    if (bottom < 0) {
      return null;
    }
    List<Object> top = stack.subList(middle, stack.size());
    List<Object> result = new ArrayList<>(stack.subList(0, bottom));
    if (this == POP || this == POP2) {
      return result;
    }
    result.addAll(top);
    result.addAll(stack.subList(bottom, middle));
    if (this != SWAP) {
      result.addAll(top);
    }
    return result;
  }

  /** Where the entry begins that is so many words below another; -1 if none begins there. */
  private static int split(List<Object> stack, int from, int words) {
    int at = from;
    int left = words;
    while (left > 0 && at > 0) {
      left -= Types.size(stack.get(--at));
    }
    return left == 0 ? at : -1;
  }
}
