package io.sirocco.instrument.internal.write;

import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.MethodNode;

/**
 * How long the code of a method is.
 *
 * @param method its name
 * @param descriptor its descriptor
 * @param bytes of its code
 */
public record CodeSize(String method, String descriptor, int bytes) {
  /** Longest code of a method, JVMS 4.7.3. */
  static final int LIMIT = 65535;

  /** Whether it is more than a class file can have, whatever the constants of the class are. */
  public static boolean isTooLarge(MethodNode method) {
    CodeSizeEvaluator size = new CodeSizeEvaluator(null);
    method.instructions.accept(size);
    return size.getMinSize() > LIMIT;
  }

  /** What to tell the user if it is too long. */
  public String detail() {
    return "woven code of " + bytes + " bytes (limit " + LIMIT + ")";
  }
}
