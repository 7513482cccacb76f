package io.sirocco.instrument.internal.read;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/**
 * What classes declare, without their code: each is read once, when it is first asked for.
 *
 * @param <D> what is wanted of a class
 */
final class ClassHeads<D> {
  private static final int WITHOUT_CODE =
      ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES;

  private final ClassHierarchy.Source source;
  private final Function<ClassNode, D> wanted;
  private final D nothing;
  private final Map<String, D> known = new HashMap<>();

  /** Takes {@code nothing} for classes that are not found. */
  ClassHeads(ClassHierarchy.Source source, Function<ClassNode, D> wanted, D nothing) {
    this.source = source;
    this.wanted = wanted;
    this.nothing = nothing;
  }

  /** What is wanted of the class with this internal name. */
  D read(String internalName) {
    D declared = known.get(internalName);
    if (declared == null) {
      declared = source.read(internalName, this::parse).orElse(nothing);
      known.put(internalName, declared);
    }
    return declared;
  }

  private D parse(ClassReader reader) {
    ClassNode node = new ClassNode();
    reader.accept(node, WITHOUT_CODE);
    return wanted.apply(node);
  }
}
