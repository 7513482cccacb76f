package io.sirocco.instrument.internal.plan;

import org.objectweb.asm.Opcodes;

/**
 * A value that is kept in the frame during a suspension.
 *
 * @param place where it comes from and goes back to
 * @param index JVM local index, or position on the operand stack from the bottom
 * @param type its verifier's type
 * @param field where it is kept
 */
public record Spill(Place place, int index, Object type, FrameField field) {
  /** The two places that a value can be in. */
  public enum Place {
    /** A local variable. */
    LOCAL,
    /** The operand stack. */
    OPERAND
  }

  /** Whether a value of this verifier's type can be kept in a field, and has to be. */
  static boolean isStorable(Object type) {
    return type instanceof String
        || Opcodes.INTEGER.equals(type)
        || Opcodes.FLOAT.equals(type)
        || Opcodes.LONG.equals(type)
        || Opcodes.DOUBLE.equals(type);
  }

  /** Field descriptor for a storable verifier's type. */
  static String descriptor(Object type) {
    if (type instanceof String name) {
      return name.startsWith("[") ? name : "L" + name + ";";
    }
    return switch ((Integer) type) {
      case 1 -> "I"; // Opcodes.INTEGER
      case 2 -> "F"; // Opcodes.FLOAT
      case 3 -> "D"; // Opcodes.DOUBLE
      case 4 -> "J"; // Opcodes.LONG
      default -> throw new IllegalArgumentException("not storable: " + type);
    };
  }
}
