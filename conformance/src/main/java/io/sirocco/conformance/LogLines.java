package io.sirocco.conformance;

import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** Puts what Sirocco logs into a trace: {@code LOG io.sirocco ERROR message [exception]}. */
final class LogLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco"); // held: loggers are weak

  private final Trace trace;

  private LogLines(Trace trace) {
    this.trace = trace;
  }

  /** Until it is closed, log lines go to {@code trace} and nowhere else. */
  static LogLines addedTo(Trace trace) {
    LogLines lines = new LogLines(trace);
    LOGGER.addHandler(lines);
    LOGGER.setUseParentHandlers(false);
    return lines;
  }

  @Override
  public void close() {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() < Level.WARNING.intValue()) {
      return;
    }
    String level = entry.getLevel() == Level.SEVERE ? "ERROR" : "WARNING";
    String line = "LOG " + entry.getLoggerName() + " " + level + " " + entry.getMessage();
    Throwable thrown = entry.getThrown();
    trace.add(thrown == null ? line : line + " [" + Scene.name(thrown) + "]");
  }

  @Override
  public void flush() {}
}
