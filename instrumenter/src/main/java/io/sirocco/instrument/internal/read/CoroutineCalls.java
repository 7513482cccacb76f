package io.sirocco.instrument.internal.read;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Tells whether a call gives a future that somebody has to look at: of a coroutine, by a look at the class
 * files of the called class and of what it inherits from, or of one of the runtime's own waits. No class
 * is ever loaded; a class that cannot be found has no coroutines.
 */
public final class CoroutineCalls {
  private final ClassHierarchy.Source source;
  private final Map<String, Declared> classes = new HashMap<>();

  /** What one class file says: its coroutines, name and descriptor, and what it inherits from. */
  private record Declared(Set<String> methods, Set<String> coroutines, List<String> parents) {
    static final Declared NOTHING = new Declared(Set.of(), Set.of(), List.of());
  }

  /** Reads each class once. */
  public CoroutineCalls(ClassHierarchy.Source source) {
    this.source = source;
  }

  /** What the future of a call stands for. */
  public enum Kind {
    /** Nothing that is known here. */
    OTHER,
    /** Nothing but a wait, one of {@link SiroccoNames#WAITS}. */
    WAIT,
    /** The end of something that was started: of a coroutine, or by one of {@link SiroccoNames#STARTS}. */
    START
  }

  /**
   * Whether a method is one of the runtime's, or is declared as a coroutine that returns a future. The
   * declaration that is found first counts, on the way from the named class up (JVMS 5.4.3.3 and
   * 5.4.3.4).
   *
   * @param owner internal name of the class that the call names
   */
  public Kind kindOf(String owner, String name, String descriptor) {
    if (ReturnKind.of(descriptor).filter(kind -> kind != ReturnKind.VOID).isEmpty()) {
      return Kind.OTHER;
    }
    String method = name + descriptor;
    Set<String> seen = new HashSet<>();
    Deque<String> classesToAsk = new ArrayDeque<>(List.of(owner));
    while (!classesToAsk.isEmpty()) {
      String next = classesToAsk.remove();
      if (SiroccoNames.WAITS.contains(next + "." + name)) {
        return Kind.WAIT;
      }
      if (SiroccoNames.STARTS.contains(next + "." + name)) {
        return Kind.START;
      }
      if (seen.add(next) && !isOfTheJdk(next)) {
        Declared declared = classes.computeIfAbsent(next, this::read);
        if (declared.methods().contains(method)) {
          return declared.coroutines().contains(method) ? Kind.START : Kind.OTHER;
        }
        classesToAsk.addAll(declared.parents());
      }
    }
    return Kind.OTHER;
  }

  private static boolean isOfTheJdk(String owner) {
    return owner.startsWith("java/") || owner.startsWith("[");
  }

  private Declared read(String internalName) {
    return source.read(internalName, CoroutineCalls::declared).orElse(Declared.NOTHING);
  }

  private static Declared declared(ClassReader reader) {
    Set<String> methods = new HashSet<>();
    Set<String> coroutines = new HashSet<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            methods.add(name + descriptor);
            return new MethodVisitor(Opcodes.ASM9) {
              @Override
              public AnnotationVisitor visitAnnotation(String annotation, boolean visible) {
                if (annotation.equals(SiroccoNames.COROUTINE)) {
                  coroutines.add(name + descriptor);
                }
                return null;
              }
            };
          }
        },
        ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG);
    return new Declared(methods, coroutines, parents(reader));
  }

  private static List<String> parents(ClassReader reader) {
    Deque<String> parents = new ArrayDeque<>(List.of(reader.getInterfaces()));
    if (reader.getSuperName() != null) {
      parents.addFirst(reader.getSuperName()); // classes before interfaces
    }
    return List.copyOf(parents);
  }
}
