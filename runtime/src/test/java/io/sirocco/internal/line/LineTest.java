package io.sirocco.internal.line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Deadline;
import io.sirocco.IOLoop;
import io.sirocco.TimeSource;
import java.util.ArrayList;
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

  /** The timer goes with the ticket, not when the time is over. */
  @Test
  void who_is_served_or_leaves_takes_the_timer_along() {
    List<Long> awaitedNanos = new ArrayList<>();
    TimeSource clock = new TimeSource() {
      @Override
      public long nanoTime() {
        return awaitedNanos.isEmpty() ? 0 : awaitedNanos.get(awaitedNanos.size() - 1);
      }

      @Override
      public boolean skipTo(long deadlineNanos) {
        return awaitedNanos.add(deadlineNanos);
      }
    };
    try (IOLoop loop = new IOLoop(clock)) {
      loop.runSync(() -> {
        Ticket<String> served = line.join(new Ticket<>(), new Deadline(10));
        Ticket<String> left = line.join(new Ticket<>(), new Deadline(20));
        line.join(new Ticket<>(), new Deadline(30));
        line.claimFirst().complete("served");
        left.cancel();
        loop.callAt(new Deadline(40), loop::stop);
        return served;
      });
      loop.start();
    }

    assertEquals(List.of(30L, 40L), awaitedNanos);
  }
}
