package io.sirocco.example;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Runs the example once, with few connections, and looks at its report; never at times. */
class MainTest {
  private static final int CONNECTIONS = 50;

  private static final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private static Report report;

  @BeforeAll
  static void run() {
    report = Main.run(CONNECTIONS, new PrintStream(printed, true, UTF_8));
  }

  @Test
  void all_connections_are_held_and_answer() {
    assertEquals(CONNECTIONS, report.held().wanted());
    assertEquals(CONNECTIONS, report.held().count());
    assertEquals(CONNECTIONS, report.talk().connections());
    assertTrue(report.talk().roundTrips() >= CONNECTIONS, report::toString);
    assertEquals(CONNECTIONS, report.answers());
  }

  @Test
  void parallel_fetches_and_interleaving_do_all_their_parts() {
    assertEquals(20, report.guide().list().parts());
    assertEquals(4, report.guide().map().parts());
    assertEquals(20, report.guide().interleaving().parts());
  }

  @Test
  void background_loop_runs_during_blocking_call() {
    assertTrue(report.guide().blockingCall().beats() > 0, report::toString);
  }

  @Test
  void cursor_reads_all_rows() {
    int fullPages = Site.ROWS / Site.ROWS_PER_PAGE;

    assertEquals(new Cursor.Result(Site.ROWS, fullPages + 1), report.guide().cursor());
  }

  @Test
  void one_page_comes_after_retries_and_one_is_given_up() {
    Retries.Result retries = report.guide().retries();

    assertEquals(1, retries.answered());
    assertEquals(1, retries.givenUp());
    assertTrue(retries.tries() >= 7, report::toString); // 3 for the one, 4 for the other
    assertTrue(retries.timeouts() >= 5, report::toString); // 1 and 4
  }

  @Test
  void nothing_is_left_behind() {
    assertEquals(0, report.ending().connectionsLeft());
    assertEquals(0, report.ending().exitCode());
  }

  @Test
  void report_is_printed_at_the_end() {
    assertTrue(printed.toString(UTF_8).endsWith(report.format()), printed::toString);
  }
}
