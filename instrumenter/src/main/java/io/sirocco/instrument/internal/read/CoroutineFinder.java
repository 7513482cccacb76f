package io.sirocco.instrument.internal.read;

import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.LdcInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Finds the coroutines of a class, and every {@code await} or {@code emit} that does not belong into
 * one.
 *
 * <p>A coroutine is a method with the annotation, or the body of a lambda expression that awaits and
 * returns a future or an iterator. Bridge methods are passed over: compilers copy annotations to them, but they only
 * forward.
 */
public final class CoroutineFinder {
  private final ClassNode owner;
  private final Set<String> lambdaBodies;
  private final GroovyCalls groovy;
  private final List<CoroutineMethod> coroutines = new ArrayList<>();
  private final List<Diagnostic> diagnostics = new ArrayList<>();

  private CoroutineFinder(ClassNode owner) {
    this.owner = owner;
    this.lambdaBodies = lambdaBodies(owner);
    this.groovy = new GroovyCalls(owner);
  }

  /**
   * What was found.
   *
   * @param coroutines in the order of the class file
   * @param diagnostics one per mistake, in the order of the class file
   */
  public record Found(List<CoroutineMethod> coroutines, List<Diagnostic> diagnostics) {}

  /** Looks through all methods of a class. */
  public static Found find(ClassNode owner) {
    CoroutineFinder finder = new CoroutineFinder(owner);
    owner.methods.forEach(finder::look);
    return new Found(List.copyOf(finder.coroutines), List.copyOf(finder.diagnostics));
  }

  private void look(MethodNode method) {
    if (SiroccoNames.coroutineOf(method.name).isPresent()) {
      report(Code.NAME_CLASH, method, Lines.first(method), "method name is reserved");
    }
    List<MethodInsnNode> awaits = CoroutineMethod.suspensions(method);
    Set<AbstractInsnNode> dynamic = groovy.awaits(method);
    for (AbstractInsnNode insn : method.instructions) {
      if (dynamic.contains(insn)) {
        report(Code.DYNAMIC_AWAIT, method, Lines.of(insn), "dynamic call of await or emit");
      } else if (namesAwait(insn)) {
        report(
            Code.AWAIT_METHOD_REFERENCE,
            method,
            Lines.of(insn),
            "method reference to await or emit");
      }
    }
    if (isAnnotated(method) && (method.access & Opcodes.ACC_BRIDGE) == 0) {
      checkAnnotated(method, awaits);
    } else if (!awaits.isEmpty()) {
      checkNotAnnotated(method, awaits);
    }
  }

  private void checkAnnotated(MethodNode method, List<MethodInsnNode> awaits) {
    int line = Lines.first(method);
    if ((method.access & Opcodes.ACC_NATIVE) != 0) {
      report(Code.NATIVE_COROUTINE, method, line, "@Coroutine on a native method");
    } else if ((method.access & Opcodes.ACC_SYNCHRONIZED) != 0) {
      report(Code.SYNCHRONIZED_COROUTINE, method, line, "@Coroutine on a synchronized method");
    } else {
      accept(method, awaits, line, Code.RETURN_TYPE, "a coroutine cannot return ");
    }
  }

  private void accept(
      MethodNode method, List<MethodInsnNode> awaits, int line, Code otherwise, String what) {
    Optional<ReturnKind> kind = ReturnKind.of(method.desc);
    if (kind.isEmpty()) {
      String type = Type.getReturnType(method.desc).getClassName();
      report(otherwise, method, line, what + type);
    } else if ((method.access & Opcodes.ACC_ABSTRACT) == 0) {
      checkEmits(method, kind.get(), awaits);
      coroutines.add(new CoroutineMethod(method, kind.get(), awaits));
    }
  }

  private void checkEmits(MethodNode method, ReturnKind kind, List<MethodInsnNode> awaits) {
    for (MethodInsnNode call : awaits) {
      if (SiroccoNames.isEmit(call) && kind != ReturnKind.GENERATOR) {
        String type = Type.getReturnType(method.desc).getClassName();
        String detail = "emit in a coroutine that returns " + type;
        report(Code.EMIT_OUTSIDE_GENERATOR, method, Lines.of(call), detail);
      }
    }
  }

