package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.Awaitables;
import io.sirocco.instrument.internal.analyse.AwaitedTypes;
import io.sirocco.instrument.internal.analyse.BlockingCalls;
import io.sirocco.instrument.internal.analyse.DroppedFutures;
import io.sirocco.instrument.internal.analyse.UnawaitedTests;
import io.sirocco.instrument.internal.analyse.Warnings;
import io.sirocco.instrument.internal.analyse.WholeCallAnnotations;
import io.sirocco.instrument.internal.read.ClassAnnotations;
import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.ConstantPoolScan;
import io.sirocco.instrument.internal.read.ConversionServices;
import io.sirocco.instrument.internal.read.CoroutineCalls;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.DeclaredAnnotations;
import io.sirocco.instrument.internal.read.Suppressions;
import io.sirocco.instrument.report.Diagnostic;
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

  private final Suppressions suppressions;
  private final Awaitables awaitables;
  private final BlockingCalls blockingCalls;
  private final WholeCallAnnotations wholeCallAnnotations;
  private final CheckOptions options;

  /**
   * Makes a check.
   *
   * @param types where other classes are looked up; each is read once
   */
  UseCheck(ClassSource types, CheckOptions options) {
    this.options = options;
    ClassHierarchy hierarchy = new ClassHierarchy(types::find);
    this.blockingCalls = new BlockingCalls(hierarchy, options.blockingCalls());
    this.wholeCallAnnotations = new WholeCallAnnotations(
        new DeclaredAnnotations(types::find), options.wholeCallAnnotations());
    this.awaitables = new Awaitables(
        hierarchy, new ConversionServices(types::find, types::resources), options.awaitable());
    this.suppressions = new Suppressions(types::find);
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
      new ClassReader(classFile).accept(owner, ClassReader.EXPAND_FRAMES);
    } catch (RuntimeException | AssertionError e) { // ASM has no exception of its own for bad input
      return List.of();
    }
    List<CoroutineMethod> coroutines = CoroutineFinder.find(owner).coroutines();
    Warnings warnings = new Warnings(owner, suppressions);
    DroppedFutures.find(owner, calls, warnings);
    UnawaitedTests.find(owner, annotations, warnings);
    wholeCallAnnotations.find(owner, coroutines, warnings);
    blockingCalls.find(coroutines, warnings);
    AwaitedTypes.warn(owner, coroutines, awaitables, warnings);
    return warnings.inOrderOfLines().stream()
        .filter(warning -> !options.suppressed().contains(warning.code()))
        .toList();
  }
}
