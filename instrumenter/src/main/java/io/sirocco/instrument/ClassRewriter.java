package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.MethodAnalyzer;
import io.sirocco.instrument.internal.emit.CoroutineEmitter;
import io.sirocco.instrument.internal.emit.GeneratorBody;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.Diagnostics;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.internal.write.ClassFileWriter;
import io.sirocco.instrument.internal.write.CodeSize;
import io.sirocco.instrument.internal.write.CodeTooLargeException;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Rewrites the coroutines of a class: analyses, plans and emits them.
 *
 * <p>One after the other, so that what is known about one is let go of before the next; it takes many
 * times the room of the code. One whose code is certainly too large is read and emitted again, alone,
 * with code that its awaits share.
 */
final class ClassRewriter {
  private final ClassNode owner;
  private final List<Diagnostic> diagnostics;
  private final IntFunction<MethodNode> original;
  private final BitSet sharing;
  private final List<Emitted> emitted = new ArrayList<>(); // by the number of the coroutine
  private final List<MethodNode> made = new ArrayList<>();
  private final Map<String, byte[]> frames = new LinkedHashMap<>();

  /** What must be known of a coroutine once all are emitted. */
  private record Emitted(
      MethodNode method, String resumeMethod, String startMethod, int line, boolean canShrink) {

    /** Before the body is replaced, to know its first line. */
    static Emitted of(CoroutinePlan plan) {
      MethodNode method = plan.analysis().coroutine().method();
      return new Emitted(
          method,
          plan.resumeMethod(),
          plan.startMethod(),
          Lines.first(method),
          plan.suspends() && !plan.isSmall());
    }

    /** Whether the body stands in this method of the owner, as it was or for a resumption. */
    boolean isIn(CodeSize code) {
      return code.method().equals(resumeMethod)
          || code.method().equals(startMethod)
          || code.method().equals(method.name) && code.descriptor().equals(method.desc);
    }
  }

  /**
   * Makes a rewriter.
   *
   * @param owner is changed
   * @param diagnostics those found so far; with an error among them nothing is emitted
   * @param original reads a method again, by its index in the class file
   * @param sharing numbers of the coroutines whose awaits share code; more are added to it
   */
  ClassRewriter(
      ClassNode owner,
      List<Diagnostic> diagnostics,
      IntFunction<MethodNode> original,
      BitSet sharing) {
    this.owner = owner;
    this.diagnostics = new ArrayList<>(diagnostics);
    this.original = original;
    this.sharing = sharing;
  }

  /** Rewrites the next coroutine in the order of the class file, or finds out why it cannot be. */
  void rewrite(CoroutineMethod coroutine) {
    MethodAnalysis analysis =
        MethodAnalyzer.analyze(owner, GeneratorBody.expand(coroutine), diagnostics::add);
    if (hasErrors()) {
      return; // but those of the next coroutine are wanted, too
    }
    int number = emitted.size();
    CoroutinePlan plan = CoroutinePlan.of(analysis, number);
    if (plan.hasNamesake()) {
      String name = plan.frameClass().replace('/', '.');
      refuse(plan, Code.NAME_CLASH, "class name " + name + " is reserved");
    } else if (sharing.get(number)) {
      emit(plan.smaller());
    } else if (!emit(plan)) {
      sharing.set(number);
      emit(smaller(coroutine, number));
    }
  }

  private boolean hasErrors() {
    return diagnostics.stream().anyMatch(Diagnostic::isError);
  }

  private void refuse(CoroutinePlan plan, Code code, String detail) {
    MethodNode method = plan.analysis().coroutine().method();
    diagnostics.add(Diagnostics.about(owner, code, method.name, Lines.first(method), detail));
  }

  /** Puts the method into the class as it was read, and plans it again. */
  private CoroutinePlan smaller(CoroutineMethod coroutine, int number) {
    int index = owner.methods.indexOf(coroutine.method());
    CoroutineMethod again = coroutine.in(original.apply(index));
    owner.methods.set(index, again.method());
    MethodAnalysis analysis =
        MethodAnalyzer.analyze(owner, GeneratorBody.expand(again), known -> {});
    return CoroutinePlan.of(analysis, number).smaller();
  }

  /**
   * Emits the code of a coroutine.
   *
   * @return false if it is certainly too large and can be made smaller; then the class has no other
   *     methods than before, but the body of the coroutine is lost
   */
  private boolean emit(CoroutinePlan plan) {
    Emitted coroutine = Emitted.of(plan);
    int before = owner.methods.size();
    Optional<ClassNode> frame = CoroutineEmitter.emit(owner, plan);
    List<MethodNode> added = owner.methods.subList(before, owner.methods.size());
    if (coroutine.canShrink()
        && (CodeSize.isTooLarge(coroutine.method())
            || added.stream().anyMatch(CodeSize::isTooLarge))) {
      added.clear();
      return false;
    }
    emitted.add(coroutine);
    made.add(coroutine.method());
    made.addAll(added);
    frame.ifPresent(node -> writeFrame(plan, node));
    return true;
  }

  private void writeFrame(CoroutinePlan plan, ClassNode frame) {
    try {
      frames.put(frame.name, ClassFileWriter.writeNew(frame));
    } catch (CodeTooLargeException e) { // one that clears tens of thousands of fields
      refuse(plan, Code.TOO_LARGE, e.codes().get(0).detail());
    }
  }

  /**
   * Lets coroutines share code whose code was too large when the class was written.
   *
   * @param codes methods that are too large
   * @return what is too large all the same
   */
  List<Diagnostic> shrink(List<CodeSize> codes) {
    Map<String, Diagnostic> tooLarge = new LinkedHashMap<>(); // one per coroutine
    for (CodeSize code : codes) {
      int number = numberOf(code);
      if (number < emitted.size() && emitted.get(number).canShrink()) {
        sharing.set(number);
      } else if (number < emitted.size()) {
        Emitted coroutine = emitted.get(number);
        tooLarge.putIfAbsent(
            coroutine.resumeMethod(), tooLarge(coroutine.method().name, coroutine.line(), code));
      } else { // one that is nearly too large as it is, and whose jumps became longer
        tooLarge.put(code.method() + code.descriptor(), tooLarge(code.method(), 0, code));
      }
    }
    return List.copyOf(tooLarge.values());
  }

  /** The number of the coroutine whose body this is; that of the next one if there is none. */
  private int numberOf(CodeSize code) {
    int number = 0;
    while (number < emitted.size() && !emitted.get(number).isIn(code)) {
      number++;
    }
    return number;
  }

  private Diagnostic tooLarge(String method, int line, CodeSize code) {
    return Diagnostics.about(owner, Code.TOO_LARGE, method, line, code.detail());
  }

  /** What was found, those of earlier stages first. */
  List<Diagnostic> diagnostics() {
    return diagnostics;
  }

  /** The methods that were made or rewritten. */
  List<MethodNode> made() {
    return made;
  }

  /** The frame classes by their internal names. */
  Map<String, byte[]> frames() {
    return frames;
  }

  /** How many were rewritten. */
  int coroutines() {
    return emitted.size();
  }
}
