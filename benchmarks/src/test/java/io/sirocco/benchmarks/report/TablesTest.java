package io.sirocco.benchmarks.report;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TablesTest {
  private final Samples samples = new Samples(List.of(
      new Sample(25, "Suspend", "sirocco", "", List.of(14.0, 15.0, 90.0), 16.2),
      new Sample(25, "Suspend", "bare", "", List.of(12.0), 16.01),
      new Sample(25, "Suspend", "hand", "", List.of(10.0), 16.0),
      new Sample(17, "Suspend", "hand", "", List.of(1234.4), 0.03)));

  @Test
  void a_row_has_a_line_per_contender_and_columns_per_jdk() {
    assertEquals("""
        |  | ns, JDK 17 | ratio | bytes | ns, JDK 25 | ratio | bytes |
        |---|--:|--:|--:|--:|--:|--:|
        | bare |  |  |  | 12.0 | 1.20 | 16.0 |
        | hand | 1,234 | 1.00 | 0 | 10.0 | 1.00 | 16.0 |
        | sirocco |  |  |  | 15.0 (14.0–90.0) | 1.50 | 16.2 |
        """, RowTable.of(samples, "Suspend"));
  }

  @Test
  void a_goal_that_is_missed_is_bold() {
    String table = GoalTable.of(samples, List.of());

    assertEquals(
        List.of(
            "| Suspend | sirocco / hand | ≤ 1.2 |  | **1.50** |",
            "| Suspend | sirocco / bare | ≤ 1.5 |  | 1.25 |"),
        table
            .lines()
            .filter(line -> line.matches(".*(sirocco / hand|sirocco / bare) .*"))
            .filter(line -> line.startsWith("| Suspend"))
            .toList());
  }

  @Test
  void where_processes_overlap_nobody_is_ahead() {
    Samples close = new Samples(List.of(
        new Sample(25, "Call", "sirocco", "", List.of(9.0, 9.5, 10.0), 0),
        new Sample(25, "Call", "eaAsync", "", List.of(9.9, 10.0, 11.0), 0),
        new Sample(25, "Fib", "sirocco", "", List.of(9.0, 9.5, 9.8), 0),
        new Sample(25, "Fib", "eaAsync", "", List.of(9.9, 10.0, 11.0), 0)));

    assertEquals(
        List.of(
            "| Call | sirocco / eaAsync | ≤ 1 | 0.95 ≈ |",
            "| Fib | sirocco / eaAsync | ≤ 1 | 0.95 |"),
        GoalTable.of(close, List.of())
            .lines()
            .filter(line -> line.matches("\\| (Call|Fib) .*eaAsync.*"))
            .toList());
  }

  @Test
  void a_goal_for_bytes_looks_at_operations_and_at_the_most_coroutines() {
    List<BytesFigure> figures = List.of(
        new BytesFigure(25, "coroutine", "siroccoStatic", 1000, 60, 56),
        new BytesFigure(25, "coroutine", "siroccoStatic", 10_000, 56.04, 56),
        new BytesFigure(25, "coroutine", "siroccoInstance", 10_000, 64, 64));

    assertEquals(
        List.of(
            "| Ready | bytes of sirocco | ≤ 0 |  |  |",
            "| Suspend | bytes of sirocco | ≤ 16 |  | 16.2 |",
            "| memory | bytes of siroccoStatic | ≤ 56 |  | 56.0 |",
            "| memory | bytes of siroccoInstance | ≤ 56 |  | **64.0** |"),
        GoalTable.of(samples, figures)
            .lines()
            .filter(line -> line.matches("\\| (Ready|Suspend|memory) .*bytes.*"))
            .toList());
  }

  @Test
  void things_in_great_number_have_a_column_per_number() {
    List<BytesFigure> figures = List.of(
        new BytesFigure(25, "timer", "sirocco", 1000, 46.04, Double.NaN),
        new BytesFigure(25, "timer", "netty", 1000, 70, Double.NaN),
        new BytesFigure(25, "timer", "sirocco", 100, 47, Double.NaN));

    assertEquals("""
        | JDK 25 | 100 | 1,000 | objects |
        |---|--:|--:|--:|
        | sirocco | 47.0 | 46.0 |  |
        | netty |  | 70.0 |  |
        """, BytesTable.of(figures, "timer", 25));
  }

  @Test
  void a_place_without_a_table_stays_as_it_is() {
    String page = "<!-- begin A -->\nold\n<!-- end A -->\n<!-- begin B -->\nold\n<!-- end B -->\n";

    assertEquals(
        "<!-- begin A -->\nold\n<!-- end A -->\n<!-- begin B -->\n\nnew\n\n<!-- end B -->\n",
        Page.filled(page, Map.of("B", "new\n")));
  }
}
