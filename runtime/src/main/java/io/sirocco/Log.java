package io.sirocco;

import java.lang.System.Logger.Level;

/**
 * The application log: everything that Sirocco reports goes to the logger {@code io.sirocco}. Failures that
 * nobody has asked for go to a child of it, because some programs want to switch them off alone.
 *
 * <p>Never throws: whoever reports, a loop or the thread of a timer, has to go on. A logger that cannot be
 * got, a handler that throws and an exception that cannot be printed end at the {@link LastResort}.
 */
final class Log {
  private static final Log GENERAL = new Log("io.sirocco");
  private static final Log UNRETRIEVED = new Log("io.sirocco.unretrieved");

  private final String name;
  private volatile System.Logger logger; // null until it could be got

  private Log(String name) {
    this.name = name;
  }

  static void debug(String message, Throwable exception) {
    GENERAL.write(Level.DEBUG, message, exception);
  }

  static void warning(String message, Throwable exception) {
    GENERAL.write(Level.WARNING, message, exception);
  }

  static void error(String message, Throwable exception) {
    GENERAL.write(Level.ERROR, message, exception);
  }

  /** A failure that nobody has asked for; {@code exception} may be null. */
  static void unretrieved(String message, Throwable exception) {
    UNRETRIEVED.write(Level.ERROR, message, exception);
  }

  private void write(Level level, String message, Throwable exception) {
    try {
      logger().log(level, message, exception);
    } catch (Throwable failure) {
      LastResort.print(message, exception, failure);
    }
  }

  /** Got late, and not by an initialiser: one that fails, on a full stack for example, fails for good. */
  private System.Logger logger() {
    System.Logger got = logger;
    if (got == null) {
      got = System.getLogger(name);
      logger = got;
    }
    return got;
  }
}
