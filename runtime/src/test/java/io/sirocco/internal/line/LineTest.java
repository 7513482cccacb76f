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
  private final Line<Ticket<String>> line = new Line<>(new Guard("line"));

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
  void who_leaves_is_not_held_any_longer() {
    Ticket<String> first = joined();
    for (int i = 0; i < 10_000; i++) {
      joined().cancel();
      assertEquals(1, line.size());
    }

    assertSame(first, line.claimFirst());
    assertEquals(0, line.size());
  }

  @Test
  void who_leaves_from_the_front_the_middle_or_the_end_leaves_the_others_in_order() {
    List<Ticket<String>> tickets = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      tickets.add(joined());
    }

    tickets.get(0).cancel();
    tickets.get(2).cancel();
    tickets.get(5).cancel();
    tickets.add(joined());

    assertEquals(
        List.of(tickets.get(1), tickets.get(3), tickets.get(4), tickets.get(6)), line.claimAll());
    assertEquals(0, line.size());
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
