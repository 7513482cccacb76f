package io.sirocco.instrument.internal.emit;

import io.sirocco.instrument.internal.analyse.Construction;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import java.util.List;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The constructor call of an object that cannot be carried over a suspension. In the resume method
 * {@code null} stands in its place until all arguments are there; then the object is made, and put
 * wherever the stand-in was copied to:
 *
 * <pre>
 *   [.., null, null, args]  →  [.., x]     where x = new X(args)
 * </pre>
 */
final class ConstructionCode {
  private ConstructionCode() {}

  /**
   * Emits the call.
   *
   * @param layout of the resume method
   */
  static void emit(Code code, Construction construction, CoroutinePlan plan, ResumeLayout layout) {
    StackMap before = construction.types();
    List<Object> stack = plan.resumed(before).stack();
    int receiver = stack.size() - 1 - Type.getArgumentTypes(construction.call().desc).length;
    int lowest = before.stack().indexOf(construction.site());

    int object = layout.firstFree();
    int[] saved = new int[stack.size()];
    int free = layout.firstFree() + 1;
    for (int i = stack.size() - 1; i >= lowest; i--) {
      if (before.stack().get(i).equals(construction.site())) {
        code.op(Opcodes.POP); // the stand-in
      } else {
        saved[i] = free;
        code.store(stack.get(i), free);
        free += StackMap.isWide(stack.get(i)) ? 2 : 1;
      }
    }
    code.type(Opcodes.NEW, construction.type()).op(Opcodes.DUP).variable(Opcodes.ASTORE, object);
    for (int i = receiver + 1; i < stack.size(); i++) {
      code.load(stack.get(i), saved[i]);
    }
    code.invokeSpecial(construction.type(), "<init>", construction.call().desc);
    for (int i = lowest; i < receiver; i++) {
      if (before.stack().get(i).equals(construction.site())) {
        code.variable(Opcodes.ALOAD, object);
      } else {
        code.load(stack.get(i), saved[i]);
      }
    }
    for (int i = 0; i < before.locals().size(); i++) {
      if (before.locals().get(i).equals(construction.site())) {
        code.variable(Opcodes.ALOAD, object).variable(Opcodes.ASTORE, layout.shifted(i));
      }
    }
  }
}
