package io.sirocco.instrument;

/** A defect of Sirocco, not of the user: the message names the class and the versions in play. */
public final class InstrumentationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InstrumentationException(String className, String what, Throwable cause) {
    super(
        "Sirocco failed on " + className.replace('/', '.') + ": " + what
            + "\n    This is a defect of Sirocco; please report it with the class file.",
        cause);
  }
}
