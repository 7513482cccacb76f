package io.sirocco.instrument.internal.emit;

import java.util.List;
import java.util.Optional;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LocalVariableNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * The row of {@code this} in the local-variable table of a woven method.
 *
 * <p>A debugger that stops where no row has local 0 gets an error instead of {@code this}: HotSpot looks
 * into the table (JVMTI {@code GetLocalInstance}: {@code INVALID_SLOT}). Breakpoints in the line of an
 * await stop in code that we add too, so the row has to cover all of it.
 */
final class ReceiverVariable {
  private ReceiverVariable() {}

  /** Lets the row, if there is one, cover all instructions that the method has now. */
  static void coverAll(MethodNode method) {
    if ((method.access & Opcodes.ACC_STATIC) != 0) {
      return;
    }
    List<LocalVariableNode> rows = Optional.ofNullable(method.localVariables).orElse(List.of());
    rows.stream().filter(ReceiverVariable::isReceiver).findFirst().ifPresent(known -> {
      LabelNode start = new LabelNode();
      LabelNode end = new LabelNode();
      method.instructions.insert(start);
      method.instructions.add(end);
      int index = rows.indexOf(known);
      rows.removeIf(ReceiverVariable::isReceiver); // each copy of the body has one
      rows.add(
          index, new LocalVariableNode(known.name, known.desc, known.signature, start, end, 0));
    });
  }

  private static boolean isReceiver(LocalVariableNode row) {
    return row.index == 0 && row.name.equals("this");
  }
}
