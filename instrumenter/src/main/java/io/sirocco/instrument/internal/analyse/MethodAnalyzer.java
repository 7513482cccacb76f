package io.sirocco.instrument.internal.analyse;

import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.Diagnostics;
import io.sirocco.instrument.internal.read.Instructions;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AbstractInsnNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.FrameNode;
import org.objectweb.asm.tree.LabelNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.VarInsnNode;

/** Runs the analyses over one coroutine and collects their facts. Decides nothing, changes no code. */
public final class MethodAnalyzer {
  private final ClassNode owner;
  private final CoroutineMethod coroutine;
  private final MethodNode method;
  private final FlowGraph flow;
  private final LoopNest nest;
  private final TypeFlow typeFlow;
  private final int[] lines; // by index of the instruction
  private final Consumer<Diagnostic> diagnostics;

  private MethodAnalyzer(
      ClassNode owner, CoroutineMethod coroutine, Consumer<Diagnostic> diagnostics) {
    this.owner = owner;
    this.coroutine = coroutine;
    this.method = coroutine.method();
    this.diagnostics = diagnostics;
    this.flow = FlowGraph.of(method, new HashSet<>(coroutine.awaits()));
    this.nest = LoopNest.of(flow);
    this.typeFlow = new TypeFlow(owner.name, method);
    this.lines = Lines.ofAll(method);
  }

  /**
   * Analyses a coroutine.
   *
   * @param coroutine of a class read with expanded frames
   * @param diagnostics is told what forbids a suspension
   */
  public static MethodAnalysis analyze(
      ClassNode owner, CoroutineMethod coroutine, Consumer<Diagnostic> diagnostics) {
    // Labels are no instructions: the code stays the same, but every allocation gets a name.
    TypeFlow.labelAllocations(coroutine.method());
    return new MethodAnalyzer(owner, coroutine, diagnostics).analyze();
  }

  private MethodAnalysis analyze() {
    Set<AbstractInsnNode> awaits = new HashSet<>(coroutine.awaits());
    Map<AbstractInsnNode, StackMap> types = typeFlow.before(awaits::contains);
    Limits.exceeded(coroutine)
        .ifPresent(detail -> report(Code.TOO_LARGE, Lines.first(method), detail));
    reportHeldMonitors();
    List<SuspensionPoint> points = suspensionPoints(types);
    Limits.exceeded(points)
        .ifPresent(detail -> report(Code.TOO_LARGE, Lines.first(method), detail));
    Set<LabelNode> deferred = deferredSites(points);
    reportLooksAt(deferred);
    return new MethodAnalysis(
        owner,
        coroutine,
        flow,
        nest,
        typeFlow,
        points,
        deferred,
        constructions(deferred),
        losesThis());
  }

  private void reportHeldMonitors() {
    HeldMonitors monitors = HeldMonitors.of(method, flow);
    for (MethodInsnNode await : coroutine.awaits()) {
      monitors
          .innermostAt(await)
          .ifPresent(enter -> report(
              Code.AWAIT_UNDER_MONITOR,
              line(await),
              "await while holding the monitor entered at line " + line(enter)));
    }
  }

  private List<SuspensionPoint> suspensionPoints(Map<AbstractInsnNode, StackMap> types) {
    Liveness liveness = Liveness.of(method, flow);
    Map<Integer, Loop> loops = new HashMap<>(); // by header block
    List<SuspensionPoint> points = new ArrayList<>();
    for (MethodInsnNode await : coroutine.awaits()) {
      StackMap before = types.get(await);
      if (before == null) {
        report(Code.MALFORMED_CLASS, line(await), "no stack map at an await");
        continue;
      }
      List<Object> operands = before.stack();
      int below = operands.size() - 1;
      points.add(new SuspensionPoint(
          points.size() + 1,
          await,
          line(await),
          operands.get(below),
          new StackMap(before.locals(), operands.subList(0, below)),
          liveness.before(await),
          nest.around(flow.blockOf(await)).stream()
              .map(header -> loops.computeIfAbsent(header, this::loop))
              .toList()));
    }
    return points;
  }

