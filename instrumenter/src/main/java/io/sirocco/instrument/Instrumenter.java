package io.sirocco.instrument;

import io.sirocco.instrument.internal.analyse.Awaitables;
import io.sirocco.instrument.internal.read.ClassHierarchy;
import io.sirocco.instrument.internal.read.ConstantPoolScan;
import io.sirocco.instrument.internal.read.ConversionServices;
import io.sirocco.instrument.report.Diagnostic;
import io.sirocco.instrument.report.Diagnostic.Code;
import java.nio.ByteBuffer;
import java.util.List;

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
   * @throws InstrumentationException if Sirocco itself fails, or the JVM has not enough memory or stack
   */
  public InstrumentationResult instrument(byte[] classFile) {
    if (!mayContainCoroutines(classFile)) {
      return InstrumentationResult.untouched(classFile);
    }
    ClassWeaver weaver;
    try {
      weaver = new ClassWeaver(classFile, hierarchy, awaitables);
    } catch (RuntimeException | AssertionError e) { // ASM has no exception of its own for bad input
      return InstrumentationResult.refused(classFile, List.of(malformed(classFile, e)));
    } catch (VirtualMachineError e) {
      throw new InstrumentationException(ClassFileName.of(classFile).orElse("a class"), e);
    }
    try {
      return weaver.weave();
    } catch (RuntimeException | AssertionError e) { // the latter from ASM, for bad input
      return weaver
          .mistakeOfInput()
          .map(mistake -> InstrumentationResult.refused(classFile, List.of(mistake)))
          .orElseThrow(() -> new InstrumentationException(weaver.className(), e));
    } catch (VirtualMachineError e) {
      throw new InstrumentationException(weaver.className(), e);
    }
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
