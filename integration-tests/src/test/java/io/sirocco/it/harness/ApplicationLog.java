package io.sirocco.it.harness;

import io.sirocco.it.support.Script;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/**
 * Makes what Sirocco logs a step of the trace: the failure of a coroutine that returns nothing. Failures
 * of futures that nobody asked are left out: they are logged when the collector finds them.
 */
final class ApplicationLog extends Handler {
  private static final Logger LOGGER =
      Logger.getLogger("io.sirocco"); // a field, or it is collected

  private ApplicationLog() {}

  static void becomeSteps() {
    LOGGER.setUseParentHandlers(false);
    if (LOGGER.getHandlers().length == 0) {
      LOGGER.addHandler(new ApplicationLog());
    }
  }

  @Override
  public void publish(LogRecord logged) {
    if (logged.getMessage().startsWith("Future exception was never retrieved")) {
      return;
    }
    Script.current().trace().add("unhandled", logged.getThrown());
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
