package io.sirocco.dump;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The three forms of a dump. */
class DumpFormatTest {
  private static final Dump DUMP = new Dump(
      true,
      false,
      List.of(new LoopDump(
          "loop 1 (running in main)",
          "busy",
          81_233,
          2,
          1,
          Optional.of(Duration.ofMillis(-1_200)),
          Duration.ofMillis(1_200),
          5,
          List.of("com.acme.Shop.slow(Shop.java:9)"),
          List.of(
              new Wait(
                  "Promise",
                  List.of("com.acme.Shop.price(Shop.java:31)", "com.acme.Shop.page(Shop.java:20)"),
                  2,
                  Optional.of(Duration.ofSeconds(41)),
                  Optional.empty()),
              new Wait(
                  "sleep",
                  List.of("com.acme.Shop.nap(Shop.java:50)"),
                  1,
                  Optional.empty(),
                  Optional.of(Duration.ofMillis(500))),
              new Wait(
                  "timer of com.acme.Shop",
                  List.of(),
                  1,
                  Optional.empty(),
                  Optional.of(Duration.ofMillis(-1_200)))))),
      List.of(List.of("A.one(A.java:1)", "B.two(B.java:2)", "A.one(A.java:1)")));

  private static final Dump EMPTY = new Dump(false, true, List.of(), List.of());

  @Test
  void text_has_a_line_per_chain_below_what_it_waits_for() {
    assertEquals("""
        loop 1 (running in main), busy: 5 coroutines, 2 queued, 81233 callbacks so far, 1 timer, next late by 1.200 s, lag 1.200 s
            at com.acme.Shop.slow(Shop.java:9)
          Promise
            2 x com.acme.Shop.price(Shop.java:31) <- com.acme.Shop.page(Shop.java:20), oldest 41.000 s
          sleep
            1 x com.acme.Shop.nap(Shop.java:50), in 0.500 s
          timer of com.acme.Shop
            1 x nobody, late by 1.200 s
        dead end, each waits for the next:
          A.one(A.java:1) -> B.two(B.java:2) -> A.one(A.java:1)
        There is more than a dump holds.
        """, DUMP.text());
  }

  @Test
  void text_says_what_it_cannot_see() {
    assertEquals("""
        no loop
        Coroutines that no timer, channel, job, scope or runSync leads to are missing: start with -Dsirocco.track=true to see all.
        """, EMPTY.toString());
  }

  @Test
  void json_has_a_version_and_the_names_of_the_records() {
    assertEquals("""
        {"version":1,"tracked":true,"complete":false,"loops":[
        {"name":"loop 1 (running in main)","state":"busy","callbacks":81233,"queued":2,"timers":1,"nextTimerSeconds":-1.200,"lagSeconds":1.200,"coroutines":5,"stack":["com.acme.Shop.slow(Shop.java:9)"],"waits":[
        {"target":"Promise","chain":["com.acme.Shop.price(Shop.java:31)","com.acme.Shop.page(Shop.java:20)"],"count":2,"oldestSeconds":41.000},
        {"target":"sleep","chain":["com.acme.Shop.nap(Shop.java:50)"],"count":1,"dueSeconds":0.500},
        {"target":"timer of com.acme.Shop","chain":[],"count":1,"dueSeconds":-1.200}]}],"deadEnds":[["A.one(A.java:1)","B.two(B.java:2)","A.one(A.java:1)"]]}
        """, DUMP.json());
  }

  /** Names of classes may be anything, in other languages. */
  @Test
  void json_is_safe_in_a_page() {
    Dump strange =
        new Dump(true, true, List.of(), List.of(List.of("</script>\"\\\n\u00e9\u2028&")));

    assertEquals(
        "{\"version\":1,\"tracked\":true,\"complete\":true,\"loops\":[],\"deadEnds\":"
            + "[[\"\\u003c/script>\\\"\\\\\\u000a\\u00e9\\u2028\\u0026\"]]}\n",
        strange.json());
  }

  @Test
  void page_holds_the_json_and_needs_nothing_else() {
    String page = DUMP.html();

    assertTrue(page.startsWith("<!DOCTYPE html>"));
    assertTrue(page.contains("<script id=\"dump\" type=\"application/json\">" + DUMP.json()));
    assertFalse(page.contains("http://") || page.contains("https://") || page.contains(" src="));
  }

  @Test
  void note_for_an_exception_has_the_first_lines() {
    List<List<String>> many = Collections.nCopies(30, List.of("A", "A"));

    List<String> lines =
        new Dump(true, true, List.of(), many).note().toString().lines().toList();

    assertEquals(
        List.of("what was waited for:", "no loop", "dead end, each waits for the next:"),
        lines.subList(0, 3));
    assertEquals(42, lines.size());
    assertEquals("...", lines.get(41));
    assertEquals(0, EMPTY.note().getStackTrace().length);
  }
}
