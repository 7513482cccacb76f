package io.sirocco.instrument.internal.read;

import io.sirocco.instrument.report.Diagnostic.Code;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells which warnings the annotation {@code SuppressDiagnostics} silences: on a method, on the method
 * around a lambda expression or a local class, on a class and those around it, and on the package.
 */
public final class Suppressions {
  private final ClassHeads<Declared> classes;

  /**
   * What one class file says.
   *
   * @param methods by name and descriptor
   * @param outer internal name of the class around it, or null
   * @param outerMethod name and descriptor of the method around it, or null
   */
  private record Declared(
      Set<String> codes, Map<String, Set<String>> methods, String outer, String outerMethod) {
    static final Declared NOTHING = new Declared(Set.of(), Map.of(), null, null);
  }

  /** Reads each class once. */
  public Suppressions(ClassHierarchy.Source source) {
    classes = new ClassHeads<>(source, Suppressions::declared, Declared.NOTHING);
  }

  /**
   * Whether a warning about a method is silenced.
   *
   * @param method of this class; may be the body of a lambda expression
   */
  public boolean silence(Code code, ClassNode owner, MethodNode method) {
    MethodNode around = new LambdaPlaces(owner).methodAround(method);
    return codesOf(around).contains(code.name()) || silence(code.name(), owner.name, owner);
  }

  private boolean silence(String code, String internalName, ClassNode owner) {
    Set<String> seen = new HashSet<>();
    Declared declared = declared(owner);
    String name = internalName;
    while (declared != Declared.NOTHING && seen.add(name)) {
      if (declared.codes().contains(code)) {
        return true;
      }
      if (declared.outer() == null) {
        break;
      }
      Declared outer = classes.read(declared.outer());
      if (outer.methods().getOrDefault(declared.outerMethod(), Set.of()).contains(code)) {
        return true;
      }
      name = declared.outer();
      declared = outer;
    }
    return classes.read(packageInfo(internalName)).codes().contains(code);
  }

  private static String packageInfo(String internalName) {
    return internalName.substring(0, internalName.lastIndexOf('/') + 1) + "package-info";
  }

  private static Declared declared(ClassNode node) {
    Map<String, Set<String>> methods = new HashMap<>();
    for (MethodNode method : node.methods) {
      Set<String> codes = codesOf(method);
      if (!codes.isEmpty()) {
        methods.put(method.name + method.desc, codes);
      }
    }
    String outerMethod = node.outerMethod == null ? null : node.outerMethod + node.outerMethodDesc;
    return new Declared(codesOf(node.invisibleAnnotations), methods, outer(node), outerMethod);
  }

  private static String outer(ClassNode node) {
    if (node.outerClass != null) {
      return node.outerClass;
    }
    for (InnerClassNode inner : node.innerClasses) {
      if (inner.name.equals(node.name)) {
        return inner.outerName;
      }
    }
    return null;
  }

  private static Set<String> codesOf(MethodNode method) {
    return codesOf(method.invisibleAnnotations);
  }

  private static Set<String> codesOf(List<AnnotationNode> annotations) {
    Set<String> codes = new HashSet<>();
    for (AnnotationNode annotation :
        annotations == null ? List.<AnnotationNode>of() : annotations) {
      if (annotation.desc.equals(SiroccoNames.SUPPRESS)
          && annotation.values != null
          && annotation.values.get(1) instanceof List<?> values) {
        values.forEach(value -> codes.add(value.toString()));
      }
    }
    return codes;
  }
}
