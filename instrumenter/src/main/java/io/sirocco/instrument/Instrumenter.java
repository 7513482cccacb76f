package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.Awaitables;
import io.sirocco.instrument.internal.analyse.AwaitedTypes;
import io.sirocco.instrument.internal.analyse.MethodAnalysis;
import io.sirocco.instrument.internal.analyse.MethodAnalyzer;
import io.sirocco.instrument.internal.emit.CoroutineEmitter;
import io.sirocco.instrument.internal.emit.GeneratorBody;
import io.sirocco.instrument.internal.plan.CoroutinePlan;
import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.ConstantPoolScan;
import io.sirocco.instrument.internal.read.ConversionServices;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.Diagnostics;
import io.sirocco.instrument.internal.read.Lines;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.internal.write.ClassFileWriter;
import io.sirocco.instrument.internal.write.OutputVerifier;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Weaves class files: rewrites each coroutine in them into a resumable state machine.
 *
 * <p>Same input, same output, however and how often it is applied. Instances hold no state but what
 * they have read from the class source; any number of threads may use one if the source allows it.
 */
public final class Instrumenter {
  private final ClassHierarchy hierarchy;
  private final Awaitables awaitables;

  /**
   * Makes an instrumenter.
   *
   * @param types where the types that the woven classes mention can be looked up; each is read once
   */
  public Instrumenter(ClassSource types) {
    this(types, CheckOptions.DEFAULT);
  }

  /**
   * Makes an instrumenter, with options for its checks.
   *
   * @param types where the types that the woven classes mention can be looked up; each is read once
   */
  public Instrumenter(ClassSource types, CheckOptions options) {
    this.hierarchy = new ClassHierarchy(types::find);
    this.awaitables = new Awaitables(
        hierarchy, new ConversionServices(types::find, types::resources), options.awaitable());
  }

  /**
   * Tells quickly whether a class could contain a coroutine, by a look at its constant pool.
   *
   * @return false if {@link #instrument} would certainly return the array untouched
   */
  public static boolean mayContainCoroutines(byte[] classFile) {
    return ConstantPoolScan.mentionsCoroutines(classFile);
  }

  /**
   * Weaves one class file.
   *
   * @param classFile of Java 8 to 28; not changed
   * @return the woven class with its frame classes, or the same array and why it was left alone
   * @throws InstrumentationException if Sirocco itself fails
   */
  public InstrumentationResult instrument(byte[] classFile) {
    if (!mayContainCoroutines(classFile)) {
      return InstrumentationResult.untouched(classFile);
    }
    ClassReader reader;
    ClassNode owner;
    try {
      reader = new ClassReader(classFile);
      owner = read(reader);
    } catch (RuntimeException | AssertionError e) { // ASM has no exception of its own for bad input
      return InstrumentationResult.refused(classFile, List.of(malformed(classFile, e)));
    }
    try {
      return weave(classFile, reader, owner, new BitSet());
    } catch (MethodTooLargeException e) {
      return InstrumentationResult.refused(classFile, List.of(tooLarge(owner, e)));
    } catch (ClassTooLargeException e) {
      String size = "constant pool of " + e.getConstantPoolCount() + " entries (limit 65535)";
      return refused(classFile, owner, Code.TOO_LARGE, size);
    } catch (InstrumentationException e) {
      throw e;
    } catch (RuntimeException | AssertionError e) { // ASM throws the latter for a bad descriptor
      throw new InstrumentationException(owner.name, e.toString(), e);
    }
  }

  private static ClassNode read(ClassReader reader) {
    ClassNode owner = new ClassNode();
    reader.accept(owner, ClassReader.EXPAND_FRAMES);
    return owner;
  }

