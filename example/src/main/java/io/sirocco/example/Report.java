package io.sirocco.example;

import java.time.Duration;
import java.util.Formatter;
import java.util.Locale;

/**
 * What the example did and what it measured.
 *
 * @param answers how many connections answered when all were called, at the same time
 */
record Report(
    Crowd.Held held,
    Crowd.Talk talk,
    int answers,
    GuideTour.Result guide,
    Application.Ending ending) {

  /** The report as a table for people. */
  String format() {
    Table table = new Table();
    addCrowd(table);
    addLags(table);
    addGuide(table);
    table.row(
        "Left behind",
        "%,d connections; the client JVM ended with code %d",
        ending.connectionsLeft(),
        ending.exitCode());
    return table.toString();
  }

  private void addCrowd(Table table) {
    table.row(
        "Connections held by one thread",
        "%,d of %,d, opened in %s",
        held.count(),
        held.wanted(),
        seconds(held.took()));
    table.row(
        "Heap per idle connection",
        "%,d bytes, most of them for the JDK's channel",
        ending.heapBytes());
    table.row(
        "Echo on %,d of them".formatted(talk.connections()),
        "%,d round trips/s in the first %s; median %s, 99%% in %s",
        talk.perSecond(),
        seconds(talk.took()),
        millis(talk.median()),
        millis(talk.p99()));
    table.row("Echo on all at once", "%,d right answers", answers);
  }

  private void addLags(Table table) {
    table.row("Lag of a beat every %s".formatted(millis(Heartbeat.PERIOD)), "median, max");
    table.row("  while connecting", "%s", text(held.lag()));
    table.row("  while echoing", "%s", text(talk.lag()));
    table.row("  during all below", "%s", text(guide.lag()));
  }

  private void addGuide(Table table) {
    table.row("Parallel fetch of a list", "%s", text(guide.list(), "pages"));
    table.row("Parallel fetch of a map", "%s", text(guide.map(), "pages"));
    table.row("Interleaved read and write", "%s", text(guide.interleaving(), "steps"));
    table.row(
        "Blocking call on an executor",
        "%s, and %d beats of the loop meanwhile",
        millis(guide.blockingCall().took()),
        guide.blockingCall().beats());
    table.row(
        "Cursor loop",
        "%,d rows from %d pages",
        guide.cursor().rows(),
        guide.cursor().pages());
    Retries.Result retries = guide.retries();
    table.row(
        "Timeouts and retries",
        "%d requests, %d timeouts, %d retries; %d page came, %d given up",
        retries.tries(),
        retries.timeouts(),
        retries.retries(),
        retries.answered(),
        retries.givenUp());
  }

  private static String text(Lag lag) {
    return millis(lag.median()) + ", " + millis(lag.max());
  }

  private static String text(Overlap overlap, String parts) {
    return "%d %s in %s; one after the other: %s"
        .formatted(overlap.parts(), parts, millis(overlap.wall()), millis(overlap.sum()));
  }

  private static String seconds(Duration duration) {
    return String.format(Locale.ROOT, "%.1f s", duration.toNanos() / 1e9);
  }

  private static String millis(Duration duration) {
    double millis = duration.toNanos() / 1e6;
    return String.format(Locale.ROOT, millis < 10 ? "%.1f ms" : "%,.0f ms", millis);
  }

  /** Lines of a label and a value. */
  private static final class Table {
    private final Formatter text = new Formatter(Locale.ROOT);

    void row(String label, String format, Object... arguments) {
      text.format("  %-32s", label).format(format, arguments).format("%n");
    }

    @Override
    public String toString() {
      return text.toString();
    }
  }
}
