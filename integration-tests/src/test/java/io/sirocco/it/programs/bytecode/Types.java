package io.sirocco.it.programs.bytecode;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Label;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * The verifier's types, as ASM's frames spell them: an {@code Integer} of {@link Opcodes}, an internal
 * name, or an {@link Unfinished}.
 */
final class Types {
  static final String OBJECT = "java/lang/Object";
  static final String STRING = "java/lang/String";
  static final String BUILDER = "java/lang/StringBuilder";
  static final String INTEGER_OBJECT = "java/lang/Integer";
  static final String THROWABLE = "java/lang/Throwable";
  static final String RUNTIME_EXCEPTION = "java/lang/RuntimeException";
  static final String NULL_POINTER = "java/lang/NullPointerException";
  static final String BOOM = "io/sirocco/it/programs/Pieces$Boom";
  static final String CELL = "io/sirocco/it/programs/Pieces$Cell";
  static final String OBJECTS = "[Ljava/lang/Object;";
  static final String STRINGS = "[Ljava/lang/String;";

  /** What values of made-up programs have. */
  static final List<Object> ALL = List.of(
      Opcodes.INTEGER,
      Opcodes.LONG,
      STRING,
      Opcodes.DOUBLE,
      Opcodes.FLOAT,
      OBJECT,
      INTEGER_OBJECT,
      BUILDER,
      BOOM,
      CELL,
      RUNTIME_EXCEPTION,
      "[I",
      "[J",
      "[B",
      STRINGS,
      OBJECTS,
      "[[I",
      Opcodes.NULL);

  private static final Set<Object> FUTURES = Set.of(
      "io/sirocco/Future",
      "java/util/concurrent/CompletionStage",
      "java/util/concurrent/CompletableFuture");

  /** Direct supertypes other than {@code Object}. */
  private static final Map<String, String> SUPERTYPE = Map.of(
      BOOM,
      RUNTIME_EXCEPTION,
      RUNTIME_EXCEPTION,
      THROWABLE,
      NULL_POINTER,
      RUNTIME_EXCEPTION,
      STRINGS,
      OBJECTS,
      "[[I",
      OBJECTS);

  /** An object before its constructor was called; {@code site} stands directly before its NEW. */
  record Unfinished(Label site, String type) {}

  private Types() {}

  static boolean isWide(Object type) {
    return type.equals(Opcodes.LONG) || type.equals(Opcodes.DOUBLE);
  }

  static int size(Object type) {
    return isWide(type) ? 2 : 1;
  }

  static boolean isReference(Object type) {
    return type instanceof String || type.equals(Opcodes.NULL);
  }

  /** A future that may be awaited more than once. Its text depends on who made it: nobody shows it. */
  static boolean isFuture(Object type) {
    return FUTURES.contains(type);
  }

  static boolean isAssignable(Object from, Object to) {
    if (from.equals(to) || to.equals(Opcodes.TOP)) {
      return true;
    }
    if (!(to instanceof String)) {
      return false;
    }
    if (from.equals(Opcodes.NULL)
        || to.equals(OBJECT) && from instanceof String && !isFuture(from)) {
      return true;
    }
    String supertype = from instanceof String name ? SUPERTYPE.get(name) : null;
    return supertype != null && isAssignable(supertype, to);
  }

  /** A type that takes all values of another one. */
  static Object wider(Object type, Choices choices) {
    if (!isReference(type) || type.equals(OBJECT) || isFuture(type)) {
      return type;
    }
    if (type.equals(Opcodes.NULL)) {
      return choices.of(List.of(OBJECT, STRING, "[I", STRINGS));
    }
    return choices.below(2) == 0 ? OBJECT : SUPERTYPE.getOrDefault(type, OBJECT);
  }

  /** The variant of an instruction for int that is for another type, such as ILOAD. */
  static int opcode(int ofInt, Object type) {
    return typeOf(type).getOpcode(ofInt);
  }

  static Type typeOf(Object type) {
    if (type.equals(Opcodes.INTEGER)) {
      return Type.INT_TYPE;
    }
    if (type.equals(Opcodes.LONG)) {
      return Type.LONG_TYPE;
    }
    if (type.equals(Opcodes.FLOAT)) {
      return Type.FLOAT_TYPE;
    }
    if (type.equals(Opcodes.DOUBLE)) {
      return Type.DOUBLE_TYPE;
    }
    return Type.getObjectType(type instanceof String name ? name : OBJECT);
  }

  /** What the verifier makes of a type in a descriptor. */
  static Object of(Type type) {
    return switch (type.getSort()) {
      case Type.LONG -> Opcodes.LONG;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      case Type.ARRAY, Type.OBJECT -> type.getInternalName();
      default -> Opcodes.INTEGER;
    };
  }
}
