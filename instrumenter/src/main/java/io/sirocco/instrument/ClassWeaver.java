package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.Awaitables;
import io.sirocco.instrument.internal.analyse.AwaitedTypes;
import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.CoroutineFinder;
import io.sirocco.instrument.internal.read.CoroutineMethod;
import io.sirocco.instrument.internal.read.Diagnostics;
import io.sirocco.instrument.internal.read.SiroccoNames;
import io.sirocco.instrument.internal.write.ClassFileWriter;
import io.sirocco.instrument.internal.write.CodeTooLargeException;
import io.sirocco.instrument.internal.write.InvalidMethodException;
import io.sirocco.instrument.internal.write.OutputVerifier;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassTooLargeException;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/** Weaves one class: reads, rewrites, writes and verifies it. */
final class ClassWeaver {
  private final byte[] classFile;
  private final ClassHierarchy hierarchy;
  private final Awaitables awaitables;
  private final ClassReader reader;
  private final String sourceFile;
  private final BitSet sharing = new BitSet(); // numbers of the coroutines whose awaits share code
  private ClassNode owner; // one at a time: with its code a large class takes a lot of memory

  /**
   * Reads a class.
   *
   * @param hierarchy where types are looked up
   * @param awaitables what can be awaited
   * @throws RuntimeException of any kind, or {@link AssertionError}, if it cannot be read
   */
  ClassWeaver(byte[] classFile, ClassHierarchy hierarchy, Awaitables awaitables) {
    this.classFile = classFile;
    this.hierarchy = hierarchy;
    this.awaitables = awaitables;
    this.reader = new ClassReader(classFile);
    this.owner = read();
    this.sourceFile = owner.sourceFile == null ? "" : owner.sourceFile;
  }

  private ClassNode read() {
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    return node;
  }

  /** Internal name of the class. */
  String className() {
    return reader.getClassName();
  }

  /** Weaves the class, or says why not. */
  InstrumentationResult weave() {
    if (isWoven(owner)) {
      return InstrumentationResult.untouched(classFile);
    }
    Optional<InstrumentationResult> result = attempt();
    while (result.isEmpty()) { // rare: code that nearly fits, so that the class's constants decide
      owner = read();
      result = attempt();
    }
    return result.get();
  }

  /** Whether a class carries the annotation that everything that Sirocco writes has. */
  static boolean isWoven(ClassNode owner) {
    return owner.invisibleAnnotations != null
        && owner.invisibleAnnotations.stream().anyMatch(a -> a.desc.equals(SiroccoNames.WOVEN));
  }

  /** Nothing if the code of some coroutines must be smaller; then they have been noted. */
  private Optional<InstrumentationResult> attempt() {
    CoroutineFinder.Found found = CoroutineFinder.find(owner);
    if (found.coroutines().isEmpty() && found.diagnostics().isEmpty()) {
      return Optional.of(InstrumentationResult.untouched(classFile));
    }
    int version = owner.version & 0xFFFF;
    if (version < Opcodes.V1_8) {
      return Optional.of(refused(Code.CLASS_VERSION, "coroutine in a class of version " + version));
    }
    List<Diagnostic> mistakes = new ArrayList<>(found.diagnostics());
    mistakes.addAll(AwaitedTypes.errors(owner, found.coroutines(), awaitables));
    ClassRewriter rewriter = new ClassRewriter(owner, mistakes, this::original, sharing);
    for (CoroutineMethod coroutine : found.coroutines()) {
      rewriter.rewrite(coroutine);
    }
    List<Diagnostic> diagnostics = new ArrayList<>(rewriter.diagnostics());
    diagnostics.sort(Comparator.comparingInt(Diagnostic::line)); // two stages have looked for them
    if (diagnostics.stream().anyMatch(Diagnostic::isError)) {
      return Optional.of(InstrumentationResult.refused(classFile, diagnostics)); // all at once
    }
    return write(rewriter, diagnostics);
  }

  private InstrumentationResult refused(Code code, String detail) {
    Diagnostic diagnostic = Diagnostics.about(owner, code, "", 0, detail);
    return InstrumentationResult.refused(classFile, List.of(diagnostic));
  }

  /** A method as the class file has it. */
  private MethodNode original(int index) {
    MethodNode[] result = new MethodNode[1];
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          private int next;

          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            if (next++ != index) {
              return null;
            }
            result[0] = new MethodNode(access, name, descriptor, signature, exceptions);
            return result[0];
          }
        },
        ClassReader.EXPAND_FRAMES);
    return result[0];
  }

  private Optional<InstrumentationResult> write(
      ClassRewriter rewriter, List<Diagnostic> diagnostics) {
    byte[] woven;
    try {
      woven = ClassFileWriter.writeWoven(owner, rewriter.made(), reader);
    } catch (CodeTooLargeException e) {
      List<Diagnostic> tooLarge = rewriter.shrink(e.codes());
      return tooLarge.isEmpty()
          ? Optional.empty()
          : Optional.of(InstrumentationResult.refused(classFile, tooLarge));
    } catch (ClassTooLargeException e) {
      return Optional.of(refused(
          Code.TOO_LARGE,
          "constant pool of " + e.getConstantPoolCount() + " entries (limit 65535)"));
    }
    List<byte[]> written = new ArrayList<>(rewriter.frames().values());
    written.add(woven);
    verify(written);
    return Optional.of(new InstrumentationResult(
        woven, rewriter.frames(), rewriter.coroutines(), List.copyOf(diagnostics)));
  }

  /**
   * Checks what was written. A class that does not fit the types found here even as it was read was
   * compiled with other versions of them, of a newer JDK or from a multi-release jar. What it does to
   * them cannot be checked then, and all types are trusted.
   */
  private void verify(List<byte[]> written) {
    try {
      new OutputVerifier(hierarchy).verify(written);
    } catch (InvalidMethodException e) {
      if (fits()) {
        throw e;
      }
      new OutputVerifier(new ClassHierarchy(name -> null)).verify(written);
    }
  }

  private boolean fits() {
    try {
      new OutputVerifier(hierarchy).verify(List.of(classFile));
      return true;
    } catch (InvalidMethodException e) {
      return false;
    }
  }

  /**
   * What is wrong with the class as it was read, whatever the types are that it mentions. Asked only
   * when weaving has failed: nearly every class is what a compiler wrote.
   */
  Optional<Diagnostic> mistakeOfInput() {
    try {
      new OutputVerifier(new ClassHierarchy(name -> null)).verify(List.of(classFile));
      return Optional.empty();
    } catch (InvalidMethodException e) {
      return Optional.of(mistake(e.method(), e.line(), e.reason()));
    } catch (RuntimeException | AssertionError e) { // what ASM throws for a bad descriptor
      return Optional.of(mistake("", 0, e.toString()));
    }
  }

  private Diagnostic mistake(String method, int line, String reason) {
    String detail = "invalid before it was woven: " + reason;
    return new Diagnostic(Code.MALFORMED_CLASS, className(), method, sourceFile, line, detail);
  }
}
