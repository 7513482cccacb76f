package io.sirocco.instrument.internal.read;

import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.Opcodes;

/**
 * Superclasses and interfaces, read from class files. No class is ever loaded.
 *
 * <p>A type that cannot be found is unknown, not an error: code may name types that are optional at
 * run time.
 *
 * <p>Any number of threads may use one if its source allows it.
 */
public final class ClassHierarchy {
  /** Where class files come from; null means not found. */
  @FunctionalInterface
  public interface Source {
    /** The class file of an internal name, or null. */
    byte[] find(String internalName) throws IOException;

    /** What a class file says; nothing if it is not found or cannot be read. */
    default <T> Optional<T> read(String internalName, Function<ClassReader, T> parser) {
      try {
        byte[] classFile = find(internalName);
        return classFile == null
            ? Optional.empty()
            : Optional.of(parser.apply(new ClassReader(classFile)));
      } catch (IOException | IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
        return Optional.empty(); // unreadable, or of a version that ASM does not know
      }
    }
  }

  private record Entry(String superName, List<String> interfaces, int access) {
    boolean isInterface() {
      return (access & Opcodes.ACC_INTERFACE) != 0;
    }

    boolean isFinal() {
      return (access & Opcodes.ACC_FINAL) != 0;
    }
  }

  private static final String OBJECT = "java/lang/Object";

  private final Source source;
  private final Map<String, Optional<Entry>> entries = new ConcurrentHashMap<>();

  /** Reads from the given source, each class once. */
  public ClassHierarchy(Source source) {
    this.source = source;
  }

  /** Adds a class that is not in the source, or replaces it. */
  public void add(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    entries.put(reader.getClassName(), Optional.of(entry(reader)));
  }

  /** Whether the type is known. */
  public boolean isKnown(String internalName) {
    return entry(internalName).isPresent();
  }

  /** Whether the type is known to be an interface. */
  public boolean isInterface(String internalName) {
    return entry(internalName).map(Entry::isInterface).orElse(false);
  }

  /** Whether the type is known to be a final class. */
  public boolean isFinal(String internalName) {
    return entry(internalName).map(Entry::isFinal).orElse(false);
  }

  /**
   * The type and all that it inherits from, itself first, then its superclass with what that inherits
   * from, then its interfaces.
   *
   * @return nothing if the type is unknown, or one on the way
   */
  public Optional<Set<String>> ancestry(String internalName) {
    Set<String> ancestry = new LinkedHashSet<>();
    return collect(internalName, ancestry) ? Optional.of(ancestry) : Optional.empty();
  }

  private boolean collect(String internalName, Set<String> ancestry) {
    if (!ancestry.add(internalName)) {
      return true;
    }
    Optional<Entry> entry = entry(internalName);
    if (entry.isEmpty()) {
      return false;
    }
    String superName = entry.get().superName();
    return (superName == null || collect(superName, ancestry))
        && entry.get().interfaces().stream().allMatch(name -> collect(name, ancestry));
  }

  /** The superclass; {@code java/lang/Object} for an interface or an unknown type, null for Object. */
  public String superName(String internalName) {
    if (internalName.equals(OBJECT)) {
      return null;
    }
    return entry(internalName).map(Entry::superName).orElse(OBJECT);
  }

  /**
   * Whether a {@code from} is a {@code to}; true also if {@code to} is unknown, or a type on the way to
   * it: to the JVM everything is assignable to an interface (JVMS 4.10.1.2), which it may be.
   */
  public boolean isAssignable(String from, String to) {
    if (from.equals(to) || to.equals(OBJECT)) {
      return true;
    }
    Optional<Entry> entry = entry(from);
    if (entry.isEmpty()) {
      return true;
    }
    String superName = entry.get().superName();
    if (superName != null && !superName.equals(OBJECT) && isAssignable(superName, to)) {
      return true;
    }
    return entry.get().interfaces().stream().anyMatch(name -> isAssignable(name, to))
        || !isKnown(to);
  }

  private Optional<Entry> entry(String internalName) {
    Optional<Entry> known = entries.get(internalName);
    if (known == null) {
      known = source.read(internalName, ClassHierarchy::entry);
      entries.put(internalName, known);
    }
    return known;
  }

  private static Entry entry(ClassReader reader) {
    return new Entry(reader.getSuperName(), List.of(reader.getInterfaces()), reader.getAccess());
  }
}
