package io.sirocco.conformance;

import java.lang.reflect.Method;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/** Puts what Sirocco logs into a trace: {@code LOG io.sirocco ERROR message [exception]}. */
final class LogLines extends Handler implements AutoCloseable {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco"); // held: loggers are weak

  static {
    LOGGER.setUseParentHandlers(false); // what is left of a program that has ended interests nobody
  }

  private final Method program;
  private final Trace trace;

  private LogLines(Method program, Trace trace) {
    this.program = program;
    this.trace = trace;
  }

  /** Until it is closed, log lines of {@code program} go to {@code trace}. */
  static LogLines of(Method program, Trace trace) {
    LogLines lines = new LogLines(program, trace);
    LOGGER.addHandler(lines);
    return lines;
  }

  @Override
  public void close() {
    LOGGER.removeHandler(this);
  }

  @Override
  public void publish(LogRecord entry) {
    if (entry.getLevel().intValue() >= Level.WARNING.intValue() && isExpected(entry)) {
      trace.add(line(entry));
    }
  }

  /**
   * Failures that were never retrieved are logged when the collector finds them, most often while
   * another program runs. So they count only where they are asked for and were made.
   */
  private boolean isExpected(LogRecord entry) {
    return !entry.getMessage().startsWith("Future exception was never retrieved")
        || program.getAnnotation(Scenario.class).tracesUnretrieved()
            && Stream.of(entry.getThrown().getStackTrace())
                .anyMatch(call -> call.getMethodName().equals(program.getName()));
  }

  private static String line(LogRecord entry) {
    String level = entry.getLevel() == Level.SEVERE ? "ERROR" : "WARNING";
    String line = "LOG " + LOGGER.getName() + " " + level + " " + entry.getMessage();
    Throwable thrown = entry.getThrown();
    return thrown == null ? line : line + " [" + Scene.name(thrown) + "]";
  }

  @Override
  public void flush() {}
}
