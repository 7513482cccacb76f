package io.sirocco.testing;

import java.util.Objects;
import java.util.logging.Filter;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;

/**
 * Expects a message in the log, and hides it (Tornado: {@code ExpectLog}).
 *
 * <pre>{@code
 * try (ExpectLog log = ExpectLog.expect("io.sirocco", "Exception in callback")) {
 *   ...
 * }
 * }</pre>
 *
 * <p>It looks at {@code java.util.logging}, where the messages of a {@link System.Logger} go unless the
 * program has another log system, which this does not see. Only what is logged on this very logger counts,
 * not on those below it. Any thread may log.
 */
public final class ExpectLog implements AutoCloseable {
  private final Logger logger;
  private final Pattern pattern;
  private final Level level; // null: any
  private final boolean required;
  private final Filter filterBefore;
  private final Level levelBefore;
  private volatile boolean matched;
  private volatile boolean loggedStack;

  private ExpectLog(String loggerName, String regex, Level level, boolean required) {
    this.logger = Logger.getLogger(loggerName);
    this.pattern = Pattern.compile(regex);
    this.level = level;
    this.required = required;
    this.filterBefore = logger.getFilter();
    this.levelBefore = logger.getLevel();
    logger.setFilter(this::isNotExpected);
    if (level != null && !logger.isLoggable(level)) {
      logger.setLevel(level);
    }
  }

  /**
   * Expects at least one message until {@link #close}.
   *
   * @param regex for the beginning of the message, with its parameters filled in
   */
  public static ExpectLog expect(String logger, String regex) {
    return new ExpectLog(logger, regex, null, true);
  }

  /** As {@link #expect(String, String)} for one level, which is switched on meanwhile. */
  public static ExpectLog expect(String logger, String regex, System.Logger.Level level) {
    return new ExpectLog(logger, regex, levelOf(Objects.requireNonNull(level, "level")), true);
  }

  /** Hides messages, of which there may be none. */
  public static ExpectLog allow(String logger, String regex) {
    return new ExpectLog(logger, regex, null, false);
  }

  /** Returns whether a hidden message had an exception with it. */
  public boolean loggedStack() {
    return loggedStack;
  }

  /**
   * Hides nothing any more.
   *
   * @throws AssertionError if an expected message did not come
   */
  @Override
  public void close() {
    logger.setFilter(filterBefore);
    logger.setLevel(levelBefore);
    if (required && !matched) {
      throw new AssertionError(
          "did not get the expected log message on " + logger.getName() + ": " + pattern);
    }
  }

  private boolean isNotExpected(LogRecord entry) {
    boolean expected = (level == null || level.equals(entry.getLevel()))
        && pattern.matcher(text(entry)).lookingAt();
    if (expected) {
      matched = true;
      loggedStack |= entry.getThrown() != null;
      return false;
    }
    return filterBefore == null || filterBefore.isLoggable(entry);
  }

  private static String text(LogRecord entry) {
    Formatter formatter = new SimpleFormatter();
    return String.valueOf(formatter.formatMessage(entry));
  }

  /** As the JDK maps them. */
  private static Level levelOf(System.Logger.Level level) {
    return switch (level) {
      case ALL -> Level.ALL;
      case TRACE -> Level.FINER;
      case DEBUG -> Level.FINE;
      case INFO -> Level.INFO;
      case WARNING -> Level.WARNING;
      case ERROR -> Level.SEVERE;
      case OFF -> Level.OFF;
    };
  }
}
