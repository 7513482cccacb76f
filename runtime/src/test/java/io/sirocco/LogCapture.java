package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Collects what Sirocco logs during a test; what the test does not expect fails it. Failures that were
 * never retrieved are left out: they are logged when the collector finds them, most often in another
 * test than the one that dropped them. {@link UnseenTest} waits for its own.
 */
final class LogCapture extends Handler implements BeforeEachCallback, AfterEachCallback {
  private static final Logger LOGGER = Logger.getLogger("io.sirocco"); // held: loggers are weak

  private final List<String> lines = new ArrayList<>();

  /** Expects these lines, {@code message [exception]}, since the last call. */
  synchronized void assertLogged(String... expected) {
    assertEquals(List.of(expected), lines);
    lines.clear();
  }

  /** Expects one line since the last call, of which this is the beginning. */
  synchronized void assertLoggedStart(String expected) {
    assertEquals(
        List.of(expected),
        lines.stream().map(line -> line.startsWith(expected) ? expected : line).toList());
    lines.clear();
  }

  /** Expects this line, and nothing else, at least once since the last call. */
  synchronized void assertLoggedAgainAndAgain(String expected) {
    assertEquals(Set.of(expected), Set.copyOf(lines));
    lines.clear();
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    LOGGER.addHandler(this);
    LOGGER.setUseParentHandlers(false);
  }

  @Override
  public void afterEach(ExtensionContext context) {
    LOGGER.removeHandler(this);
    LOGGER.setUseParentHandlers(true);
    assertLogged();
  }

  @Override
  public synchronized void publish(LogRecord entry) {
    if (entry.getMessage().startsWith("Future exception was never retrieved")) {
      return;
    }
    lines.add(entry.getMessage() + " [" + entry.getThrown() + "]");
  }

  @Override
  public void flush() {}

  @Override
  public void close() {}
}
