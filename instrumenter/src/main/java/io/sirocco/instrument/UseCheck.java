package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.DroppedFutures;
import io.sirocco.instrument.internal.analyse.UnawaitedTests;
import io.sirocco.instrument.internal.read.ClassAnnotations;
import io.sirocco.instrument.internal.read.ConstantPoolScan;
import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.report.Diagnostic;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Looks for wrong uses of coroutines, in all classes: who calls one need not be one. This is for
 * builds; a class that is loaded with a wrong use in it works as well as it can.
 */
final class UseCheck {
  private final CoroutineCalls calls;
  private final ClassAnnotations annotations;

  /**
   * Makes a check.
   *
   * @param types where other classes are looked up; each is read once
   */
  UseCheck(ClassSource types) {
    this.calls = new CoroutineCalls(types::find);
    this.annotations = new ClassAnnotations(types::find);
  }

  /** Tells quickly whether a class has anything to do with the runtime. */
  static boolean concerns(byte[] classFile) {
    return ConstantPoolScan.mentionsRuntime(classFile);
  }

  /**
   * Warnings about a class that was not woven before.
   *
   * @return in the order of their lines; empty also for a class file that cannot be read
   */
  List<Diagnostic> check(byte[] classFile) {
    ClassNode owner = new ClassNode();
    try {
      new ClassReader(classFile).accept(owner, ClassReader.SKIP_FRAMES);
    } catch (RuntimeException | AssertionError e) { // ASM has no exception of its own for bad input
      return List.of();
    }
    List<Diagnostic> found = new ArrayList<>(DroppedFutures.find(owner, calls));
    found.addAll(UnawaitedTests.find(owner, annotations));
    found.sort(Comparator.comparingInt(Diagnostic::line));
    return found;
  }
}
