package io.sirocco.instrument;

import java.util.Optional;
import org.objectweb.asm.ClassReader;

/** Reads the name of a class out of its class file. */
public final class ClassFileName {
  private ClassFileName() {}

  /**
   * The internal name of the class, such as {@code java/util/List}.
   *
   * @return nothing if the file cannot be read, or is too new for Sirocco
   */
  public static Optional<String> of(byte[] classFile) {
    try {
      return Optional.of(new ClassReader(classFile).getClassName());
    } catch (RuntimeException malformed) { // ASM does not say which ones
      return Optional.empty();
    }
  }
}
