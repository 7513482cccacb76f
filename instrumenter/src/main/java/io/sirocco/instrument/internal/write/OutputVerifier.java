package io.sirocco.instrument.internal.write;

import io.sirocco.instrument.internal.read.ClassHierarchy;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;
import org.objectweb.asm.tree.analysis.Analyzer;
import org.objectweb.asm.tree.analysis.AnalyzerException;
import org.objectweb.asm.tree.analysis.SimpleVerifier;
import org.objectweb.asm.util.CheckClassAdapter;
import org.objectweb.asm.util.Textifier;
import org.objectweb.asm.util.TraceMethodVisitor;

/**
 * Checks every class that we write before anybody sees it; what it finds is a defect of Sirocco.
 *
 * <p>Two checks, because ASM has none that does both: the structure and the stack maps with basic
 * types, and the data flow with exact reference types.
 */
public final class OutputVerifier {
  private final ClassHierarchy hierarchy;

  /** Looks types up in the given hierarchy, unknown ones count as fitting. */
  public OutputVerifier(ClassHierarchy hierarchy) {
    this.hierarchy = hierarchy;
  }

  /**
   * Verifies a class.
   *
   * @throws IllegalStateException if it is not valid; the message names the method and shows its code
   */
  public void verify(byte[] classFile) {
    hierarchy.add(classFile);
    ClassReader reader = new ClassReader(classFile);
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.EXPAND_FRAMES);
    try {
      node.accept(new CheckClassAdapter(Opcodes.ASM9, new ClassWriter(0), true) {});
    } catch (RuntimeException e) {
      throw new IllegalStateException("invalid class " + node.name + ": " + e.getMessage(), e);
    }
    for (MethodNode method : node.methods) {
      verify(node, method);
    }
  }

  private void verify(ClassNode node, MethodNode method) {
    try {
      new Analyzer<>(new Verifier(node)).analyze(node.name, method);
    } catch (AnalyzerException | RuntimeException e) {
      throw new IllegalStateException(
          "invalid method " + node.name + "." + method.name + ": " + e.getMessage() + "\n"
              + text(method),
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

  /** ASM's verifier on our hierarchy instead of loaded classes. */
  private final class Verifier extends SimpleVerifier {
    Verifier(ClassNode node) {
      super(
          Opcodes.ASM9,
          Type.getObjectType(node.name),
          node.superName == null ? null : Type.getObjectType(node.superName),
          node.interfaces.stream().map(Type::getObjectType).toList(),
          (node.access & Opcodes.ACC_INTERFACE) != 0);
    }

    @Override
    protected boolean isInterface(Type type) {
      return type.getSort() == Type.OBJECT && hierarchy.isInterface(type.getInternalName());
    }

    @Override
    protected Type getSuperClass(Type type) {
      if (type.getSort() == Type.ARRAY) {
        return Type.getObjectType("java/lang/Object");
      }
      String superName = hierarchy.superName(type.getInternalName());
      return superName == null ? null : Type.getObjectType(superName);
    }

    @Override
    protected boolean isAssignableFrom(Type target, Type value) {
      if (target.equals(value) || target.getInternalName().equals("java/lang/Object")) {
        return true;
      }
      if (value.getSort() == Type.ARRAY) {
        return target.getSort() == Type.ARRAY
            ? isArrayAssignable(target, value)
            : isInterface(target) || !hierarchy.isKnown(target.getInternalName());
      }
      if (target.getSort() == Type.ARRAY) {
        return false;
      }
      return isInterface(target) // the JVM treats interfaces as Object, JVMS 4.10.1.2
          || hierarchy.isAssignable(value.getInternalName(), target.getInternalName());
    }

    private boolean isArrayAssignable(Type target, Type value) {
      Type targetElement = Type.getType(target.getDescriptor().substring(1));
      Type valueElement = Type.getType(value.getDescriptor().substring(1));
      return isReference(targetElement)
          && isReference(valueElement)
          && isAssignableFrom(targetElement, valueElement);
    }

    private boolean isReference(Type type) {
      return type.getSort() == Type.OBJECT || type.getSort() == Type.ARRAY;
    }
  }
}
