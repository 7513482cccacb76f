package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.DroppedFutures;
import io.sirocco.instrument.internal.read.ConstantPoolScan;
import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.report.Diagnostic;
import java.util.List;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * Looks for wrong calls of coroutines, in all classes: who calls one need not be one. This is for
 * builds; a class that is loaded with a wrong call in it works as well as it can.
 */
final class CallCheck {
  private final CoroutineCalls calls;

  /**
   * Makes a check.
   *
   * @param types where the called classes are looked up; each is read once
   */
  CallCheck(ClassSource types) {
    this.calls = new CoroutineCalls(types::find);
  }

  /** Tells quickly whether a class has anything to do with the runtime. */
  static boolean concerns(byte[] classFile) {
    return ConstantPoolScan.mentionsRuntime(classFile);
  }

  /**
   * Warnings about a class that was not woven before.
   *
   * @return empty also for a class file that cannot be read
   */
  List<Diagnostic> check(byte[] classFile) {
    ClassNode owner = new ClassNode();
    try {
      new ClassReader(classFile).accept(owner, ClassReader.SKIP_FRAMES);
    } catch (RuntimeException | AssertionError e) { // ASM has no exception of its own for bad input
      return List.of();
    }
    return DroppedFutures.find(owner, calls);
  }
}
