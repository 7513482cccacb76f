package io.sirocco.instrument.internal.plan;

import io.sirocco.instrument.internal.read.SiroccoNames;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.CRC32;

/**
 * Makes up the names of frame classes, which are also names of files. So what is added to the owner's
 * name is ASCII, which every file system and every locale can carry, and the whole is no longer in bytes
 * than a file name may be. The number alone makes it unique.
 */
final class FrameClassName {
  /** Most file systems take 255 bytes for a name. */
  private static final int LONGEST_BYTES = 255 - ".class".length();

  private static final int LONGEST_METHOD = 40;

  private FrameClassName() {}

  /** {@code Owner$sirocco$method$number}, with as much of owner and method as a file name can have. */
  static String of(String owner, String method, int number) {
    String suffix = SiroccoNames.RESERVED + readable(method) + "$" + number;
    int packageEnd = owner.lastIndexOf('/') + 1;
    String simpleName = owner.substring(packageEnd);
    int room = LONGEST_BYTES - suffix.length();
    return owner.substring(0, packageEnd) + fitting(simpleName, room) + suffix;
  }

  /** The ASCII letters and digits at the beginning. */
  private static String readable(String method) {
    StringBuilder readable = new StringBuilder();
    for (int i = 0; i < method.length() && readable.length() < LONGEST_METHOD; i++) {
      char letter = method.charAt(i);
      if (letter < 0x80 && (Character.isLetterOrDigit(letter) || letter == '_' || letter == '$')) {
        readable.append(letter);
      }
    }
    return readable.toString();
  }

  /** The name, or if it is too long its ASCII beginning and a number that stands for all of it. */
  private static String fitting(String simpleName, int room) {
    byte[] bytes = simpleName.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= room) {
      return simpleName;
    }
    CRC32 sum = new CRC32();
    sum.update(bytes);
    String number = "$" + HexFormat.of().toHexDigits((int) sum.getValue());
    StringBuilder beginning = new StringBuilder();
    for (int i = 0; i < simpleName.length() && beginning.length() < room - number.length(); i++) {
      if (simpleName.charAt(i) < 0x80) {
        beginning.append(simpleName.charAt(i));
      }
    }
    return beginning + number;
  }
}
