package io.sirocco.instrument;

/** Rewrites class files with coroutines. */
public final class Instrumenter {

  /**
   * Rewrites the coroutines of one class.
   *
   * @param classFile the class file; not changed
   * @return the rewritten class file, or the very same array when the class has no coroutine
   */
  public byte[] instrument(byte[] classFile) {
    return classFile;
  }
}
