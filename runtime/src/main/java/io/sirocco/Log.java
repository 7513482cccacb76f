package io.sirocco;

/**
 * The application log: everything that Sirocco reports goes to the logger {@code io.sirocco}. Failures that
 * nobody has asked for go to a child of it, because some programs want to switch them off alone.
 */
final class Log {
  private static final System.Logger LOGGER = System.getLogger("io.sirocco");

  /** A holder: the first lost failure makes this logger. */
  private static final class Unretrieved {
    static final System.Logger LOGGER = System.getLogger("io.sirocco.unretrieved");
  }

  private Log() {}

  static void debug(String message, Throwable exception) {
    LOGGER.log(System.Logger.Level.DEBUG, message, exception);
  }

  static void warning(String message, Throwable exception) {
    LOGGER.log(System.Logger.Level.WARNING, message, exception);
  }

  static void error(String message, Throwable exception) {
    LOGGER.log(System.Logger.Level.ERROR, message, exception);
  }

  /** A failure that nobody has asked for; {@code exception} may be null. */
  static void unretrieved(String message, Throwable exception) {
    Unretrieved.LOGGER.log(System.Logger.Level.ERROR, message, exception);
  }
}
