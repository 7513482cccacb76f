package io.sirocco.torture.rewrite;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;

/**
 * Rewrites class files so that the body of every method that may be one becomes a coroutine {@code
 * m$co}, with awaits wherever one may stand; the method itself becomes a {@link Stub} that drives it.
 */
public final class Torturer {
  /** Bytes; a larger method has no room for awaits. */
  private static final int MAX_CODE = 16_000;

  private static final List<Type> RETURN_TYPES =
      List.of(Names.FUTURE, Names.AWAITABLE, Names.STAGE, Names.COMPLETABLE);

  private final Plan plan;
  private final OldClassFiles oldClassFiles;
  private final Map<PointKind, Integer> kinds = new EnumMap<>(PointKind.class);
  private final Map<String, Integer> skipped = new TreeMap<>();
  private int methods;
  private int points;
  private int nextSite;

  /**
   * Makes a torturer of one library; the order of the classes matters.
   *
   * @param hierarchy where the types that old class files mention can be found
   */
  public Torturer(Plan plan, ClassLoader hierarchy) {
    this.plan = plan;
    this.oldClassFiles = new OldClassFiles(hierarchy);
  }

  /** The new class; the same array if nothing in it may be tortured. */
  public byte[] torture(byte[] classFile) {
    ClassNode owner = new ClassNode();
    new ClassReader(oldClassFiles.upgrade(classFile)).accept(owner, 0);
    Set<String> names = new HashSet<>();
    owner.methods.forEach(method -> names.add(method.name));
    List<MethodNode> coroutines = new ArrayList<>();
    for (MethodNode method : owner.methods) {
      MethodNode coroutine = split(owner, method, names);
      if (coroutine != null) {
        coroutines.add(coroutine);
      }
    }
    if (coroutines.isEmpty()) {
      return classFile;
    }
    owner.methods.addAll(coroutines);
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    owner.accept(writer);
    return writer.toByteArray();
  }

  private MethodNode split(ClassNode owner, MethodNode method, Set<String> names) {
    String reason = reasonToSkip(method);
    if (reason != null) {
      return skip(reason);
    }
    String id = owner.name + "." + method.name + method.desc;
    Random random = new Random(plan.seed() * 31 + id.hashCode());
    Map<AbstractInsnNode, Set<PointKind>> chosen;
    try {
      CodeFlow flow = new CodeFlow(owner.name, method);
      chosen = PointChoice.choose(method, flow, random, plan.maxPoints());
    } catch (AnalyzerException e) {
      return skip("cannot be analysed: " + e.getMessage());
    }
    Type returnType = RETURN_TYPES.get(random.nextInt(RETURN_TYPES.size()));
    if (chosen.isEmpty()) {
      return skip("no place for an await");
    }
    String name = freeName(method.name, names);
    if (!plan.chosen().test(id)) {
      nextSite +=
          chosen.size() + returns(method); // the others do the same as if this one were chosen
      return skip("not chosen");
    }
    methods++;
    points += chosen.size();
    chosen.values().forEach(all -> all.forEach(kind -> kinds.merge(kind, 1, Integer::sum)));

    MethodNode coroutine = moveBody(method, name, returnType);
    CoroutineBody body = new CoroutineBody(coroutine, random, nextSite);
    body.insertAwaits(chosen.keySet());
    body.returnFutures(Type.getReturnType(method.desc));
    nextSite = body.nextSite();
    Stub.putInto(method, coroutine, owner.name, (owner.access & Opcodes.ACC_INTERFACE) != 0);
    return coroutine;
  }

  private static String reasonToSkip(MethodNode method) {
    if (method.name.startsWith("<")) {
      return "constructor or static initialiser";
    }
    if ((method.access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
      return "no body";
    }
    return Code.size(method) > MAX_CODE ? "too large" : null;
  }

  private MethodNode skip(String reason) {
    skipped.merge(reason, 1, Integer::sum);
    return null;
  }

  private static String freeName(String name, Set<String> names) {
    String free = name + "$co";
    for (int number = 2; !names.add(free); number++) {
      free = name + "$co" + number;
    }
    return free;
  }

  private static int returns(MethodNode method) {
    int returns = 0;
    for (AbstractInsnNode instruction : method.instructions) {
      int opcode = instruction.getOpcode();
      returns += opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN ? 1 : 0;
    }
    return returns;
  }

  /** A private coroutine with the code of {@code method}, which has none afterwards. */
  private static MethodNode moveBody(MethodNode method, String name, Type returnType) {
    int kept = Opcodes.ACC_STATIC | Opcodes.ACC_STRICT | Opcodes.ACC_VARARGS;
    int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_SYNTHETIC | method.access & kept;
    String descriptor = Type.getMethodDescriptor(returnType, Type.getArgumentTypes(method.desc));
    String[] exceptions = method.exceptions.toArray(String[]::new);
    MethodNode coroutine = new MethodNode(Opcodes.ASM9, access, name, descriptor, null, exceptions);
    coroutine.visibleAnnotations = new ArrayList<>(List.of(new AnnotationNode(Names.COROUTINE)));
    coroutine.instructions = method.instructions;
    coroutine.tryCatchBlocks = method.tryCatchBlocks;
    coroutine.localVariables = method.localVariables;
    coroutine.visibleLocalVariableAnnotations = method.visibleLocalVariableAnnotations;
    coroutine.invisibleLocalVariableAnnotations = method.invisibleLocalVariableAnnotations;
    method.localVariables = null;
    method.visibleLocalVariableAnnotations = null;
    method.invisibleLocalVariableAnnotations = null;
    return coroutine;
  }

  /** What was done so far. */
  public Summary summary() {
    return new Summary(methods, points, nextSite, Map.copyOf(kinds), Map.copyOf(skipped));
  }

  /**
   * What was done.
   *
   * @param methods how many methods have become coroutines
   * @param points how many awaits were inserted
   * @param sites one more than the largest number of an await or a returned future
   * @param kinds how many awaits of each kind
   * @param skipped how many methods were left alone, and why
   */
  public record Summary(
      int methods,
      int points,
      int sites,
      Map<PointKind, Integer> kinds,
      Map<String, Integer> skipped) {}
}
