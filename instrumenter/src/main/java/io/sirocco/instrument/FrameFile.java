package io.sirocco.instrument;

import io.sirocco.instrument.internal.plan.GeneratedNames;
import io.sirocco.instrument.internal.read.SiroccoNames;
import java.util.Optional;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Recognises frame classes. Their names do not tell: {@code Outer$sirocco$Inner} may be a class of the
 * user's, in one that is called {@code sirocco}, and be woven itself.
 */
final class FrameFile {
  private FrameFile() {}

  /** Whether it could be a frame class, by a look at its place. */
  static boolean isPossible(String place) {
    return place.contains(SiroccoNames.RESERVED);
  }

  /**
   * The place of the class that a frame class belongs to.
   *
   * @param place of the class file: its path below a root, without the extension
   * @return nothing if it is no frame class
   */
  static Optional<String> owner(String place, byte[] classFile) {
    if (!isPossible(place) || !WovenMark.isOn(classFile)) {
      return Optional.empty();
    }
    ClassReader reader;
    Resumed resumed = new Resumed();
    try {
      reader = new ClassReader(classFile);
      reader.accept(resumed, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (RuntimeException malformed) { // ASM does not say which ones
      return Optional.empty();
    }
    return Optional.ofNullable(resumed.owner)
        .map(owner -> placeOf(owner, reader.getClassName(), place));
  }

  private static String placeOf(String owner, String frame, String place) {
    return place.endsWith(frame)
        ? place.substring(0, place.length() - frame.length()) + owner
        : place.substring(0, place.indexOf(SiroccoNames.RESERVED)); // no JVM would find it here
  }

  /** Finds the class whose coroutine the class resumes. */
  private static final class Resumed extends ClassVisitor {
    private String owner; // null if there is none

    Resumed() {
      super(Opcodes.ASM9);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      return !name.equals(GeneratedNames.RESUME)
          ? null
          : new MethodVisitor(Opcodes.ASM9) {
            @Override
            public void visitInvokeDynamicInsn(
                String method, String type, Handle bootstrap, Object... arguments) {
              if (bootstrap.getOwner().equals(GeneratedNames.LINKER)) {
                owner = ((Type) arguments[0]).getInternalName();
              }
            }
          };
    }
  }
}
