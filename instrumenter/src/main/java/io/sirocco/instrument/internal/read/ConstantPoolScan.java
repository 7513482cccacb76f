package io.sirocco.instrument.internal.read;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Decides from the constant pool alone whether a class could contain a coroutine or an {@code await}.
 *
 * <p>Nearly all classes do not, and this costs a hundredth of parsing them. The class file is read as
 * JVMS 4.4 lays it out; what does not look like that counts as "could", so that the parser reports
 * it.
 */
public final class ConstantPoolScan {
  private static final int FIRST_CONSTANT = 10; // after magic, minor, major and count
  private static final byte[] ANNOTATION =
      SiroccoNames.COROUTINE.getBytes(StandardCharsets.US_ASCII);
  private static final byte[] AWAIT_OWNER =
      SiroccoNames.COROUTINES.getBytes(StandardCharsets.US_ASCII);

  private static final byte[] RUNTIME = "io/sirocco/".getBytes(StandardCharsets.US_ASCII);

  private ConstantPoolScan() {}

  /** What is looked for. No lambda expressions: the agent scans while the JVM starts. */
  private enum Wanted {
    COROUTINES,
    RUNTIME
  }

  /** Whether the pool mentions the annotation of coroutines or the class that declares await. */
  public static boolean mentionsCoroutines(byte[] classFile) {
    return hasText(classFile, Wanted.COROUTINES);
  }

  /** Whether the pool mentions anything of the runtime, also inside of descriptors. */
  public static boolean mentionsRuntime(byte[] classFile) {
    return hasText(classFile, Wanted.RUNTIME);
  }

  private static boolean hasText(byte[] classFile, Wanted wanted) {
    if (classFile.length < FIRST_CONSTANT) {
      return true;
    }
    int count = unsignedShort(classFile, 8);
    int offset = FIRST_CONSTANT;
    for (int index = 1; index < count; index++) {
      if (offset + 3 > classFile.length) {
        return true;
      }
      int tag = classFile[offset];
      if (tag == 1) {
        int length = unsignedShort(classFile, offset + 1);
        if (offset + 3 + length <= classFile.length
            && isText(wanted, classFile, offset + 3, length)) {
          return true;
        }
      }
      int size = sizeOf(tag, classFile, offset);
      if (size < 0) {
        return true;
      }
      if (tag == 5 || tag == 6) {
        index++; // long and double take two entries, JVMS 4.4.5
      }
      offset += size;
    }
    return false;
  }

  private static boolean isText(Wanted wanted, byte[] classFile, int start, int length) {
    return wanted == Wanted.RUNTIME
        ? contains(classFile, start, length, RUNTIME)
        : equals(classFile, start, length, ANNOTATION)
            || equals(classFile, start, length, AWAIT_OWNER);
  }

  private static boolean contains(byte[] classFile, int start, int length, byte[] part) {
    for (int at = start; at + part.length <= start + length; at++) {
      if (equals(classFile, at, part.length, part)) {
        return true;
      }
    }
    return false;
  }

  private static boolean equals(byte[] classFile, int start, int length, byte[] name) {
    return length == name.length
        && Arrays.equals(classFile, start, start + length, name, 0, name.length);
  }

  /** Bytes of one constant with its tag (JVMS table 4.4-B), or -1 for an unknown tag. */
  private static int sizeOf(int tag, byte[] classFile, int offset) {
    switch (tag) {
      case 1: // Utf8
        return 3 + unsignedShort(classFile, offset + 1);
      case 7: // Class
      case 8: // String
      case 16: // MethodType
      case 19: // Module
      case 20: // Package
        return 3;
      case 15: // MethodHandle
        return 4;
      case 3: // Integer
      case 4: // Float
      case 9: // Fieldref
      case 10: // Methodref
      case 11: // InterfaceMethodref
      case 12: // NameAndType
      case 17: // Dynamic
      case 18: // InvokeDynamic
        return 5;
      case 5: // Long
      case 6: // Double
        return 9;
      default:
        return -1;
    }
  }

  private static int unsignedShort(byte[] bytes, int offset) {
    return (bytes[offset] & 0xff) << 8 | bytes[offset + 1] & 0xff;
  }
}
