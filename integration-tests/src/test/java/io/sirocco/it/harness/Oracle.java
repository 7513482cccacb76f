package io.sirocco.it.harness;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Turns a class that was not woven into one that waits where it awaits: what a target means, by the
 * plainest way to run it.
 *
 * <p>Each coroutine {@code m} becomes {@code m$body}, untouched but for the owner of {@code await}; a
 * new {@code m} calls it through {@link OracleCalls} or {@link ThreadCalls}. No control flow changes, so
 * there is nothing here that could be wrong in the way in which a transformer is wrong.
 */
final class Oracle {
  private static final String AWAIT_OWNER = "io/sirocco/Coroutines";
  private static final String ITERATOR = "io/sirocco/AsyncIterator";
  private static final String BODIES = "io/sirocco/it/harness/OracleCalls";
  private static final String COROUTINE = "Lio/sirocco/Coroutine;";
  private static final Map<String, String> WRAPPERS = Map.of(
      "Lio/sirocco/Future;", "future",
      "Lio/sirocco/Awaitable;", "lazy",
      "Ljava/util/concurrent/CompletionStage;", "stage",
      "Ljava/util/concurrent/CompletableFuture;", "completable",
      "Lio/sirocco/AsyncIterator;", "generator",
      "V", "detached");

  /** What a generator does at once if it is called where it lives, and later if not. */
  private static final Set<String> TURNS = Set.of("advance", "close");

  private final boolean isOnThreads;
  private final String awaits;
  private final String calls;

  private Oracle(boolean isOnThreads, String awaits, String calls) {
    this.isOnThreads = isOnThreads;
    this.awaits = "io/sirocco/it/harness/" + awaits;
    this.calls = "io/sirocco/it/harness/" + calls;
  }

  /** Coroutines run to their end in the thread of their caller; awaits complete what they wait for. */
  static Oracle blocking() {
    return new Oracle(false, "Blocking", "OracleCalls");
  }

  /** Each coroutine runs on a thread of its own, and awaits suspend that thread. */
  static Oracle onThreads() {
    return new Oracle(true, "ThreadAwaits", "ThreadCalls");
  }

  ClassFiles of(ClassFiles compiled) {
    Map<String, byte[]> rewritten = new TreeMap<>();
    compiled.byName().forEach((name, bytes) -> rewritten.put(name, of(bytes)));
    return new ClassFiles(rewritten);
  }

  private byte[] of(byte[] classFile) {
    ClassNode owner = new ClassNode();
    new ClassReader(classFile).accept(owner, 0);
    for (MethodNode method : List.copyOf(owner.methods)) {
      boolean awaits = replaceAwaits(method);
      if (isCoroutine(method, awaits)) {
        owner.methods.add(wrapper(owner, method));
      }
    }
    ClassWriter writer = new ClassWriter(0);
    owner.accept(writer);
    return writer.toByteArray();
  }

  private boolean replaceAwaits(MethodNode method) {
    boolean found = false;
    for (AbstractInsnNode insn : method.instructions) {
      if (insn instanceof MethodInsnNode call
          && call.owner.equals(AWAIT_OWNER)
          && (call.name.equals("await") || call.name.equals("emit"))) {
        call.owner = awaits;
        found = true;
      } else if (isOnThreads
          && insn instanceof MethodInsnNode call
          && call.owner.equals(ITERATOR)
          && TURNS.contains(call.name)) {
        call.setOpcode(Opcodes.INVOKESTATIC);
        call.owner = awaits;
        call.desc = "(L" + ITERATOR + ";)Lio/sirocco/Future;";
        call.itf = false;
      }
    }
    return found;
  }

  private static boolean isCoroutine(MethodNode method, boolean awaits) {
    if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE)) != 0) {
      return false;
    }
    boolean isLambda = method.name.contains("lambda$") || method.name.contains("$anonfun$");
    return isLambda ? awaits : isAnnotated(method);
  }

  private static boolean isAnnotated(MethodNode method) {
    return method.visibleAnnotations != null
        && method.visibleAnnotations.stream().anyMatch(a -> a.desc.equals(COROUTINE));
  }

  /** Renames {@code method} and makes a method of its old name that calls it. */
  private MethodNode wrapper(ClassNode owner, MethodNode method) {
    MethodNode wrapper =
        new MethodNode(method.access, method.name, method.desc, method.signature, null);
    wrapper.exceptions = method.exceptions;
    wrapper.visibleAnnotations = method.visibleAnnotations;
    method.visibleAnnotations = null;
    method.visibleParameterAnnotations = null;
    method.invisibleParameterAnnotations = null;
    method.parameters = null;
    method.name = method.name + "$body" + owner.methods.indexOf(method);
    method.access = method.access & (Opcodes.ACC_STATIC | Opcodes.ACC_STRICT)
        | Opcodes.ACC_PRIVATE
        | Opcodes.ACC_SYNTHETIC;
    emitCall(wrapper, owner, method);
    return wrapper;
  }

  /** {@code return OracleCalls.future(() -> m$body(arguments));}. */
  private void emitCall(MethodNode wrapper, ClassNode owner, MethodNode body) {
    boolean isStatic = (body.access & Opcodes.ACC_STATIC) != 0;
    boolean isInterface = (owner.access & Opcodes.ACC_INTERFACE) != 0;
    Type returned = Type.getReturnType(body.desc);
    boolean isVoid = returned == Type.VOID_TYPE;
    List<Type> captured = new ArrayList<>();
    if (!isStatic) {
      captured.add(Type.getObjectType(owner.name));
    }
    captured.addAll(List.of(Type.getArgumentTypes(body.desc)));
    int local = 0;
    for (Type type : captured) {
      wrapper.visitVarInsn(type.getOpcode(Opcodes.ILOAD), local);
      local += type.getSize();
    }
    String functional = "L" + BODIES + (isVoid ? "$VoidBody;" : "$Body;");
    String functionalMethod = isVoid ? "()V" : "()Ljava/lang/Object;";
    int tag = isStatic ? Opcodes.H_INVOKESTATIC : Opcodes.H_INVOKESPECIAL;
    wrapper.visitInvokeDynamicInsn(
        "run",
        Type.getMethodDescriptor(Type.getType(functional), captured.toArray(new Type[0])),
        METAFACTORY,
        Type.getMethodType(functionalMethod),
        new Handle(tag, owner.name, body.name, body.desc, isInterface),
        Type.getMethodType(isVoid ? "()V" : "()" + returned.getDescriptor()));
    wrapper.visitMethodInsn(
        Opcodes.INVOKESTATIC,
        calls,
        WRAPPERS.get(returned.getDescriptor()),
        "(" + functional + ")" + returned.getDescriptor(),
        false);
    wrapper.visitInsn(returned.getOpcode(Opcodes.IRETURN));
    wrapper.visitMaxs(Math.max(2, local), local);
  }

  private static final Handle METAFACTORY = new Handle(
      Opcodes.H_INVOKESTATIC,
      "java/lang/invoke/LambdaMetafactory",
      "metafactory",
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;"
          + "Ljava/lang/invoke/MethodType;Ljava/lang/invoke/MethodHandle;"
          + "Ljava/lang/invoke/MethodType;)Ljava/lang/invoke/CallSite;",
      false);
}
