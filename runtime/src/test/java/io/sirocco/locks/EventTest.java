package io.sirocco.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutines;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.HandCoroutine;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.TimeoutException;
import io.sirocco.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Event event = new Event();
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private Future<Object> waiter(String name) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return event.waitUntilSet();
      }
      trace.add(name + " passed");
      return self.end(null);
    });
  }

  /** K3; the scenario event_basic. */
  @Test
  void set_wakes_all_who_wait_even_if_cleared_at_once() {
    loop.runSync(() -> {
      Future<?> a = waiter("a");
      event.set();
      event.set();
      Future<?> b = waiter("b");
      trace.add("b done " + b.isDone() + " a done " + a.isDone());
      event.clear();
      Future<?> c = waiter("c");
      return HandCoroutine.call((self, step, value) -> {
        switch (step) {
          case 0:
            return a;
          case 1:
            trace.add("c done " + c.isDone() + " set " + event.isSet());
            event.set();
            return c;
          default:
            return self.end(null);
        }
      });
    });

    trace.assertEvents(
        "b passed", "b done true a done false", "a passed", "c done false set false", "c passed");
  }

  /** K3, advice. */
  @Test
  void those_who_wait_pass_in_the_order_of_their_arrival() {
    loop.runSync(() -> {
      waiter("a");
      waiter("b");
      Future<?> last = waiter("c");
      event.set();
      return last;
    });

    trace.assertEvents("a passed", "b passed", "c passed");
  }

  /** K4; the scenario event_timeout. */
  @Test
  void running_out_of_time_throws_and_the_event_works_on() {
    assertThrows(TimeoutException.class, () -> loop.runSync(() -> event.waitUntilSet(ms(40))));

    loop.callLater(ms(40), event::set);
    loop.runSync(() -> event.waitUntilSet(ms(1000)));
    assertEquals(ms(80).toNanos(), loop.time());
  }

  /** K4. */
  @Test
  void past_deadline_is_early_enough_for_an_event_that_is_set() {
    event.set();

    assertTrue(event.waitUntilSet(new Deadline(-1)).isDone());
    assertTrue(event.waitUntilSet(Duration.ZERO).isDone());
  }

  /** Tornado's {@code Event.wait} goes through {@code with_timeout}. */
  @Test
  void time_limit_takes_an_iteration_when_the_event_is_set() {
    List<String> done = new ArrayList<>();
    loop.runSync(() -> {
      Future<Void> unlimited = event.waitUntilSet();
      Future<Void> limited = event.waitUntilSet(ms(50));
      event.set();
      done.add(unlimited.isDone() + " " + limited.isDone());
      loop.addCallback(() -> {
        done.add(unlimited.isDone() + " " + limited.isDone());
      });
      return limited;
    });

    assertEquals(List.of("true false", "true true"), done);
  }

  @Test
  void event_that_is_set_in_the_iteration_in_which_the_time_is_over_is_in_time() {
    loop.runSync(() -> {
      loop.callLater(ms(10), event::set); // both are due at once, this one first
      Future<Void> limited = event.waitUntilSet(ms(10));
      loop.callLater(ms(10), () -> {
        assertTrue(limited.isDone());
      });
      return limited;
    });

    assertEquals("Event[set, waiting=0]", event.toString());
  }

  @Test
  void expired_and_cancelled_waiters_leave() {
    loop.runSync(() -> {
      event.waitUntilSet().cancel();
      event.waitUntilSet(ms(1000)).cancel();
      Future<Void> expired = event.waitUntilSet(ms(10));
      return Coroutines.sleep(ms(20)).thenAccept(ignored -> expired.exception());
    });

    assertEquals("Event[clear, waiting=0]", event.toString());
  }

  @Test
  void without_a_loop_a_thread_of_the_jdk_keeps_the_time() {
    assertThrows(TimeoutException.class, () -> event.waitUntilSet(ms(1)).join());
  }

  /** K12. */
  @Test
  void text_says_the_state_and_how_many_wait() {
    event.waitUntilSet();
    assertEquals("Event[clear, waiting=1]", event.toString());

    event.set();
    assertEquals("Event[set, waiting=0]", event.toString());
    assertTrue(event.isSet());
    event.clear();
    assertFalse(event.isSet());
  }
}
