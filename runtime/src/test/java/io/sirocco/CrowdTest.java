package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Many who wait for one future. */
class CrowdTest {
  private static final int MANY = 300_000; // where n² steps would take minutes

  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Promise<String> promise = new Promise<>();
  private final List<Integer> woken = new ArrayList<>();

  /** Notes that it was woken. */
  private class Noted extends Waiter {
    private final int number;

    Noted(int number) {
      this.number = number;
    }

    @Override
    void wake(Object outcome) {
      woken.add(number);
    }

    @Override
    void run(Object argument) {
      throw new AssertionError("it is never scheduled");
    }
  }

  private List<Noted> registered(int count) {
    List<Noted> waiters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Noted waiter = new Noted(i);
      waiters.add(waiter);
      promise.register(waiter);
    }
    return waiters;
  }

  private void unregister(List<Noted> waiters) {
    for (Noted waiter : waiters) {
      assertTrue(promise.unregister(waiter));
    }
  }

  /** The order in which waiters leave. */
  private enum Leaving {
    FIRST_COME_FIRST,
    LAST_COME_FIRST,
    SHUFFLED,
    FROM_BOTH_ENDS,
    FROM_THE_MIDDLE;

    List<Noted> of(List<Noted> waiters) {
      List<Noted> order = new ArrayList<>(waiters);
      int size = order.size();
      switch (this) {
        case FIRST_COME_FIRST -> {}
        case LAST_COME_FIRST -> Collections.reverse(order);
        case SHUFFLED -> Collections.shuffle(order, new Random(14));
        case FROM_BOTH_ENDS -> {
          for (int i = 0; i < size; i++) {
            order.set(i, waiters.get(i % 2 == 0 ? i / 2 : size - 1 - i / 2));
          }
        }
        case FROM_THE_MIDDLE -> {
          for (int i = 0; i < size; i++) {
            order.set(i, waiters.get((i + size / 2) % size));
          }
        }
      }
      return order;
    }
  }

  @ParameterizedTest
  @EnumSource
  void many_leave_in_any_order_without_looking_at_all_others(Leaving order) {
    List<Noted> waiters = registered(MANY);

    unregister(order.of(waiters));

    assertEquals(0, promise.waiters().length);
    promise.complete("v");
    assertEquals(List.of(), woken);
  }

  @ParameterizedTest
  @EnumSource
  void those_who_stay_are_woken_in_the_order_in_which_they_came(Leaving order) {
    List<Noted> waiters = registered(1_000);
    List<Noted> leaving = order.of(waiters).subList(0, 990);

    unregister(leaving);

    List<Integer> staying = new ArrayList<>();
    waiters.stream().filter(w -> !leaving.contains(w)).forEach(w -> staying.add(w.number));
    promise.complete("v");
    assertEquals(staying, woken);
  }

  /** Compared with a list, step by step. */
  @ParameterizedTest
  @ValueSource(ints = {4, 12, 40, 1_000})
  void coming_and_going_at_random_keeps_all_in_order(int usualSize) {
    Random random = new Random(usualSize);
    List<Waiter> expected = new ArrayList<>();
    for (int step = 0; step < 20_000; step++) {
      if (random.nextInt(2 * usualSize) >= expected.size()) {
        Noted added = new Noted(step);
        expected.add(added);
        promise.register(added);
      } else {
        Waiter removed = expected.remove(random.nextInt(expected.size()));
        assertTrue(promise.unregister(removed));
        assertFalse(promise.unregister(removed));
      }
      if (step % 100 == 0) {
        assertEquals(expected, Arrays.asList(promise.waiters()));
      }
    }

    promise.complete("v");

    assertEquals(expected.stream().map(w -> ((Noted) w).number).toList(), woken);
  }

  @Test
  void last_one_that_is_left_is_alone_again() {
    List<Noted> waiters = registered(100);

    unregister(waiters.subList(0, 99));

    assertTrue(promise.isAwaitedOnlyBy(waiters.get(99)));
    assertTrue(promise.isNewest(waiters.get(99)));
  }

  @Test
  void observers_do_not_count_as_somebody_who_waits() {
    List<Noted> waiters = registered(20);
    LateFailure.watch(promise, Scheduler.current(), QuietTypes.NONE);

    unregister(waiters.subList(1, 20));
    assertTrue(promise.isAwaitedOnlyBy(waiters.get(0)));
    assertTrue(promise.abandonBy(waiters.get(0)));
    assertTrue(promise.isCancelled());
  }

  @Test
  void nobody_is_the_only_one_while_others_wait() {
    List<Noted> waiters = registered(20);

    for (Noted waiter : waiters) {
      assertFalse(promise.abandonBy(waiter));
    }
    assertFalse(promise.isDone());
  }

  @Test
  void there_is_one_observer_of_late_failures_at_most() {
    for (int count : new int[] {0, 1, 5, 100}) {
      Promise<String> observed = new Promise<>();
      for (int i = 0; i < count; i++) {
        observed.register(new Noted(i));
      }

      LateFailure.watch(observed, Scheduler.current(), QuietTypes.NONE);
      LateFailure.watch(observed, Scheduler.current(), QuietTypes.NONE);

      assertEquals(count + 1, observed.waiters().length);
    }
  }

  @Test
  void waiter_that_throws_keeps_no_other_asleep() {
    registered(10);
    promise.register(new Noted(10) {
      @Override
      void wake(Object outcome) {
        throw new IllegalStateException("out of something");
      }
    });
    promise.register(new Noted(11));

    promise.complete("v");

    assertEquals(List.of(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11), woken);
    log.assertLogged("Exception in callback [java.lang.IllegalStateException: out of something]");
  }

  @Test
  void removed_callback_is_found_among_many_and_one_that_cannot_be_compared_is_reported() {
    Consumer<Object> removed = done -> woken.add(-1);
    Consumer<Object> incomparable = new Consumer<>() {
      @Override
      public void accept(Object done) {
        woken.add(99);
      }

      @Override
      public boolean equals(Object other) {
        throw new IllegalStateException("not comparable");
      }

      @Override
      public int hashCode() {
        return 0;
      }
    };
    registered(20);
    promise.addDoneCallback(incomparable);
    promise.addDoneCallback(removed);
    promise.addDoneCallback(removed);

    assertEquals(2, promise.removeDoneCallback(removed));

    promise.complete("v");
    assertEquals(21, woken.size());
    assertFalse(woken.contains(-1));
    log.assertLogged("Exception in callback [java.lang.IllegalStateException: not comparable]");
  }

  @Test
  void moment_keeps_nobody() {
    Noted waiter = new Noted(1);

    assertTrue(Moment.INSTANCE.register(waiter));

    assertEquals(List.of(1), woken);
    assertFalse(Moment.INSTANCE.unregister(waiter));
    assertFalse(Moment.INSTANCE.isNewest(waiter));
  }

  @Test
  void several_without_the_one_is_the_rest() {
    Waiter first = new Noted(1);
    Waiter second = new Noted(2);
    Waiter both = first.followedBy(second);

    assertSame(second, both.without(first));
    assertSame(first, both.without(second));
    assertSame(both, both.without(new Noted(3)));
    assertNull(first.without(first));
  }
}
