package io.sirocco.torture.library;

/** Where a library is published. */
record Coordinates(String group, String artifact, String version) {

  /** Reads {@code group:artifact:version}. */
  static Coordinates parse(String text) {
    String[] parts = text.split(":");
    if (parts.length != 3) {
      throw new IllegalArgumentException(
          "neither a known library nor group:artifact:version: " + text);
    }
    return new Coordinates(parts[0], parts[1], parts[2]);
  }

  String name() {
    return artifact + "-" + version;
  }
}
