package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.Test;

/** Coroutines that end with the call of another one; without a loop, so that each step is in the test's hand. */
class TailCallTest {
  private final List<Promise<Integer>> inputs = new ArrayList<>(); // of the steps that have begun
  private final List<Future<Integer>> steps = new ArrayList<>(); // what each step has returned

  /** The coroutine {@code step(n) { int m = await(input(n)); return m > 0 ? step(n + 1) : of(m); }}. */
  private Future<Integer> step() {
    Promise<Integer> input = new Promise<>();
    inputs.add(input);
    Future<Integer> step = TailCalls.then(input, value -> value > 0 ? step() : Future.of(value));
    steps.add(step);
    return step;
  }

  /** Begins and lets so many steps end with the call of the next one. */
  private Future<Integer> begin(int calls) {
    Future<Integer> first = step();
    for (int i = 0; i < calls; i++) {
      inputs.get(i).complete(1);
    }
    return first;
  }

  private void endWith(int value) {
    inputs.get(inputs.size() - 1).complete(value);
  }

  // ---- what is kept ---------------------------------------------------------------------------

  @Test
  void steps_between_the_first_and_the_present_one_are_not_waited_for() {
    begin(100);

    assertEquals(1, steps.get(100).waiters().length);
    assertSame(steps.get(0), steps.get(100).waiters()[0].settles().waiters()[0]);
  }

  @Test
  void step_whose_future_somebody_awaits_is_kept_and_those_around_it_are_not() {
    step();
    inputs.get(0).complete(1);
    List<Integer> called = new ArrayList<>();
    steps.get(1).addDoneCallback(f -> called.add(f.result()));
    for (int i = 1; i < 100; i++) {
      inputs.get(i).complete(1);
    }

    assertSame(steps.get(1), steps.get(100).waiters()[0].settles().waiters()[0]);
    endWith(-7);
    assertEquals(List.of(-7), called);
    assertEquals(-7, steps.get(0).result());
  }

  // ---- those in the middle ----------------------------------------------------------------------

  @Test
  void all_steps_end_as_the_last_one_does() {
    begin(5);
    steps.forEach(step -> assertFalse(step.isDone()));

    endWith(-7);

    steps.forEach(step -> assertEquals(-7, step.result()));
  }

  @Test
  void failure_of_the_last_step_is_that_of_all() {
    begin(5);
    IllegalStateException failure = new IllegalStateException("failed");

    inputs.get(5).fail(failure);

    steps.forEach(step -> assertSame(failure, step.exception()));
  }

  @Test
  void callbacks_of_steps_in_the_middle_are_called_in_whatever_order_they_came() {
    for (int[] order : new int[][] {{1, 2, 3, 4}, {4, 3, 2, 1}, {3, 1, 4, 2}, {2, 2, 3, 3}}) {
      inputs.clear();
      steps.clear();
      begin(6);
      List<Integer> called = new ArrayList<>();
      for (int n : order) {
        steps.get(n).addDoneCallback(f -> called.add(n));
      }
      inputs.get(6).complete(1); // goes on passing

      assertEquals(List.of(), called);
      endWith(-7);

      assertEquals(order.length, called.size());
      steps.forEach(step -> assertEquals(-7, step.result()));
    }
  }

  @Test
  void callback_of_a_step_in_the_middle_can_be_removed() {
    begin(3);
    List<Object> called = new ArrayList<>();
    java.util.function.Consumer<Object> callback = called::add;

    steps.get(1).addDoneCallback(callback);
    assertEquals(1, steps.get(1).removeDoneCallback(callback));
    endWith(-7);

    assertEquals(List.of(), called);
    assertEquals(-7, steps.get(1).result());
  }

  @Test
  void callback_of_a_step_that_is_done_is_called_at_once() {
    begin(3);
    endWith(-7);
    List<Integer> called = new ArrayList<>();

    steps.get(1).addDoneCallback(f -> called.add(f.result()));

    assertEquals(List.of(-7), called);
    assertFalse(steps.get(1).cancel());
  }

  @Test
  void cancelling_a_step_in_the_middle_cancels_those_before_it_and_leaves_those_after_it_alone() {
    Future<Integer> first = begin(5);

    assertTrue(steps.get(3).cancel());

    assertTrue(first.isCancelled());
    assertTrue(steps.get(1).isCancelled());
    assertTrue(steps.get(2).isCancelled());
    assertTrue(steps.get(3).isCancelled());
    assertFalse(steps.get(3).cancel());
    assertFalse(steps.get(4).isDone());
    endWith(-7);
    assertEquals(-7, steps.get(4).result());
    assertEquals(-7, steps.get(5).result());
    assertThrows(CancellationException.class, first::result);
  }

  @Test
  void steps_after_a_cancelled_one_still_have_callbacks_and_go_on() {
    begin(5);
    steps.get(2).cancel();
    List<Integer> called = new ArrayList<>();
    steps.get(4).addDoneCallback(f -> called.add(f.result()));

    inputs.get(5).complete(1);
    endWith(-7);

    assertEquals(List.of(-7), called);
  }

  @Test
  void cancelling_the_last_step_cancels_all() {
    begin(5);

    steps.get(5).cancel();

    steps.forEach(step -> assertTrue(step.isCancelled()));
  }

  // ---- what is not passed -----------------------------------------------------------------------

  @Test
  void coroutine_that_returns_a_future_that_others_wait_for_ends_as_that_does() {
    Promise<Integer> shared = new Promise<>();
    Future<Integer> sharing = HandCoroutine.awaiting(shared);
    List<Integer> called = new ArrayList<>();
    sharing.addDoneCallback(f -> called.add(f.result()));
    Promise<Integer> first = new Promise<>();
    Promise<Integer> second = new Promise<>();
    Future<Integer> inner = TailCalls.then(second, value -> sharing);
    Future<Integer> outer = TailCalls.then(first, value -> inner);

    first.complete(1);
    second.complete(1);
    shared.complete(7);

    assertEquals(List.of(7), called);
    assertEquals(7, outer.result());
    assertEquals(7, inner.result());
  }

  @Test
  void two_coroutines_that_return_each_other_pend_for_ever() {
    List<Promise<Integer>> starts = List.of(new Promise<>(), new Promise<>(), new Promise<>());
    List<Future<Integer>> cycle = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int next = (i + 1) % 3;
      cycle.add(TailCalls.then(starts.get(i), value -> cycle.get(next)));
    }

    starts.forEach(start -> start.complete(1));

    cycle.forEach(each -> assertFalse(each.isDone()));
    assertTrue(cycle.get(0).cancel());
    cycle.forEach(each -> assertTrue(each.isCancelled()));
  }
}
