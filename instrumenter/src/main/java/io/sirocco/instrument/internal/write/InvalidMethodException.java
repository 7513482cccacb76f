package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.Lines;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** A method that no JVM would accept; the message shows its code. */
public final class InvalidMethodException extends IllegalStateException {
  private static final long serialVersionUID = 1L;

  private final String method;
  private final int line;
  private final String reason;

  /**
   * Makes an exception.
   *
   * @param where in the method, or the empty string
   * @param text the code, or the empty string
   */
  InvalidMethodException(
      ClassNode owner, MethodNode method, String where, Exception cause, String text) {
    super(
        "invalid method " + owner.name + "." + method.name + (where.isEmpty() ? "" : ", " + where)
            + ": " + cause.getMessage() + text,
        cause);
    this.method = method.name;
    this.line = Lines.first(method);
    this.reason = (where.isEmpty() ? "" : where + ": ") + cause.getMessage();
  }

  /** Name of the method. */
  public String method() {
    return method;
  }

  /** Its first source line, or 0. */
  public int line() {
    return line;
  }

  /** What is wrong, in one line. */
  public String reason() {
    return reason.replaceAll("\\R", " ");
  }
}
