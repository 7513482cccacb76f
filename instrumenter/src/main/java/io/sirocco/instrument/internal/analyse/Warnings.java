package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.Diagnostics;
import io.sirocco.instrument.internal.read.Suppressions;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Collects the warnings about one class, without those that its author has silenced. */
public final class Warnings {
  private final ClassNode owner;
  private final Suppressions suppressions;
  private final Set<Diagnostic> found = new LinkedHashSet<>(); // finally blocks exist several times

  /** Starts with none. */
  public Warnings(ClassNode owner, Suppressions suppressions) {
    this.owner = owner;
    this.suppressions = suppressions;
  }

  /** Adds one with the advice of its code. */
  void add(Code code, MethodNode method, int line, String detail) {
    add(code, method, line, detail, code.advice());
  }

  /** Adds one with an advice of its own. */
  void add(Code code, MethodNode method, int line, String detail, String advice) {
    if (!suppressions.silence(code, owner, method)) {
      found.add(Diagnostics.about(owner, code, method.name, line, detail, advice));
    }
  }

  /** What was added, in the order of the lines. */
  public List<Diagnostic> inOrderOfLines() {
    return found.stream().sorted(Comparator.comparingInt(Diagnostic::line)).toList();
  }
}
