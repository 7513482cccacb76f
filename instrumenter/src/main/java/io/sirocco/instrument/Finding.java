package io.sirocco.instrument;

import io.sirocco.instrument.report.Diagnostic;

/**
 * A diagnostic, and the class file that it was found in.
 *
 * @param classFile path of the class file; in a jar {@code app.jar!/com/acme/Fetcher.class}
 * @param diagnostic what is wrong there
 */
public record Finding(String classFile, Diagnostic diagnostic) {

  /**
   * A finding in a class of the given name, which a class file that cannot be read does not tell.
   *
   * @param internalName as the path of the class file says, or the JVM
   */
  public static Finding in(String classFile, String internalName, Diagnostic diagnostic) {
    return new Finding(classFile, diagnostic.in(internalName));
  }

  /** Whether this stops the build. */
  public boolean isError() {
    return diagnostic.isError();
  }
}
