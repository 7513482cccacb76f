package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.Diagnostics;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds awaits, in coroutines, of what cannot be awaited or only by blocking a thread. The overloads that
 * take anything compile with all of it; the verifier's type says what it is.
 */
public final class AwaitedTypes {
  /** Functions that take anything, and how many operands lie above that. */
  private static final Map<String, Integer> TAKERS = Map.of(
      "await(Ljava/lang/Object;)Ljava/lang/Object;", 0,
      "await(Ljava/util/concurrent/Future;)Ljava/lang/Object;", 0,
      "convertYielded(Ljava/lang/Object;)Lio/sirocco/Future;", 0,
      "withTimeout(Ljava/time/Duration;Ljava/lang/Object;[Ljava/lang/Class;)Lio/sirocco/Future;", 1,
      "withTimeout(Lio/sirocco/Deadline;Ljava/lang/Object;[Ljava/lang/Class;)Lio/sirocco/Future;",
          1);

  private AwaitedTypes() {}

  /** One place, and what is wrong there. */
  private record Problem(Code code, MethodNode method, int line, String detail, String advice) {}

  /**
   * What makes it an error to weave a class.
   *
   * @param owner read with expanded frames, and not changed
   */
  public static List<Diagnostic> errors(
      ClassNode owner, List<CoroutineMethod> coroutines, Awaitables awaitables) {
    return problems(owner, coroutines, awaitables).stream()
        .filter(problem -> isError(problem.code()))
        .map(problem -> Diagnostics.about(
            owner,
            problem.code(),
            problem.method().name,
            problem.line(),
            problem.detail(),
            problem.advice()))
        .toList();
  }

  /**
   * What may be wrong.
   *
   * @param owner read with expanded frames, and not changed
   */
  public static void warn(
      ClassNode owner, List<CoroutineMethod> coroutines, Awaitables awaitables, Warnings warnings) {
    for (Problem problem : problems(owner, coroutines, awaitables)) {
      if (!isError(problem.code())) {
        warnings.add(
            problem.code(), problem.method(), problem.line(), problem.detail(), problem.advice());
      }
    }
  }

  private static boolean isError(Code code) {
    return code.severity() == Diagnostic.Severity.ERROR;
  }

  private static List<Problem> problems(
      ClassNode owner, List<CoroutineMethod> coroutines, Awaitables awaitables) {
    List<Problem> problems = new ArrayList<>();
    for (CoroutineMethod coroutine : coroutines) {
      MethodNode method = coroutine.method();
      if (hasTaker(method)) {
        Map<AbstractInsnNode, StackMap> types =
            new TypeFlow(owner.name, method).before(AwaitedTypes::isTaker);
        for (AbstractInsnNode insn : method.instructions) {
          if (types.containsKey(insn)) {
            problem(method, (MethodInsnNode) insn, types.get(insn), awaitables)
                .ifPresent(problems::add);
          }
        }
      }
    }
    return problems;
  }

  private static boolean hasTaker(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (isTaker(insn)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isTaker(AbstractInsnNode insn) {
    return insn instanceof MethodInsnNode call
        && call.owner.equals(SiroccoNames.COROUTINES)
        && TAKERS.containsKey(call.name + call.desc);
  }

  private static Optional<Problem> problem(
      MethodNode method, MethodInsnNode call, StackMap types, Awaitables awaitables) {
    int operand = types.stack().size() - 1 - TAKERS.get(call.name + call.desc);
    if (!(types.stack().get(operand) instanceof String type)) {
      return Optional.empty(); // null, which stands for a moment
    }
    String name = Type.getObjectType(type).getClassName();
    Optional<AwaitAdvice.Row> row = awaitables.adviceFor(type);
    String instead = row.map(known -> known.advice() + " ").orElse("");
    String library = row.map(AwaitAdvice.Row::library).orElse("");
    return switch (awaitables.wayOf(type)) {
      case FINE -> Optional.empty();
      case NEVER -> of(Code.NOT_AWAITABLE, method, call, name + " cannot be awaited", instead);
      case UNKNOWN -> of(Code.NO_CONVERSION, method, call, adapter(name, library), instead);
      case BLOCKING -> of(Code.THREAD_PER_WAIT, method, call, thread(name, library), instead);
    };
  }

  private static String adapter(String name, String library) {
    String known = "no conversion of " + name + " to a future is known here";
    return library.isEmpty() ? known : known + ", such as an adapter for " + library + " brings";
  }

  private static String thread(String name, String library) {
    String blocks = "a thread blocks for each wait for " + name;
    return library.isEmpty()
        ? blocks
        : blocks + ", as long as no conversion, such as an adapter for " + library
            + " brings, is there";
  }

  private static Optional<Problem> of(
      Code code, MethodNode method, MethodInsnNode call, String detail, String instead) {
    return Optional.of(new Problem(code, method, Lines.of(call), detail, instead + code.advice()));
  }
}
