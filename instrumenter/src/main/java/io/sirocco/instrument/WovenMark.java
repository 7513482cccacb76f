package io.sirocco.instrument;

import io.sirocco.instrument.internal.read.SiroccoNames;
import java.nio.charset.StandardCharsets;

/** Recognises what Sirocco made, by the annotation that it leaves on every class it writes. */
final class WovenMark {
  private static final byte[] CONSTANT = utf8Constant(SiroccoNames.WOVEN);

  private WovenMark() {}

  /** Whether a class was woven, or is a frame class. */
  static boolean isOn(byte[] classFile) {
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
