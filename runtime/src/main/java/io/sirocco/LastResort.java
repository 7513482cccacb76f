package io.sirocco;

import java.io.PrintWriter;
import java.io.StringWriter;

/**
 * Where a failure goes that cannot be logged, by fault of the log or of the exception itself: to the
 * standard error output and, if that cannot be written either, nowhere. Never throws.
 */
final class LastResort {
  private static final String NO_WORDS =
      "io.sirocco: a failure could be neither logged nor printed";

  private LastResort() {}

  /**
   * Prints what was to be logged, and why it was not.
   *
   * @param reported null for none
   */
  static void print(String message, Throwable reported, Throwable failure) {
    try {
      printText(message, reported, failure);
    } catch (Throwable again) { // no memory, for example
      printNoWords();
    }
  }

  /** Text in one piece: other threads print, too. */
  private static void printText(String message, Throwable reported, Throwable failure) {
    StringBuilder text = new StringBuilder("io.sirocco: ").append(message).append('\n');
    if (reported != null) {
      text.append(description(reported));
    }
    if (failure != reported) {
      text.append("It could not be logged: ").append(description(failure));
    }
    System.err.print(text);
  }

  private static void printNoWords() {
    try {
      System.err.println(NO_WORDS);
    } catch (Throwable again) {
      // All that could be told has been tried. Whoever reports has to go on.
    }
  }

  /** Lines with the stack; the methods of an exception are code of the user, which may throw. */
  private static String description(Throwable exception) {
    try {
      StringWriter text = new StringWriter();
      exception.printStackTrace(new PrintWriter(text, true));
      return text.toString();
    } catch (Throwable unprintable) {
      return exception.getClass().getName() + " (printing it failed with "
          + unprintable.getClass().getName() + ")\n";
    }
  }
}
