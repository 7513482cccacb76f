package io.sirocco.instrument;

import java.io.IOException;

/**
 * Where class files are looked up by name. Only bytes are read; no class is ever loaded.
 */
@FunctionalInterface
public interface ClassSource {
  /**
   * Finds a class file.
   *
   * @param internalName such as {@code java/util/List}
   * @return its bytes, or null if this source does not have it
   * @throws IOException if it is there but cannot be read
   */
  byte[] find(String internalName) throws IOException;
}
