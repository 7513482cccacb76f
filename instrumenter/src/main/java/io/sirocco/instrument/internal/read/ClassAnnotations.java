package io.sirocco.instrument.internal.read;

import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Type;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.InnerClassNode;

/**
 * Tells how classes are annotated, as JUnit sees it: also by what an annotation is annotated with, on
 * a superclass, or on a class around. No class is ever loaded; one that cannot be found has no
 * annotations.
 */
public final class ClassAnnotations {
  private final ClassHierarchy.Source source;
  private final Map<String, Declared> classes = new HashMap<>();

  /** What one class file says: its annotations, and the classes whose annotations count as well. */
  private record Declared(Set<String> annotations, List<String> others) {
    static final Declared NOTHING = new Declared(Set.of(), List.of());
  }

  /** Reads each class once. */
  public ClassAnnotations(ClassHierarchy.Source source) {
    this.source = source;
  }

  /**
   * Whether a class, or an annotation, has one of these annotations.
   *
   * @param internalName of the class
   * @param wanted internal names of annotations
   */
  public boolean hasOneOf(String internalName, Set<String> wanted) {
    Set<String> seen = new HashSet<>();
    Deque<String> classesToAsk = new ArrayDeque<>(List.of(internalName));
    while (!classesToAsk.isEmpty()) {
      String next = classesToAsk.remove();
      if (seen.add(next) && !next.startsWith("java/")) {
        Declared declared = classes.computeIfAbsent(next, this::read);
        if (!Collections.disjoint(declared.annotations(), wanted)) {
          return true;
        }
        classesToAsk.addAll(declared.annotations());
        classesToAsk.addAll(declared.others());
      }
    }
    return false;
  }

  private Declared read(String internalName) {
    return source.read(internalName, ClassAnnotations::declared).orElse(Declared.NOTHING);
  }

  private static Declared declared(ClassReader reader) {
    ClassNode node = new ClassNode();
    reader.accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    Set<String> annotations = new HashSet<>(typesOf(node.visibleAnnotations));
    Set<String> others = new HashSet<>();
    if (node.superName != null) {
      others.add(node.superName);
    }
    for (InnerClassNode inner : node.innerClasses) {
      if (inner.name.equals(node.name) && inner.outerName != null) {
        others.add(inner.outerName);
      }
    }
    return new Declared(annotations, List.copyOf(others));
  }

  /**
   * Internal names of annotations.
   *
   * @param annotations of a class or of a method, or null for none, as ASM has it
   */
  public static List<String> typesOf(List<AnnotationNode> annotations) {
    return annotations == null
        ? List.of()
        : annotations.stream().map(a -> Type.getType(a.desc).getInternalName()).toList();
  }
}
