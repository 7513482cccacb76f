package io.sirocco.instrument;

import io.sirocco.instrument.internal.read.SiroccoNames;
import java.nio.charset.StandardCharsets;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;

/** Recognises what Sirocco made, by the annotation that it leaves on every class it writes. */
final class WovenMark {
  private static final byte[] CONSTANT = utf8Constant(SiroccoNames.WOVEN);

  private WovenMark() {}

  /** Whether a class was woven, or is a frame class. That it knows the annotation is not enough. */
  static boolean isOn(byte[] classFile) {
    return isMentioned(classFile) && isAnnotated(classFile);
  }

  private static boolean isAnnotated(byte[] classFile) {
    ClassNode node = new ClassNode();
    try {
      new ClassReader(classFile)
          .accept(node, ClassReader.SKIP_CODE | ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    } catch (RuntimeException | AssertionError malformed) { // ASM does not say which ones
      return false;
    }
    return ClassWeaver.isWoven(node);
  }

  /** Nearly all classes do not even mention it, and this is a hundredth of reading them. */
  private static boolean isMentioned(byte[] classFile) {
    for (int start = 0; start + CONSTANT.length <= classFile.length; start++) {
      if (matches(classFile, start)) {
        return true;
      }
    }
    return false;
  }

  private static boolean matches(byte[] classFile, int start) {
    for (int index = 0; index < CONSTANT.length; index++) {
      if (classFile[start + index] != CONSTANT[index]) {
        return false;
      }
    }
    return true;
  }

  /** A {@code CONSTANT_Utf8_info} structure, JVMS 4.4.7. */
  private static byte[] utf8Constant(String ascii) {
    byte[] text = ascii.getBytes(StandardCharsets.US_ASCII);
    byte[] constant = new byte[3 + text.length];
    constant[0] = 1;
    constant[2] = (byte) text.length;
    System.arraycopy(text, 0, constant, 3, text.length);
    return constant;
  }
}
