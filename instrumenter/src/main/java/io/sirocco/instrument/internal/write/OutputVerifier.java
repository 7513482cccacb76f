package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
   * @throws InvalidMethodException if one is not valid
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
    private final Set<List<String>> known =
        new HashSet<>(); // members whose names have been checked

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
          checkStructure(node, this, known);
          OutputVerifier.verify(new VerifierTypes(hierarchy, node), node, this);
        }
      };
    }
  }

  private static void checkStructure(ClassNode node, MethodNode method, Set<List<String>> known) {
    CheckMethodAdapter check = new CheckMethodAdapter(
        Opcodes.ASM9, new MethodVisitor(Opcodes.ASM9) {}, new HashMap<>()) {};
    check.version = node.version;
    try {
      method.accept(new Checked(check, known));
    } catch (RuntimeException e) {
      throw new InvalidMethodException(node, method, "", e, "");
    }
  }

  /** Leaves out what the JVM does not look at, and what has been looked at before. */
  private static final class Checked extends MethodVisitor {
    private final Set<List<String>> known;

    Checked(MethodVisitor next, Set<List<String>> known) {
      super(Opcodes.ASM9, next);
      this.known = known;
    }

    /** The check goes through the names letter by letter, and a frame has few fields. */
    @Override
    public void visitFieldInsn(int opcode, String owner, String name, String descriptor) {
      if (known.add(List.of(owner, name, descriptor))) {
        super.visitFieldInsn(opcode, owner, name, descriptor);
      } else {
        super.visitInsn(Opcodes.NOP);
      }
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
      throw new InvalidMethodException(node, method, where, e, "\n" + text(method));
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
