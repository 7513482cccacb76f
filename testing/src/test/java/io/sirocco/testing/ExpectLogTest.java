package io.sirocco.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutines;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rule U4. */
class ExpectLogTest {
  private static final String NAME = "io.sirocco.testing.sample";
  private static final Logger LOGGER = Logger.getLogger(NAME); // held: loggers are weak

  private final List<String> shown = new ArrayList<>();
  private final Handler handler = new Handler() {
    @Override
    public void publish(LogRecord entry) {
      shown.add(entry.getMessage());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
  };

  @BeforeEach
  void listen() {
    LOGGER.addHandler(handler);
    LOGGER.setUseParentHandlers(false);
  }

  @AfterEach
  void stopListening() {
    LOGGER.removeHandler(handler);
    LOGGER.setUseParentHandlers(true);
  }

  @Test
  void expected_message_is_hidden_and_others_are_not() {
    try (ExpectLog log = ExpectLog.expect(NAME, "disk .* full")) {
      LOGGER.warning("disk 3 full, sorry");
      LOGGER.warning("the disk 3 full"); // it has to begin with it
      assertFalse(log.loggedStack());
    }
    LOGGER.warning("disk 4 full");

    assertEquals(List.of("the disk 3 full", "disk 4 full"), shown);
  }

  @Test
  void message_that_does_not_come_is_an_error() {
    AssertionError error = assertThrows(AssertionError.class, () -> {
      try (ExpectLog log = ExpectLog.expect(NAME, "disk")) {
        assertFalse(log.loggedStack());
        LOGGER.warning("other");
      }
    });

    assertEquals(
        "did not get the expected log message on io.sirocco.testing.sample: disk",
        error.getMessage());
    assertEquals(List.of("other"), shown);
  }

  @Test
  void failure_of_the_test_comes_first() {
    IllegalStateException failure = assertThrows(IllegalStateException.class, () -> {
      try (ExpectLog log = ExpectLog.expect(NAME, "disk")) {
        throw new IllegalStateException("test " + log.loggedStack());
      }
    });

    assertEquals("test false", failure.getMessage());
  }

  @Test
  void allowed_message_need_not_come() {
    try (ExpectLog log = ExpectLog.allow(NAME, "disk")) {
      assertFalse(log.loggedStack());
    }
    try (ExpectLog log = ExpectLog.allow(NAME, "disk")) {
      LOGGER.log(Level.WARNING, "disk", new IllegalStateException());
      assertTrue(log.loggedStack());
    }

    assertEquals(List.of(), shown);
  }

  @Test
  void level_is_part_of_the_expectation_and_switched_on() {
    LOGGER.setLevel(Level.SEVERE);
    try (ExpectLog log = ExpectLog.expect(NAME, "disk", System.Logger.Level.DEBUG)) {
      LOGGER.fine("disk");
      LOGGER.warning("disk");
      assertFalse(log.loggedStack());
    }

    assertEquals(List.of("disk"), shown);
    assertEquals(Level.SEVERE, LOGGER.getLevel());
    LOGGER.setLevel(null);
  }

  @Test
  void parameters_are_filled_in_and_other_filters_stay() {
    LOGGER.setFilter(entry -> !entry.getMessage().equals("noise"));
    try (ExpectLog log = ExpectLog.expect(NAME, "disk 7 is full")) {
      LOGGER.log(Level.WARNING, "disk {0} is full", 7);
      LOGGER.warning("noise");
      assertFalse(log.loggedStack());
    }
    LOGGER.warning("noise");
    LOGGER.setFilter(null);

    assertEquals(List.of(), shown);
  }

  @Test
  void what_sirocco_logs_can_be_expected() {
    try (IOLoop loop = new IOLoop(new ManualTimeSource());
        ExpectLog log =
            ExpectLog.expect("io.sirocco", "Exception in callback", System.Logger.Level.ERROR)) {
      loop.addCallback(() -> {
        throw new IllegalStateException("expected");
      });
      loop.runSync(() -> Coroutines.sleep(Duration.ofSeconds(1)));
      assertTrue(log.loggedStack());
    }
  }
}
