package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * Checks every class that we write before anybody sees it; what it finds is a defect of Sirocco.
 *
 * <p>Two checks: ASM looks at the structure, and {@link MethodVerifier} at types and stack maps.
 */
public final class OutputVerifier {
  private final ClassHierarchy hierarchy;

  /** Looks types up in the given hierarchy, unknown ones count as fitting. */
  public OutputVerifier(ClassHierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /**
   * Verifies classes that belong together: each knows what the others inherit from.
   *
   * @throws IllegalStateException if one is not valid; the message names the method and shows its code
   */
  public void verify(Collection<byte[]> classFiles) {
    classFiles.forEach(hierarchy::add);
    classFiles.forEach(this::verify);
  }

  private void verify(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    try {
      node.accept(new CheckClassAdapter(Opcodes.ASM9, new ClassVisitor(Opcodes.ASM9) {}, false) {});
    } catch (RuntimeException e) {
      throw new IllegalStateException("invalid class " + node.name + ": " + e.getMessage(), e);
    }
    VerifierTypes types = new VerifierTypes(hierarchy, node);
    for (MethodNode method : node.methods) {
      verify(types, node, method);
    }
  }

  private static void verify(VerifierTypes types, ClassNode node, MethodNode method) {
    if (method.instructions.size() == 0) {
      return;
    }
    try {
      MethodVerifier.verify(types, node.name, method);
    } catch (AnalyzerException e) {
      String where = "instruction " + method.instructions.indexOf(e.node);
      throw new IllegalStateException(
          "invalid method " + node.name + "." + method.name + ", " + where + ": " + e.getMessage()
              + "\n" + text(method),
          e);
    }
  }

  private static String text(MethodNode method) {
    Textifier printer = new Textifier();
    method.accept(new TraceMethodVisitor(printer));
    StringWriter text = new StringWriter();
    printer.print(new PrintWriter(text));
    return text.toString();
  }
}
