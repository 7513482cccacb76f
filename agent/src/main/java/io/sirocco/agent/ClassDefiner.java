package io.sirocco.agent;

import java.security.ProtectionDomain;

/** Adds a class to a class loader. */
@FunctionalInterface
interface ClassDefiner {
  /**
   * Defines a class, as the loader itself would.
   *
   * @param name with dots
   * @param domain of the class that it belongs to, may be null
   * @throws LinkageError if the loader has a class of this name, among other reasons
   */
  void define(ClassLoader loader, String name, byte[] classFile, ProtectionDomain domain);
}
