package io.sirocco.instrument.internal.read;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.AnnotationNode;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodNode;

/**
 * Tells which annotations are about a method as containers see it: those on it and on its class, on the
 * methods that it overrides, on the classes and interfaces that its class inherits from, and on other
 * annotations among these. No class is ever loaded; one that cannot be found has no annotations.
 */
public final class DeclaredAnnotations {
  private final ClassHeads<Declared> classes;

  /**
   * What one class file says, by internal names.
   *
   * @param methods annotations by name and descriptor
   */
  private record Declared(
      Set<String> annotations, Map<String, Set<String>> methods, List<String> parents) {
    static final Declared NOTHING = new Declared(Set.of(), Map.of(), List.of());
  }

  /** Reads each class once. */
  public DeclaredAnnotations(ClassHierarchy.Source source) {
    classes = new ClassHeads<>(source, DeclaredAnnotations::declared, Declared.NOTHING);
  }

  /**
   * The annotations about a method.
   *
   * @param owner of the method; not looked up
   * @return internal names, the nearest first
   */
  public Set<String> about(ClassNode owner, MethodNode method) {
    Set<String> found = new LinkedHashSet<>(typesOf(method));
    boolean isProxied = (method.access & (Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC)) == 0;
    if (isProxied) { // what is on a class is about its instance methods only
      Declared declared = declared(owner);
      found.addAll(declared.annotations());
      Set<String> seen = new HashSet<>();
      Deque<String> parents = new ArrayDeque<>(declared.parents());
      while (!parents.isEmpty()) {
        String name = parents.remove();
        if (seen.add(name) && !isOfTheJdk(name)) {
          Declared parent = classes.read(name);
          found.addAll(parent.methods().getOrDefault(method.name + method.desc, Set.of()));
          found.addAll(parent.annotations());
          parents.addAll(parent.parents());
        }
      }
    }
    return withTheirOwn(found);
  }

  /** Annotations of the user's own may stand for several. */
  private Set<String> withTheirOwn(Set<String> annotations) {
    Set<String> all = new LinkedHashSet<>();
    Deque<String> toAdd = new ArrayDeque<>(annotations);
    while (!toAdd.isEmpty()) {
      String name = toAdd.remove();
      if (!isOfTheJdk(name) && all.add(name)) {
        toAdd.addAll(classes.read(name).annotations());
      }
    }
    return all;
  }

  private static boolean isOfTheJdk(String internalName) {
    return internalName.startsWith("java/");
  }

  private static Declared declared(ClassNode node) {
    Map<String, Set<String>> methods = new HashMap<>();
    for (MethodNode method : node.methods) {
      Set<String> annotations = typesOf(method);
      if (!annotations.isEmpty()) {
        methods.put(method.name + method.desc, annotations);
      }
    }
    List<String> parents = new ArrayList<>(node.interfaces);
    if (node.superName != null) {
      parents.add(0, node.superName);
    }
    return new Declared(
        typesOf(node.visibleAnnotations, node.invisibleAnnotations), methods, parents);
  }

  private static Set<String> typesOf(MethodNode method) {
    return typesOf(method.visibleAnnotations, method.invisibleAnnotations);
  }

  private static Set<String> typesOf(List<AnnotationNode> visible, List<AnnotationNode> invisible) {
    Set<String> types = new LinkedHashSet<>(ClassAnnotations.typesOf(visible));
    types.addAll(ClassAnnotations.typesOf(invisible));
    return types;
  }
}
