package io.sirocco;

/** A system property that the program was started with. */
final class Setting {
  private Setting() {}

  /** The property; {@code otherwise} if it is not set, or a security manager does not let it be read. */
  static String of(String name, String otherwise) {
    try {
      return System.getProperty(name, otherwise);
    } catch (SecurityException e) { // who has not granted it has not set it for us
      return otherwise;
    }
  }

  /** Whether the property is {@code true}; as {@link #of}. */
  static boolean isOn(String name, boolean otherwise) {
    return Boolean.parseBoolean(of(name, String.valueOf(otherwise)));
  }
}
