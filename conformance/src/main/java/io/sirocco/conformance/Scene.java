package io.sirocco.conformance;

import io.sirocco.IOLoop;
import io.sirocco.Timeout;
import java.time.Duration;

/** The words that many programs use. */
final class Scene {
  private Scene() {}

  static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  /** Runs {@code action} on the current loop in so many milliseconds. */
  static Timeout later(long millis, Runnable action) {
    return IOLoop.current().callLater(ms(millis), action);
  }

  /** The name of an exception, and its text if it is one of ours. */
  static String name(Throwable exception) {
    String name = exception.getClass().getSimpleName();
    boolean ours = exception instanceof Boom || exception instanceof Bang;
    return ours ? name + " " + exception.getMessage() : name;
  }
}
