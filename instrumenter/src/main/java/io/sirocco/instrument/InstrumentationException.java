package io.sirocco.instrument;

/**
 * Weaving has failed on a class although nothing is known to be wrong with it: a defect of Sirocco, or
 * the JVM has reached a limit. The message names the class, its file if there is one, and says what to do.
 */
public final class InstrumentationException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String className;

  /**
   * Makes an exception.
   *
   * @param className internal name of the class
   */
  InstrumentationException(String className, Throwable cause) {
    this(className, "", cause);
  }

  private InstrumentationException(String className, String where, Throwable cause) {
    super(
        "Sirocco failed on " + className.replace('/', '.') + where + ": " + cause + "\n    "
            + advice(cause),
        cause);
    this.className = className;
  }

  private static String advice(Throwable cause) {
    if (cause instanceof OutOfMemoryError) {
      return "Give the JVM that weaves more memory (-Xmx), or split the class.";
    }
    if (cause instanceof StackOverflowError) {
      return "Give the threads of the JVM that weaves more stack (-Xss), or split the class.";
    }
    return "This is a defect of Sirocco; please report it with the class file.";
  }

  /** The same, naming the class file as well. */
  InstrumentationException in(String classFile) {
    return new InstrumentationException(className, " (" + classFile + ")", getCause());
  }

  /** Whether it is to be reported; if not, the JVM needs more memory or more stack. */
  public boolean isDefect() {
    return !(getCause() instanceof OutOfMemoryError || getCause() instanceof StackOverflowError);
  }
}
