package io.sirocco.it.programs.bytecode;

import io.sirocco.it.programs.bytecode.Types.Unfinished;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * What the verifier knows at a place.
 *
 * @param locals types by index of the local; missing ones are unknown
 * @param stack the lowest first; a long or double is one entry
 */
record StackMap(Map<Integer, Object> locals, List<Object> stack) {

  StackMap copy() {
    return new StackMap(new TreeMap<>(locals), new ArrayList<>(stack));
  }

  Object top() {
    return stack.get(stack.size() - 1);
  }

  /** Whether control may go from here to a place where this is known. */
  boolean isAssignableTo(StackMap other) {
    return stack.size() == other.stack.size()
        && sharedStack(other) == stack.size()
        && localsAreAssignableTo(other.locals);
  }

  boolean localsAreAssignableTo(Map<Integer, Object> others) {
    return others.entrySet().stream().allMatch(e -> has(e.getKey(), e.getValue()));
  }

  /** Whether a local has a value of this type. */
  boolean has(int local, Object type) {
    Object own = locals.get(local);
    return own != null && Types.isAssignable(own, type);
  }

  /** How many entries, from below, fit those of another stack. */
  int sharedStack(StackMap other) {
    int shared = 0;
    while (shared < Math.min(stack.size(), other.stack.size())
        && Types.isAssignable(stack.get(shared), other.stack.get(shared))) {
      shared++;
    }
    return shared;
  }

  /** Gives a local a type; neighbours that overlap are unknown then. */
  void set(int local, Object type) {
    locals.put(local, type);
    if (Types.isWide(type)) {
      locals.remove(local + 1);
    }
    Object before = locals.get(local - 1);
    if (before != null && Types.isWide(before)) {
      locals.remove(local - 1);
    }
  }

  void replaceEverywhere(UnaryOperator<Object> change) {
    locals.replaceAll((local, type) -> change.apply(type));
    stack.replaceAll(change);
  }

  /** Writes it into the class file. */
  void emit(MethodVisitor code) {
    List<Object> variables = new ArrayList<>();
    int index = 0;
    for (Map.Entry<Integer, Object> local : locals.entrySet()) {
      for (; index < local.getKey(); index++) {
        variables.add(Opcodes.TOP);
      }
      variables.add(spelled(local.getValue()));
      index += Types.size(local.getValue());
    }
    Object[] operands = stack.stream().map(StackMap::spelled).toArray();
    code.visitFrame(
        Opcodes.F_NEW, variables.size(), variables.toArray(), operands.length, operands);
  }

  private static Object spelled(Object type) {
    return type instanceof Unfinished unfinished ? unfinished.site() : type;
  }
}