  /** A header is the target of a jump or a handler, so it begins with a label and a stack map. */
  private Loop loop(int headerBlock) {
    LabelNode label = null;
    for (int i = flow.start(headerBlock); ; i++) {
      AbstractInsnNode node = method.instructions.get(i);
      if (node instanceof LabelNode first && label == null) {
        label = first;
      } else if (node instanceof FrameNode frame) {
        return new Loop(label, frame, StackMap.of(frame));
      }
    }
  }

  /**
   * An object that is uninitialised at the header of a loop is so at each await in it: its {@code NEW}
   * ran before the loop was entered, so it is not in the loop, and nothing else makes the object that
   * the header asks for again.
   */
  private static Set<LabelNode> deferredSites(List<SuspensionPoint> points) {
    Set<LabelNode> sites = new LinkedHashSet<>();
    for (SuspensionPoint point : points) {
      for (List<Object> part : List.of(point.types().locals(), point.types().stack())) {
        for (Object type : part) {
          if (type instanceof LabelNode site) {
            sites.add(site);
          }
        }
      }
    }
    return sites;
  }

  /** What stands in for an object that is made later is null, and must not be seen. */
  private void reportLooksAt(Set<LabelNode> sites) {
    if (sites.isEmpty()) {
      return;
    }
    Map<AbstractInsnNode, StackMap> types = typeFlow.before(insn -> operandsLookedAt(insn) > 0);
    for (AbstractInsnNode insn : method.instructions) {
      StackMap before = types.get(insn);
      if (before != null) {
        int depth = before.stack().size();
        before.stack().subList(depth - operandsLookedAt(insn), depth).stream()
            .filter(sites::contains)
            .findFirst()
            .ifPresent(site -> report(
                Code.UNINITIALISED_OBJECT,
                line(insn),
                "object compared or locked before its constructor is called"));
      }
    }
  }

  private static int operandsLookedAt(AbstractInsnNode insn) {
    return switch (insn.getOpcode()) {
      case Opcodes.IF_ACMPEQ, Opcodes.IF_ACMPNE -> 2;
      case Opcodes.IFNULL, Opcodes.IFNONNULL, Opcodes.MONITORENTER, Opcodes.MONITOREXIT -> 1;
      default -> 0;
    };
  }

  private List<Construction> constructions(Set<LabelNode> sites) {
    if (sites.isEmpty()) {
      return List.of();
    }
    List<Construction> result = new ArrayList<>();
    Map<AbstractInsnNode, StackMap> types = typeFlow.before(Instructions::isConstructorCall);
    for (AbstractInsnNode insn : method.instructions) {
      StackMap before = types.get(insn);
      if (before != null) {
        MethodInsnNode call = (MethodInsnNode) insn;
        int receiver = before.stack().size() - 1 - TypeFlow.argumentCount(call.desc);
        TypeFlow.siteAt(before, receiver)
            .filter(sites::contains)
            .ifPresent(site ->
                result.add(new Construction(site, TypeFlow.allocatedType(site), call, before)));
      }
    }
    return result;
  }

  private boolean losesThis() {
    if ((method.access & Opcodes.ACC_STATIC) != 0) {
      return false;
    }
    for (AbstractInsnNode insn : method.instructions) {
      boolean assigns = insn instanceof VarInsnNode access
          && access.var == 0
          && access.getOpcode() >= Opcodes.ISTORE;
      boolean forgets = insn instanceof FrameNode stackMap
          && (stackMap.local.isEmpty() || !stackMap.local.get(0).equals(owner.name));
      if (assigns || forgets) {
        return true;
      }
    }
    return false;
  }

  private int line(AbstractInsnNode insn) {
    return lines[method.instructions.indexOf(insn)];
  }

  private void report(Code code, int line, String detail) {
    diagnostics.accept(Diagnostics.about(owner, code, method.name, line, detail));
  }
}