  private void checkNotAnnotated(MethodNode method, List<MethodInsnNode> awaits) {
    boolean isLambda = lambdaBodies.contains(method.name + method.desc);
    if (isLambda && ReturnKind.of(method.desc).filter(k -> k != ReturnKind.VOID).isPresent()) {
      checkAnnotated(method, awaits);
      return;
    }
    for (MethodInsnNode await : awaits) {
      Code code = codeFor(method, isLambda);
      report(code, method, Lines.of(await), mistake(await.name, method, isLambda));
    }
  }

  private static Code codeFor(MethodNode method, boolean isLambda) {
    if (method.name.startsWith("<")) {
      return Code.AWAIT_IN_CONSTRUCTOR;
    }
    return isLambda ? Code.AWAIT_IN_LAMBDA : Code.AWAIT_OUTSIDE_COROUTINE;
  }

  private static String mistake(String call, MethodNode method, boolean isLambda) {
    if (method.name.equals("<clinit>")) {
      return call + " in a static initialiser";
    }
    if (method.name.equals("<init>")) {
      return call + " in a constructor or an initialiser";
    }
    return isLambda
        ? call + " in a lambda that returns " + Type.getReturnType(method.desc).getClassName()
        : call + " outside a coroutine";
  }

  private void report(Code code, MethodNode method, int line, String detail) {
    diagnostics.add(Diagnostics.about(owner, code, method.name, line, detail));
  }

  /** Whether a method carries the annotation of coroutines. */
  public static boolean isAnnotated(MethodNode method) {
    return has(method.visibleAnnotations) || has(method.invisibleAnnotations);
  }

  private static boolean has(List<AnnotationNode> annotations) {
    return annotations != null
        && annotations.stream().anyMatch(a -> a.desc.equals(SiroccoNames.COROUTINE));
  }

  /**
   * Synthetic methods of this class that an invokedynamic instruction of it refers to, or that are named
   * as compilers name lambda bodies: in dead code javac drops the instruction and keeps the body, and
   * scalac puts an adapter between the two. Bodies of Kotlin's lambdas, such as {@code load$lambda$0},
   * are not synthetic.
   */
  private static Set<String> lambdaBodies(ClassNode owner) {
    Set<String> referenced = new HashSet<>();
    for (MethodNode method : owner.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof InvokeDynamicInsnNode indy) {
          for (Object argument : indy.bsmArgs) {
            if (argument instanceof Handle handle && handle.getOwner().equals(owner.name)) {
              referenced.add(handle.getName() + handle.getDesc());
            }
          }
        }
      }
    }
    Set<String> bodies = new HashSet<>();
    for (MethodNode method : owner.methods) {
      boolean isReferenced = referenced.contains(method.name + method.desc);
      boolean isBody = (method.access & Opcodes.ACC_SYNTHETIC) != 0
          ? isReferenced || isNamedAsBody(method.name)
          : isReferenced && method.name.contains("$lambda$");
      if (isBody) {
        bodies.add(method.name + method.desc);
      }
    }
    return bodies;
  }

  /** As javac and ECJ name them, or as scalac does. */
  private static boolean isNamedAsBody(String method) {
    return method.startsWith("lambda$") || method.startsWith("$anonfun$");
  }

  private static boolean namesAwait(AbstractInsnNode insn) {
    if (insn instanceof InvokeDynamicInsnNode indy) {
      return namesAwait(indy.bsmArgs);
    }
    return insn instanceof LdcInsnNode ldc && namesAwait(ldc.cst);
  }

  private static boolean namesAwait(Object... constants) {
    for (Object constant : constants) {
      if (constant instanceof Handle handle) {
        if (handle.getOwner().equals(SiroccoNames.COROUTINES)
            && (handle.getName().equals(SiroccoNames.AWAIT)
                || handle.getName().equals(SiroccoNames.EMIT))) {
          return true;
        }
      } else if (constant instanceof ConstantDynamic dynamic) {
        for (int i = 0; i < dynamic.getBootstrapMethodArgumentCount(); i++) {
          if (namesAwait(dynamic.getBootstrapMethodArgument(i))) {
            return true;
          }
        }
      }
    }
    return false;
  }
}