  /**
   * Does all the work.
   *
   * @param tooLarge numbers of the coroutines whose code has turned out to be
   */
  private InstrumentationResult weave(
      byte[] classFile, ClassReader reader, ClassNode owner, BitSet tooLarge) {
    if (isWoven(owner)) {
      return InstrumentationResult.untouched(classFile);
    }
    CoroutineFinder.Found found = CoroutineFinder.find(owner);
    List<Diagnostic> diagnostics = new ArrayList<>(found.diagnostics());
    if (found.coroutines().isEmpty() && diagnostics.isEmpty()) {
      return InstrumentationResult.untouched(classFile);
    }
    if ((owner.version & 0xFFFF) < Opcodes.V1_8) {
      String detail = "coroutine in a class of version " + (owner.version & 0xFFFF);
      return refused(classFile, owner, Code.CLASS_VERSION, detail);
    }
    diagnostics.addAll(AwaitedTypes.errors(owner, found.coroutines(), awaitables));
    List<MethodAnalysis> analyses = new ArrayList<>();
    for (CoroutineMethod coroutine : found.coroutines()) {
      CoroutineMethod expanded = GeneratorBody.expand(coroutine);
      analyses.add(MethodAnalyzer.analyze(owner, expanded, diagnostics::add));
    }
    diagnostics.sort(Comparator.comparingInt(Diagnostic::line)); // two stages have looked for them
    if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
      return InstrumentationResult.refused(classFile, diagnostics); // everything at once
    }
    List<MethodNode> untouched = new ArrayList<>(owner.methods);
    found.coroutines().forEach(coroutine -> untouched.remove(coroutine.method()));
    List<CoroutinePlan> plans = new ArrayList<>();
    for (int number = 0; number < analyses.size(); number++) {
      CoroutinePlan plan = CoroutinePlan.of(analyses.get(number), number);
      plans.add(tooLarge.get(number) ? plan.smaller() : plan);
    }
    List<Diagnostic> namesakes = plans.stream()
        .filter(CoroutinePlan::hasNamesake)
        .map(plan -> namesake(owner, plan))
        .toList();
    if (!namesakes.isEmpty()) {
      return InstrumentationResult.refused(classFile, namesakes);
    }
    Map<String, byte[]> frames = new LinkedHashMap<>();
    byte[] woven;
    try {
      plans.forEach(plan -> rewrite(owner, plan, frames));
      List<MethodNode> made = new ArrayList<>(owner.methods);
      made.removeAll(untouched);
      woven = ClassFileWriter.writeWoven(owner, made, reader);
    } catch (MethodTooLargeException e) {
      tooLarge.set(numberOf(plans, e));
      return weave(classFile, reader, read(reader), tooLarge); // this time smaller
    }
    List<byte[]> written = new ArrayList<>(frames.values());
    written.add(woven);
    verify(classFile, written);
    return new InstrumentationResult(woven, frames, analyses.size(), List.copyOf(diagnostics));
  }

  /**
   * Checks what was written. A class that does not fit the types found here even as it was read was
   * compiled with other versions of them, of a newer JDK or from a multi-release jar. What it does to
   * them cannot be checked then, and all types are trusted.
   */
  private void verify(byte[] classFile, List<byte[]> written) {
    try {
      new OutputVerifier(hierarchy).verify(written);
    } catch (IllegalStateException e) {
      if (fits(classFile)) {
        throw e;
      }
      new OutputVerifier(new ClassHierarchy(name -> null)).verify(written);
    }
  }

  private boolean fits(byte[] classFile) {
    try {
      new OutputVerifier(hierarchy).verify(List.of(classFile));
      return true;
    } catch (IllegalStateException e) {
      return false;
    }
  }

  /** The coroutine whose code is too large; throws the exception if it cannot be made smaller. */
  private static int numberOf(List<CoroutinePlan> plans, MethodTooLargeException e) {
    for (int number = 0; number < plans.size(); number++) {
      CoroutinePlan plan = plans.get(number);
      boolean isIt = plan.isIn(e.getMethodName(), e.getDescriptor());
      if (isIt && plan.suspends() && !plan.isSmall()) {
        return number;
      }
    }
    throw e;
  }

  private static void rewrite(ClassNode owner, CoroutinePlan plan, Map<String, byte[]> frames) {
    CoroutineEmitter.emit(owner, plan)
        .ifPresent(frame -> frames.put(frame.name, ClassFileWriter.writeNew(frame)));
  }

  private static boolean isWoven(ClassNode owner) {
    return owner.invisibleAnnotations != null
        && owner.invisibleAnnotations.stream().anyMatch(a -> a.desc.equals(SiroccoNames.WOVEN));
  }

  private static InstrumentationResult refused(
      byte[] classFile, ClassNode owner, Code code, String detail) {
    Diagnostic diagnostic = Diagnostics.about(owner, code, "", 0, detail);
    return InstrumentationResult.refused(classFile, List.of(diagnostic));
  }

  private static Diagnostic namesake(ClassNode owner, CoroutinePlan plan) {
    MethodNode method = plan.analysis().coroutine().method();
    String detail = "class name " + plan.frameClass().replace('/', '.') + " is reserved";
    return Diagnostics.about(owner, Code.NAME_CLASH, method.name, Lines.first(method), detail);
  }

  private static Diagnostic tooLarge(ClassNode owner, MethodTooLargeException e) {
    String name = SiroccoNames.coroutineOf(e.getMethodName()).orElse(e.getMethodName());
    int line = owner.methods.stream()
        .filter(method ->
            method.name.equals(e.getMethodName()) && method.desc.equals(e.getDescriptor()))
        .mapToInt(Lines::first)
        .findFirst()
        .orElse(0);
    String size = "woven code of " + e.getCodeSize() + " bytes (limit 65535)";
    return Diagnostics.about(owner, Code.TOO_LARGE, name, line, size);
  }

  private static Diagnostic malformed(byte[] classFile, Throwable cause) {
    if (!hasMagic(classFile)) {
      return new Diagnostic(Code.MALFORMED_CLASS, "", "", "", 0, "no class file");
    }
    boolean newer = String.valueOf(cause.getMessage()).startsWith("Unsupported class file");
    Code code = newer ? Code.CLASS_VERSION : Code.MALFORMED_CLASS;
    String detail = newer ? cause.getMessage() : "malformed class file: " + cause;
    return new Diagnostic(code, "", "", "", 0, detail);
  }

  private static boolean hasMagic(byte[] classFile) {
    return classFile.length >= 4 && ByteBuffer.wrap(classFile).getInt() == 0xCAFEBABE;
  }
}
