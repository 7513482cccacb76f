package io.sirocco.it.programs.bytecode;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.objectweb.asm.Type;

/**
 * The head of a coroutine.
 *
 * @param kind descriptor of the future or iterator that it returns, or of {@code void}
 * @param parameterTypes without the receiver
 */
record Head(Home home, String name, String kind, List<Object> parameterTypes) {

  boolean isVoid() {
    return kind.equals("V");
  }

  boolean isGenerator() {
    return kind.equals("Lio/sirocco/AsyncIterator;");
  }

  /** Types by local, at the start of the body. */
  Map<Integer, Object> parameters() {
    Map<Integer, Object> locals = new TreeMap<>();
    int local = 0;
    for (Object type : takes()) {
      locals.put(local, type);
      local += Types.size(type);
    }
    return locals;
  }

  /** With the receiver. */
  List<Object> takes() {
    List<Object> all = new ArrayList<>();
    if (!home.isStatic()) {
      all.add(home.owner());
    }
    all.addAll(parameterTypes);
    return all;
  }

  String descriptor() {
    return Type.getMethodDescriptor(
        Type.getType(kind), parameterTypes.stream().map(Types::typeOf).toArray(Type[]::new));
  }
}
