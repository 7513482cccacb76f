package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.analyse.Loop;
import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.StackMap;
import io.sirocco.instrument.internal.analyse.SuspensionPoint;
import io.sirocco.instrument.internal.plan.Spill.Place;
import io.sirocco.instrument.internal.read.ReturnKind;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.InvokeDynamicInsnNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * All choices about one coroutine: names, fields, and what is stored, restored and cleared where.
 *
 * @param analysis the facts they rest on
 * @param number of the coroutine in its class, from 0
 * @param frameClass internal name of the frame class
 * @param resumeMethod name of the resume method
 * @param startMethod name of the method that has the body, if that is not the method itself
 * @param hasOwnContext whether the runtime is told where the part of a call that runs inside the caller
 *     begins and ends; a lazy coroutine is called by the runtime itself
 * @param resumeIsStatic whether the resume method is static: the coroutine is, or it loses its
 *     {@code this}, or it does not need it at every suspension point, so that it must not always be kept
 * @param fields what the frame declares, without the receiver
 * @param points one per suspension point, in their order
 * @param body what the resume method copies
 * @param callSites instructions of the body that must stay one, with the names of methods for them
 * @param isSmall whether the points share code, at the price of some speed, because the methods would
 *     exceed the JVM's limit otherwise
 */
public record CoroutinePlan(
    MethodAnalysis analysis,
    int number,
    String frameClass,
    String resumeMethod,
    String startMethod,
    boolean hasOwnContext,
    boolean resumeIsStatic,
    List<FrameField> fields,
    List<PointPlan> points,
    ResumedBody body,
    Map<InvokeDynamicInsnNode, String> callSites,
    boolean isSmall) {

  /** More cannot be restored by code of its own for each await, at two bytes and more per local. */
  private static final int MAX_RESTORED = 65535 / 2;

  /**
   * Plans a coroutine.
   *
   * @param number of the coroutine in its class, from 0
   */
  public static CoroutinePlan of(MethodAnalysis analysis, int number) {
    long restored = analysis.points().stream()
        .mapToLong(point -> point.liveLocals().cardinality())
        .sum();
    return of(analysis, number, restored > MAX_RESTORED);
  }

  private static CoroutinePlan of(MethodAnalysis analysis, int number, boolean isSmall) {
    MethodNode method = analysis.coroutine().method();
    boolean isStatic = (method.access & Opcodes.ACC_STATIC) != 0;
    boolean resumeIsStatic = isStatic || analysis.losesThis() || !alwaysNeedsThis(analysis);
    List<SuspensionPoint> withoutReceiver =
        analysis.points().stream().map(p -> resumeIsStatic ? p : withoutThis(p)).toList();
    SpillAllocator allocator = new SpillAllocator(withoutReceiver);
    ResumedBody body = ResumedBody.of(analysis, isSmall ? List.of() : LoopPeeling.of(analysis));
    return new CoroutinePlan(
        analysis,
        number,
        GeneratedNames.frameClass(analysis.owner().name, method.name, number),
        GeneratedNames.resumeMethod(method.name, number),
        GeneratedNames.startMethod(method.name, number),
        !analysis.coroutine().kind().isLazy() && analysis.coroutine().changesContext(),
        resumeIsStatic,
        List.copyOf(allocator.fields()),
        pointPlans(analysis, body, withoutReceiver, allocator),
        body,
        SharedCallSites.of(method.instructions, body, method.name, number),
        isSmall);
  }

  /** The same with less code, for when it has turned out to be too large. */
  public CoroutinePlan smaller() {
    return of(analysis, number, true);
  }

  private static boolean alwaysNeedsThis(MethodAnalysis analysis) {
    return analysis.points().stream().allMatch(point -> point.liveLocals().get(0));
  }

  /** The receiver is the frame's own business: the resume method is called on it. */
  private static SuspensionPoint withoutThis(SuspensionPoint point) {
    BitSet live = (BitSet) point.liveLocals().clone();
    live.clear(0);
    return new SuspensionPoint(
        point.number(),
        point.call(),
        point.line(),
        point.awaitedType(),
        point.types(),
        live,
        point.loops());
  }

  private static List<PointPlan> pointPlans(
      MethodAnalysis analysis,
      ResumedBody body,
      List<SuspensionPoint> points,
      SpillAllocator allocator) {
    List<List<Spill>> spills = points.stream().map(allocator::spills).toList();
    FrameContents contents = new FrameContents(
        analysis.coroutine().method().instructions,
        analysis.flow(),
        points,
        spills,
        allocator.fields());
    List<PointPlan> plans = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      SuspensionPoint point = points.get(i);
      List<Spill> values = spills.get(i);
      plans.add(new PointPlan(
          point,
          point.types().map(deferred(analysis)),
          way(point, body),
          at(Place.OPERAND, values),
          at(Place.LOCAL, values),
          contents.dirty(point, values),
          contents.dead(point)));
    }
    return List.copyOf(plans);
  }

  private static List<Loop> way(SuspensionPoint point, ResumedBody body) {
    List<Loop> loops = point.loops();
    return body.isPeeled(point.call()) ? loops.subList(0, loops.size() - 1) : loops;
  }

  private static SortedMap<Integer, Spill> at(Place place, List<Spill> spills) {
    SortedMap<Integer, Spill> byIndex = new TreeMap<>();
    spills.stream().filter(s -> s.place() == place).forEach(s -> byIndex.put(s.index(), s));
    return Collections.unmodifiableSortedMap(byIndex);
  }

  /** Replaces objects that cannot be carried over a suspension by what stands in for them. */
  public static UnaryOperator<Object> deferred(MethodAnalysis analysis) {
    return type -> analysis.deferredSites().contains(type) ? Opcodes.NULL : type;
  }

  /** Stack map of the resume method for one of the original. */
  public StackMap resumed(StackMap original) {
    return original.map(deferred(analysis));
  }

  /** What the coroutine returns. */
  public ReturnKind kind() {
    return analysis.coroutine().kind();
  }

  /** Whether there is anything to suspend. */
  public boolean suspends() {
    return !points.isEmpty();
  }

  /** Whether the user has a nested class with the name of the frame class. */
  public boolean hasNamesake() {
    return suspends()
        && analysis.owner().innerClasses.stream().anyMatch(c -> c.name.equals(frameClass));
  }

  /** Internal name of the class that the frame class extends. */
  public String frameSuperclass() {
    return kind() == ReturnKind.VOID ? GeneratedNames.DETACHED_FRAME : GeneratedNames.FRAME;
  }

  /** Descriptor of the resume method. */
  public String resumeDescriptor() {
    return "(L" + frameClass + ";Ljava/lang/Object;)V";
  }

  /** What the first suspension hands out: name of the method of the runtime's frame. */
  public String parkMethod() {
    return switch (kind()) {
      case COMPLETABLE -> "parkCompletable";
      case VOID -> "parkDetached";
      default -> "park";
    };
  }

  /** Descriptor of {@link #parkMethod}. */
  public String parkDescriptor() {
    return "(Lio/sirocco/Future;)" + handedOut();
  }

  /** Descriptor of {@link #startMethod}. */
  public String startDescriptor() {
    String descriptor = analysis.coroutine().method().desc;
    return descriptor.substring(0, descriptor.indexOf(')') + 1) + kind().bodyDescriptor();
  }

  /** What becomes of an exception before the first suspension: name of a method of the runtime. */
  public String failedMethod() {
    return switch (kind()) {
      case COMPLETABLE -> "failedCompletable";
      case VOID -> "failedDetached";
      default -> "failed";
    };
  }

  /** Descriptor of {@link #failedMethod}. */
  public String failedDescriptor() {
    return "(Ljava/lang/Throwable;)" + handedOut();
  }

  /** Descriptor of what the runtime makes for the caller: a future serves for all that are one. */
  private String handedOut() {
    return switch (kind()) {
      case COMPLETABLE, VOID -> kind().descriptor();
      default -> ReturnKind.FUTURE.descriptor();
    };
  }
}
