package io.sirocco;

/** The application log: everything that Sirocco reports goes to the logger {@code io.sirocco}. */
final class Log {
  private static final System.Logger LOGGER = System.getLogger("io.sirocco");

  private Log() {}

  static void warning(String message, Throwable exception) {
    LOGGER.log(System.Logger.Level.WARNING, message, exception);
  }

  static void error(String message, Throwable exception) {
    LOGGER.log(System.Logger.Level.ERROR, message, exception);
  }
}
