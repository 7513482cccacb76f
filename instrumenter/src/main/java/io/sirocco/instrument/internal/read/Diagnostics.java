package io.sirocco.instrument.internal.read;

import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import org.objectweb.asm.tree.ClassNode;

/** Makes diagnostics about classes that were read. */
public final class Diagnostics {
  private Diagnostics() {}

  /**
   * A diagnostic about a class or one of its methods, with the advice of its code.
   *
   * @param method its name, or the empty string for the whole class
   * @param line from 1, or 0 if there is none
   */
  public static Diagnostic about(
      ClassNode owner, Code code, String method, int line, String detail) {
    return about(owner, code, method, line, detail, code.advice());
  }

  /** As above, with an advice of its own. */
  public static Diagnostic about(
      ClassNode owner, Code code, String method, int line, String detail, String advice) {
    String sourceFile = owner.sourceFile == null ? "" : owner.sourceFile;
    String known = method.isEmpty() ? "" : new LambdaPlaces(owner).nameOf(method);
    return new Diagnostic(code, owner.name, known, sourceFile, line, detail, advice);
  }
}
