package io.sirocco.instrument.internal.read;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.IntInsnNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds awaits that Groovy compiles to calls whose target is looked up at run time: through {@code
 * invokedynamic}, where the name is an argument of the bootstrap method, or (the only way before Groovy 4)
 * through an array of call sites, where it is in a list of names.
 *
 * <p>The name alone could be that of any method. Both ways push the class that is called, so only methods
 * that push {@code Coroutines.class} are looked at.
 */
final class GroovyCalls {
  private static final String INDY = "org/codehaus/groovy/vmplugin/";
  private static final Set<String> NAMES = Set.of(SiroccoNames.AWAIT, SiroccoNames.EMIT);

  private final Map<Integer, String> nameOfSite = new HashMap<>();

  /** Looks for the names of call sites. */
  GroovyCalls(ClassNode owner) {
    for (MethodNode method : owner.methods) {
      if (method.name.startsWith("$createCallSiteArray")
          && method.desc.equals("([Ljava/lang/String;)V")) {
        for (AbstractInsnNode insn : method.instructions) {
          if (insn instanceof LdcInsnNode ldc && ldc.cst instanceof String name) {
            number(insn.getPrevious()).ifPresent(site -> nameOfSite.put(site, name));
          }
        }
      }
    }
  }

  /** The instructions of a method that call {@code await} or {@code emit} so. */
  Set<AbstractInsnNode> awaits(MethodNode method) {
    Set<AbstractInsnNode> calls = new HashSet<>();
    boolean namesCoroutines = false;
    for (AbstractInsnNode insn : method.instructions) {
      namesCoroutines |= isCoroutines(insn);
      if (isIndyAwait(insn) || isSiteOfAwait(insn)) {
        calls.add(insn);
      }
    }
    return namesCoroutines ? calls : Set.of();
  }

  private static boolean isCoroutines(AbstractInsnNode insn) {
    return insn instanceof LdcInsnNode ldc
            && ldc.cst instanceof Type type
            && type.getSort() == Type.OBJECT
            && type.getInternalName().equals(SiroccoNames.COROUTINES)
        || insn instanceof MethodInsnNode call
            && call.name.equals("$get$$class$" + SiroccoNames.COROUTINES.replace('/', '$'));
  }

  private static boolean isIndyAwait(AbstractInsnNode insn) {
    return insn instanceof InvokeDynamicInsnNode indy
        && indy.bsm.getOwner().startsWith(INDY)
        && indy.bsmArgs.length > 0
        && indy.bsmArgs[0] instanceof String name
        && NAMES.contains(name);
  }

  /** {@code sites[number]}: all that such an array is used for is a call. */
  private boolean isSiteOfAwait(AbstractInsnNode insn) {
    return insn.getOpcode() == Opcodes.AALOAD
        && number(insn.getPrevious())
            .map(nameOfSite::get)
            .filter(NAMES::contains)
            .isPresent();
  }

  private static Optional<Integer> number(AbstractInsnNode insn) {
    if (insn == null) {
      return Optional.empty();
    }
    int opcode = insn.getOpcode();
    if (opcode >= Opcodes.ICONST_0 && opcode <= Opcodes.ICONST_5) {
      return Optional.of(opcode - Opcodes.ICONST_0);
    }
    if (insn instanceof IntInsnNode constant && opcode != Opcodes.NEWARRAY) {
      return Optional.of(constant.operand);
    }
    return insn instanceof LdcInsnNode ldc && ldc.cst instanceof Integer value
        ? Optional.of(value)
        : Optional.empty();
  }
}
