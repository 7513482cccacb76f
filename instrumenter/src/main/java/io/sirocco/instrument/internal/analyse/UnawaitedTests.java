package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.ClassAnnotations;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.Set;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds test methods that are coroutines and that nobody waits for: JUnit and TestNG see one return at
 * its first suspension, and call it green whatever comes of it.
 */
public final class UnawaitedTests {
  /** What makes a framework call a method that returns nothing. */
  private static final Set<String> CALLED = Set.of(
      "org/junit/jupiter/api/Test",
      "org/junit/jupiter/api/TestTemplate",
      "org/junit/jupiter/api/BeforeAll",
      "org/junit/jupiter/api/BeforeEach",
      "org/junit/jupiter/api/AfterEach",
      "org/junit/jupiter/api/AfterAll",
      "org/junit/Test",
      "org/junit/Before",
      "org/junit/After",
      "org/testng/annotations/Test");

  private static final Set<String> AWAITED = Set.of(SiroccoNames.LOOP_TEST);

  private UnawaitedTests() {}

  /**
   * Looks through a class.
   *
   * @param owner as it was read, and not woven
   * @param annotations finds the annotations of other classes
   * @param warnings gets one for each such method
   */
  public static void find(ClassNode owner, ClassAnnotations annotations, Warnings warnings) {
    for (MethodNode method : owner.methods) {
      if (isVoidCoroutine(method)
          && isAnnotated(method, CALLED, annotations)
          && !isAnnotated(method, AWAITED, annotations)
          && !annotations.hasOneOf(owner.name, AWAITED)) {
        warnings.add(
            Code.UNAWAITED_TEST,
            method,
            Lines.first(method),
            "nobody waits for the end of this test");
      }
    }
  }

  private static boolean isVoidCoroutine(MethodNode method) {
    return Type.getReturnType(method.desc) == Type.VOID_TYPE
        && CoroutineFinder.isAnnotated(method)
        && awaits(method);
  }

  private static boolean awaits(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && SiroccoNames.isAwait(call)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isAnnotated(
      MethodNode method, Set<String> wanted, ClassAnnotations annotations) {
    return ClassAnnotations.typesOf(method.visibleAnnotations).stream()
        .anyMatch(type -> wanted.contains(type) || annotations.hasOneOf(type, wanted));
  }
}
