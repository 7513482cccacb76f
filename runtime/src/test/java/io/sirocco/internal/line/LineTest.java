package io.sirocco.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Deadline;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LineTest {
  private final Line<Ticket<String>> line = new Line<>();

  private Ticket<String> joined() {
    return line.join(new Ticket<>(), null);
  }

  @Test
  void the_first_is_served_first() {
    Ticket<String> a = joined();
    Ticket<String> b = joined();
    Ticket<String> c = joined();

    assertSame(a, line.claimFirst());
    assertEquals(List.of(b, c), line.claimFirst(5));
    assertNull(line.claimFirst());
  }

  @Test
  void who_has_left_is_passed_by() {
    Ticket<String> a = joined();
    Ticket<String> b = joined();

    assertTrue(a.cancel());

    assertTrue(a.isCancelled());
    assertEquals(1, line.size());
    assertEquals(List.of(b), line.claimAll());
  }

  @Test
  void who_has_been_called_cannot_leave() {
    Ticket<String> a = joined();
    line.claimFirst();

    assertFalse(a.cancel());

    a.complete("served");
    assertEquals("served", a.result());
  }

  /** K11, Z6: waiting again and again with a time limit does not leak. */
  @Test
  void tickets_that_have_left_are_forgotten() {
    Ticket<String> first = joined();
    for (int i = 0; i < 10_000; i++) {
      joined().cancel();
    }

    assertTrue(line.held() < 200, "held: " + line.held());
    assertSame(first, line.claimFirst());
  }

  @Test
  void live_tickets_are_not_forgotten() {
    for (int i = 0; i < 1000; i++) {
      joined();
      joined().cancel();
    }

    assertEquals(1000, line.claimAll().size());
  }

  /** What a time limit holds is released with the ticket, not when the time is over. */
  @Test
  void timer_of_a_served_ticket_does_not_keep_the_loop_waiting() {
    ManualTimeSource clock = new ManualTimeSource();
    try (IOLoop loop = new IOLoop(clock)) {
      loop.runSync(() -> {
        Ticket<String> served = line.join(new Ticket<>(), Deadline.after(Duration.ofHours(1)));
        Ticket<String> left = line.join(new Ticket<>(), Deadline.after(Duration.ofHours(1)));
        line.claimFirst().complete("served");
        left.cancel();
        return served;
      });
      loop.callLater(Duration.ofHours(2), loop::stop);
      Ticket<String> later = line.join(new Ticket<>(), null);
      loop.start();

      assertFalse(later.isDone());
      assertEquals(Duration.ofHours(2).toNanos(), clock.nanoTime());
    }
  }
}
