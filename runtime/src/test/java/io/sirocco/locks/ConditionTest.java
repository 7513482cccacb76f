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
import io.sirocco.Scope;
import io.sirocco.Trace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ConditionTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Condition condition = new Condition();
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private Future<Object> waiter(Object name) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return condition.waitForSignal();
      }
      trace.add(name + " " + value);
      return self.end(null);
    });
  }

  /** K1; the scenario condition_notify. */
  @Test
  void signal_wakes_the_longest_waiting_in_order_through_the_loop() {
    loop.runSync(() -> HandCoroutine.call((self, step, value) -> {
      switch (step) {
        case 0:
          condition.signal(); // nobody waits: lost
          for (int i = 0; i < 5; i++) {
            waiter(i);
          }
          condition.signal();
          trace.add("notified one");
          return Coroutines.sleep(ms(40));
        case 1:
          condition.signal(2);
          trace.add("notified two");
          return Coroutines.sleep(ms(40));
        case 2:
          condition.signalAll();
          return Coroutines.sleep(ms(40));
        default:
          return self.end(null);
      }
    }));

    trace.assertEvents(
        "notified one", "0 true", "notified two", "1 true", "2 true", "3 true", "4 true");
  }

  /** K2; the scenario condition_timeout. */
  @Test
  void running_out_of_time_gives_false() {
    assertFalse(loop.runSync(() -> condition.waitForSignal(ms(40))));
    assertEquals(ms(40).toNanos(), loop.time());

    loop.callLater(ms(40), () -> condition.signal());
    assertTrue(loop.runSync(() -> condition.waitForSignal(ms(1000))));

    assertFalse(loop.runSync(() -> condition.waitForSignal(Deadline.after(ms(40)))));
    assertEquals(ms(120).toNanos(), loop.time());
  }

  /** K2. */
  @Test
  void expired_and_cancelled_waiters_use_up_no_signal() {
    Future<Boolean> signalled = loop.runSync(() -> {
      Future<Boolean> expired = condition.waitForSignal(ms(10));
      condition.waitForSignal().cancel();
      Future<Boolean> waiting = condition.waitForSignal();
      expired.addDoneCallback(done -> condition.signal());
      return Coroutines.sleep(ms(20)).thenApply(ignored -> waiting);
    });

    assertEquals(true, signalled.result());
  }

  /** K10, advice. */
  @Test
  void zero_time_gives_false_in_the_next_iteration() {
    loop.runSync(() -> {
      Future<Boolean> waiting = condition.waitForSignal(Duration.ZERO);
      assertFalse(waiting.isDone());
      return Future.of(null);
    });
    assertFalse(loop.runSync(() -> condition.waitForSignal(Duration.ZERO)));
    assertEquals(0, loop.time());
  }

  /** A signal counts for those who wait at the time of the call. */
  @Test
  void who_waits_again_when_woken_is_not_woken_by_the_same_signal_without_a_loop() {
    List<Future<Boolean>> again = new ArrayList<>();
    condition.waitForSignal().toCompletableFuture().thenRun(() -> {
      again.add(condition.waitForSignal());
    });

    condition.signalAll();

    assertFalse(again.get(0).isDone());
  }

  /** Two signals for three who wait; the first who hears one cancels the second. */
  @Test
  void signal_is_not_lost_if_what_it_sets_off_cancels_the_next_one() {
    loop.runSync(() -> {
      Future<Boolean> first = condition.waitForSignal();
      Future<Object> second = Scope.run(scope -> waiter("second"));
      Future<Object> third = Scope.run(scope -> waiter("third"));
      first.thenRun(() -> {
        trace.add("first");
        second.cancel();
      });
      condition.signal(2);
      return Coroutines.sleep(ms(5)).thenRun(() -> {
        trace.add("third waits " + !third.isDone());
        third.cancel();
      });
    });

    trace.assertEvents("first", "second true", "third waits true");
  }

  @Test
  void signal_inside_of_what_a_signal_sets_off_is_heard_by_another_one() {
    Future<Boolean> first = condition.waitForSignal();
    Future<Boolean> second = condition.waitForSignal();
    Future<Boolean> third = condition.waitForSignal();
    Future<Boolean> fourth = condition.waitForSignal();
    first.thenRun(condition::signal);

    condition.signal(2);

    assertTrue(first.isDone() && second.isDone() && third.isDone());
    assertFalse(fourth.isDone());
  }

  @Test
  void cancelled_inside_of_what_a_signal_sets_off_does_not_take_the_signal_of_the_next_one() {
    Future<Boolean> first = condition.waitForSignal();
    Future<Boolean> second = condition.waitForSignal();
    Future<Boolean> third = condition.waitForSignal();
    List<Boolean> cancelled = new ArrayList<>();
    first.thenRun(() -> {
      cancelled.add(second.cancel());
      cancelled.add(third.cancel());
    });

    condition.signal(2);

    assertEquals(List.of(false, true), cancelled); // called is called
    assertTrue(second.result());
  }

  @Test
  void without_a_loop_a_thread_of_the_jdk_keeps_the_time() {
    assertFalse(condition.waitForSignal(ms(1)).join());
  }

  @Test
  void negative_count_is_refused() {
    assertEquals(
        "count must not be negative: -1",
        assertThrows(IllegalArgumentException.class, () -> condition.signal(-1)).getMessage());
  }

  /** K12. */
  @Test
  void text_says_how_many_wait() {
    condition.waitForSignal();
    condition.waitForSignal().cancel();

    assertEquals("Condition[waiting=1]", condition.toString());
  }
}
