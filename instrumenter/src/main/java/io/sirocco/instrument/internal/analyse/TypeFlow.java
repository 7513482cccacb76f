package io.sirocco.instrument.internal.analyse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.commons.AnalyzerAdapter;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.LineNumberNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.TypeInsnNode;

/**
 * The verifier's types before chosen instructions.
 *
 * <p>One walk down the method is enough: the class file's own stack maps say what holds wherever
 * paths meet (JVMS 4.10.1), so nothing is merged, no class hierarchy is needed, and the result is
 * exactly what the JVM's verifier will assume.
 */
public final class TypeFlow {
  private final String owner;
  private final MethodNode method;
  private final Map<Label, LabelNode> nodeOf = new IdentityHashMap<>();

  /**
   * Prepares a walk.
   *
   * @param method with expanded frames; each {@code NEW} must have a label directly before it, see
   *     {@link #labelAllocations}
   */
  TypeFlow(String owner, MethodNode method) {
    this.owner = owner;
    this.method = method;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof LabelNode label) {
        nodeOf.put(label.getLabel(), StackMap.site(label));
      }
    }
  }

  /** Puts a label directly before each {@code NEW}, by which stack maps can name its object. */
  static void labelAllocations(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions.toArray()) {
      if (insn.getOpcode() == Opcodes.NEW && !hasLabel(insn.getPrevious())) {
        method.instructions.insertBefore(insn, new LabelNode());
      }
    }
  }

  private static boolean hasLabel(AbstractInsnNode before) {
    AbstractInsnNode node = before;
    while (node instanceof LineNumberNode) {
      node = node.getPrevious();
    }
    return node instanceof LabelNode;
  }

  /**
   * The types before each wanted instruction.
   *
   * @return by instruction; an instruction is missing if it is dead code without a stack map
   */
  public Map<AbstractInsnNode, StackMap> before(Predicate<AbstractInsnNode> wanted) {
    Walk walk = new Walk();
    Map<AbstractInsnNode, StackMap> result = new HashMap<>();
    for (AbstractInsnNode insn : method.instructions) {
      if (walk.isReachable() && wanted.test(insn)) {
        result.put(insn, walk.now());
      }
      insn.accept(walk);
    }
    return result;
  }

  private final class Walk extends AnalyzerAdapter {
    Walk() {
      super(Opcodes.ASM9, owner, method.access, method.name, method.desc, null);
    }

    boolean isReachable() {
      return locals != null;
    }

    StackMap now() {
      List<Object> operands = new ArrayList<>();
      for (int i = 0; i < stack.size(); i++) {
        operands.add(named(stack.get(i)));
        if (StackMap.isWide(stack.get(i))) {
          i++; // the adapter puts a TOP behind it
        }
      }
      List<Object> variables = new ArrayList<>(locals);
      variables.replaceAll(this::named);
      return new StackMap(variables, operands);
    }

    private Object named(Object type) {
      return type instanceof Label label ? nodeOf.get(label) : type;
    }
  }

  /** Class of the object that the {@code NEW} behind a site label allocates. */
  static String allocatedType(LabelNode site) {
    AbstractInsnNode node = site;
    while (node.getOpcode() < 0) {
      node = node.getNext();
    }
    return ((TypeInsnNode) node).desc;
  }

  /** Number of arguments that a call takes from the stack, without the receiver. */
  static int argumentCount(String methodDescriptor) {
    return Type.getArgumentTypes(methodDescriptor).length;
  }

  /** The site whose object is at a stack position, if it is uninitialised there. */
  static Optional<LabelNode> siteAt(StackMap types, int position) {
    return types.stack().get(position) instanceof LabelNode site
        ? Optional.of(site)
        : Optional.empty();
  }
}
