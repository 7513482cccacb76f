package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.HashMap;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.util.CheckMethodAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * Checks every class that we write before anybody sees it; what it finds is a defect of Sirocco.
 *
 * <p>Two checks of each method: ASM looks at the structure, and {@link MethodVerifier} at types and stack
 * maps. Whatever else is in the class file is what the compiler wrote, and the JVM is not as strict about
 * it as ASM: it does not look at signatures (JVMS 4.7.9), nor at flags that have no meaning (4.1).
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
    new ClassReader(classFile).accept(new EachMethod(), ClassReader.EXPAND_FRAMES);
  }

  /** A class of which one method at a time is in memory. */
  private final class EachMethod extends ClassNode {
    EachMethod() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      ClassNode node = this;
      return new MethodNode(Opcodes.ASM9, access, name, descriptor, signature, exceptions) {
        @Override
        public void visitEnd() {
          checkStructure(node, this);
          OutputVerifier.verify(new VerifierTypes(hierarchy, node), node, this);
        }
      };
    }
  }

  private static void checkStructure(ClassNode node, MethodNode method) {
    CheckMethodAdapter check = new CheckMethodAdapter(
        Opcodes.ASM9, new MethodVisitor(Opcodes.ASM9) {}, new HashMap<>()) {};
    check.version = node.version;
    try {
      method.accept(new WithoutSignatures(check));
    } catch (RuntimeException e) {
      throw new IllegalStateException(
          "invalid method " + node.name + "." + method.name + ": " + e.getMessage(), e);
    }
  }

  private static final class WithoutSignatures extends MethodVisitor {
    WithoutSignatures(MethodVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visitLocalVariable(
        String name, String descriptor, String signature, Label start, Label end, int index) {
      super.visitLocalVariable(name, descriptor, null, start, end, index);
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
