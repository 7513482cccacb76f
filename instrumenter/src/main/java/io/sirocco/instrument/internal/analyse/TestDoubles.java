package io.sirocco.instrument.internal.analyse;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.FieldNode;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Recognises calls in tests that start nothing: on a mock, as in {@code verify(mock).load()} and {@code
 * doReturn(future).when(mock).load()}, and in a lambda expression that is expected to throw.
 */
final class TestDoubles {
  private static final String MOCKITO = "org/mockito/";

  /** Descriptors of annotations of fields that hold mocks. */
  private static final Set<String> MOCKS = Set.of(
      "Lorg/mockito/Mock;",
      "Lorg/springframework/boot/test/mock/mockito/MockBean;",
      "Lorg/springframework/test/context/bean/override/mockito/MockitoBean;");

  /** Internal names of functional interfaces of test libraries whose function is called to see it throw. */
  private static final Set<String> EXPECTED_TO_THROW = Set.of(
      "org/junit/jupiter/api/function/Executable",
      "org/junit/function/ThrowingRunnable",
      "org/testng/Assert$ThrowingRunnable",
      "org/assertj/core/api/ThrowableAssert$ThrowingCallable",
      "org/mockito/MockedStatic$Verification");

  private final ClassNode owner;
  private final Set<String> mocks = new HashSet<>(); // names of fields
  private final Set<String> expectedToThrow = new HashSet<>(); // names of lambda bodies

  TestDoubles(ClassNode owner) {
    this.owner = owner;
    for (FieldNode field : owner.fields) {
      if (isMock(field.visibleAnnotations)) {
        mocks.add(field.name);
      }
    }
    for (MethodNode method : owner.methods) {
      for (AbstractInsnNode insn : method.instructions) {
        if (insn instanceof InvokeDynamicInsnNode indy && isExpectedToThrow(indy)) {
          expectedToThrow.add(((Handle) indy.bsmArgs[1]).getName());
        }
      }
    }
  }

  private static boolean isMock(List<AnnotationNode> annotations) {
    return annotations != null && annotations.stream().anyMatch(a -> MOCKS.contains(a.desc));
  }

  /** Whether a lambda expression or a method reference is made to see it throw. */
  static boolean isExpectedToThrow(InvokeDynamicInsnNode indy) {
    Type made = Type.getReturnType(indy.desc);
    return made.getSort() == Type.OBJECT
        && EXPECTED_TO_THROW.contains(made.getInternalName())
        && indy.bsmArgs.length >= 2
        && indy.bsmArgs[1] instanceof Handle;
  }

  /** Whether a method is the body of such a lambda expression. */
  boolean isExpectedToThrow(MethodNode method) {
    return expectedToThrow.contains(method.name);
  }

  /** Whether a call is one on a mock. */
  boolean isOnMock(MethodNode method, AbstractInsnNode call) {
    if (call.getOpcode() == Opcodes.INVOKESTATIC || mocks.isEmpty() && !usesMockito(method)) {
      return false;
    }
    Optional<ValueUses> uses = ValueUses.of(owner.name, method);
    return uses.isPresent() && uses.get().receiversOf(call).stream().anyMatch(this::givesMock);
  }

  private static boolean usesMockito(MethodNode method) {
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call && call.owner.startsWith(MOCKITO)) {
        return true;
      }
    }
    return false;
  }

  private boolean givesMock(AbstractInsnNode insn) {
    if (insn instanceof FieldInsnNode field) {
      return field.owner.equals(owner.name) && mocks.contains(field.name);
    }
    return insn instanceof MethodInsnNode call && call.owner.startsWith(MOCKITO);
  }
}
