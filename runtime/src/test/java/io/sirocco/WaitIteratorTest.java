package io.sirocco;

import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Rules I. */
class WaitIteratorTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Trace trace = new Trace();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Future<Integer> delayed(int millis) {
    return HandCoroutine.call(
        (self, step, value) -> step == 0 ? sleep(Duration.ofMillis(millis)) : self.end(millis));
  }

  private static Future<Integer> failing(int millis) {
    return HandCoroutine.call((self, step, value) -> {
      if (step == 0) {
        return sleep(Duration.ofMillis(millis));
      }
      throw new Boom("at " + millis);
    });
  }

  /** while (!isDone()) { trace(await(next()), currentIndex()) } */
  private Future<Object> traceAll(WaitIterator<Integer> iterator) {
    return HandCoroutine.call((self, step, value) -> {
      if (step > 0) {
        trace.add(value + " index " + iterator.currentIndex());
      }
      return iterator.isDone() ? self.end(null) : iterator.next();
    });
  }

  /** I2, I3; the scenario iterator_completion_order. */
  @Test
  void results_come_in_the_order_of_completion() {
    loop.runSync(() -> {
      List<Future<Integer>> inputs = List.of(delayed(120), delayed(40), delayed(80));
      WaitIterator<Integer> iterator = WaitIterator.of(inputs);
      return HandCoroutine.call((self, step, value) -> {
        if (step > 0) {
          int index = iterator.currentIndex();
          trace.add(
              value + " index " + index + " " + (iterator.currentFuture() == inputs.get(index)));
        }
        if (!iterator.isDone()) {
          return iterator.next();
        }
        trace.add("end " + iterator.currentIndex() + " " + iterator.currentFuture());
        return self.end(null);
      });
    });

    trace.assertEvents("40 index 1 true", "80 index 2 true", "120 index 0 true", "end -1 null");
  }

  /** I2, I6; the scenario iterator_buffers_while_busy. */
  @Test
  void what_arrives_while_nobody_asks_is_kept_in_order() {
    loop.runSync(() -> {
      WaitIterator<Integer> iterator =
          WaitIterator.of(delayed(50), delayed(150), delayed(100), delayed(200));
      return HandCoroutine.call((self, step, value) -> {
        if (step == 1) {
          trace.add("begin " + value + " index " + iterator.currentIndex());
          return sleep(Duration.ofMillis(250));
        }
        if (step == 2) {
          trace.add("end index " + iterator.currentIndex()); // I3
        } else if (step > 0) {
          trace.add(value + " index " + iterator.currentIndex());
        }
        return iterator.isDone() ? self.end(null) : iterator.next();
      });
    });

    trace.assertEvents(
        "begin 50 index 0", "end index 0", "100 index 2", "150 index 1", "200 index 3");
  }

  /** I2, I7; the scenario iterator_ready_inputs. */
  @Test
  void inputs_that_are_done_come_first_in_their_order_and_at_once() {
    Promise<String> pending = new Promise<>();
    WaitIterator<String> iterator =
        WaitIterator.of(Future.of("a"), pending, Future.of("c"), Future.of("d"));

    for (int i = 0; i < 3; i++) {
      Future<String> next = iterator.next();
      trace.add(next.result() + " index " + iterator.currentIndex());
    }

    trace.assertEvents("a index 0", "c index 2", "d index 3");
    assertFalse(iterator.isDone());
  }

  /** I3; the scenario iterator_names. */
  @Test
  void inputs_may_have_names() {
    loop.runSync(() -> {
      Map<String, Future<Integer>> inputs = new LinkedHashMap<>();
      inputs.put("slow", delayed(80));
      inputs.put("fast", delayed(40));
      inputs.put("now", Future.of(0));
      WaitIterator<Integer> iterator = WaitIterator.named(inputs);
      assertNull(iterator.currentName());
      return HandCoroutine.call((self, step, value) -> {
        if (step > 0) {
          trace.add(iterator.currentName() + " " + value);
        }
        return iterator.isDone() ? self.end(null) : iterator.next();
      });
    });

    trace.assertEvents("now 0", "fast 40", "slow 80");
    assertNull(WaitIterator.of(Future.of(1)).currentName());
  }

  /** I5, I9; the scenario iterator_errors_continue. */
  @Test
  void failed_input_fails_its_own_step_only() {
    loop.runSync(() -> {
      WaitIterator<Integer> iterator = WaitIterator.of(delayed(40), failing(80), delayed(120));
      List<Future<Integer>> steps = new ArrayList<>();
      Iterator<Future<Integer>> loopVariable = iterator.iterator();
      return HandCoroutine.call((self, step, value) -> {
        if (loopVariable.hasNext()) {
          steps.add(loopVariable.next());
          return sleep(Duration.ofMillis(50));
        }
        steps.forEach(
            future -> trace.add(future.exception() == null ? future.result() : future.exception()));
        return self.end(null);
      });
    });

    trace.assertEvents(40, "Boom at 80", 120);
  }

  /** I1, I4; the scenario iterator_empty_and_misuse. */
  @Test
  void without_inputs_it_is_done_at_once() {
    WaitIterator<Integer> iterator = WaitIterator.of(List.<Future<Integer>>of());

    assertTrue(iterator.isDone());
    assertEquals(-1, iterator.currentIndex());
    assertNull(iterator.currentFuture());
    assertThrows(NoSuchElementException.class, iterator::next); // I11, advice
  }

  /** I4: only then, and only by that call. */
  @Test
  void current_values_go_when_isDone_says_so() {
    WaitIterator<Integer> iterator = WaitIterator.of(Future.of(1));
    iterator.next();
    assertEquals(0, iterator.currentIndex());

    assertTrue(iterator.isDone());

    assertEquals(-1, iterator.currentIndex());
  }

  /** I3, I10: when the result is given, which is an iteration after the input is done. */
  @Test
  void current_values_change_when_a_result_is_given() {
    loop.runSync(() -> {
      Promise<Integer> input = new Promise<>();
      WaitIterator<Integer> iterator = WaitIterator.of(input);
      iterator.next();
      input.complete(1);
      assertEquals(-1, iterator.currentIndex());
      return HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return Coroutines.moment();
        }
        assertEquals(0, iterator.currentIndex());
        return self.end(null);
      });
    });
  }

  /** I8. */
  @Test
  void step_is_never_an_input_and_survives_a_time_limit() {
    Promise<Integer> input = new Promise<>();
    Future<Integer> next = WaitIterator.of(input).next();
    assertNotSame(input, next);

    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> Coroutines.withTimeout(Duration.ofMillis(10), next)));
    input.complete(42);

    assertEquals(42, next.result());
  }

  /** I11, advice. */
  @Test
  void next_before_the_last_one_is_done_is_an_error() {
    WaitIterator<Integer> iterator = WaitIterator.of(new Promise<Integer>());
    iterator.next();

    assertEquals(
        "the future of the last next() is still pending: await it",
        assertThrows(IllegalStateException.class, iterator::next).getMessage());
  }

  @Test
  void cancelled_step_swallows_no_result() {
    Promise<Integer> input = new Promise<>();
    WaitIterator<Integer> iterator = WaitIterator.of(input);
    iterator.next().cancel();
    input.complete(1);

    assertEquals(1, iterator.next().result());
    assertTrue(iterator.isDone());
  }

  /** I12, advice. */
  @Test
  void same_future_twice_gives_two_results() {
    Promise<Integer> input = new Promise<>();
    WaitIterator<Integer> iterator = WaitIterator.of(input, input);
    loop.runSync(() -> {
      loop.addCallback(() -> input.complete(1));
      return traceAll(iterator);
    });

    trace.assertEvents("1 index 0", "1 index 1");
  }

  /** I13, advice. */
  @Test
  void inputs_may_be_anything_that_can_be_awaited() {
    CompletableFuture<Integer> stage = new CompletableFuture<>();
    loop.runSync(() -> {
      List<Object> inputs = new ArrayList<>(List.of(stage, List.of(Future.of(2)), Future.of(3)));
      inputs.add(null); // as everywhere: moment
      WaitIterator<Object> iterator = WaitIterator.of((Iterable<?>) inputs);
      loop.callLater(Duration.ofMillis(10), () -> stage.complete(1));
      return HandCoroutine.call((self, step, value) -> {
        if (step > 0) {
          trace.add(iterator.currentIndex() + " " + value);
        }
        return iterator.isDone() ? self.end(null) : iterator.next();
      });
    });

    trace.assertEvents("1 [2]", "2 3", "3 null", "0 1");
    assertThrows(BadYieldException.class, () -> WaitIterator.of((Iterable<?>) List.of("text")));
  }

  /** I9: it aborts where the first one was left. */
  @Test
  void second_iteration_goes_on_with_the_rest() {
    WaitIterator<Integer> iterator = WaitIterator.of(Future.of(1), Future.of(2), Future.of(3));
    for (Future<Integer> next : iterator) {
      trace.add(next.result());
      break;
    }
    for (Future<Integer> next : iterator) {
      trace.add(next.result());
    }

    trace.assertEvents(1, 2, 3);
  }

  @Test
  void cancelled_input_is_a_cancelled_step() {
    Promise<Integer> input = new Promise<>();
    Future<Integer> next = WaitIterator.of(input).next();

    input.cancel();

    assertTrue(next.isCancelled());
  }

  @Test
  void without_a_loop_the_result_is_given_in_the_call_that_completes_the_input() {
    Promise<Integer> input = new Promise<>();
    WaitIterator<Integer> iterator = WaitIterator.of(input, new Promise<Integer>());
    Future<Integer> next = iterator.next();
    input.complete(1);

    assertEquals(1, next.result());
    assertSame(input, iterator.currentFuture());
    assertEquals("WaitIterator[arrived=0, missing=1]", iterator.toString());
  }

  @Test
  void closed_iterator_leaves_nothing_on_inputs_that_are_pending() {
    Promise<Integer> pending = new Promise<>();
    WaitIterator<Integer> iterator = WaitIterator.of(pending, Future.of(1), pending);
    Future<Integer> first = iterator.next();
    Future<Integer> second = iterator.next();

    iterator.close();

    assertEquals(1, first.result());
    assertTrue(second.isCancelled());
    assertEquals(0, pending.waiters().length);
    assertFalse(pending.isDone());
    assertTrue(iterator.isDone());
  }

  @Test
  void closed_iterator_withdraws_requests_and_gives_what_has_arrived() {
    Promise<Integer> request = new Promise<>() {};
    Promise<Integer> arrived = new Promise<>();
    WaitIterator<Integer> iterator = WaitIterator.of(request, arrived);
    arrived.complete(1);

    iterator.close();
    iterator.close();

    assertTrue(request.isCancelled());
    assertEquals(1, iterator.next().result());
    assertThrows(NoSuchElementException.class, iterator::next);
  }

  @Test
  void input_that_cannot_be_awaited_leaves_nothing_on_those_before_it() {
    Promise<Integer> before = new Promise<>();

    assertThrows(
        BadYieldException.class, () -> WaitIterator.of((Iterable<?>) List.of(before, "text")));

    assertEquals(0, before.waiters().length);
  }

  /** A race that nobody looks at any more must not fill up an input that is pending for long. */
  @Test
  void collected_iterator_leaves_nothing_on_inputs_that_are_pending() {
    Promise<Integer> pending = new Promise<>();
    assertEquals(1, WaitIterator.of(pending, Future.of(1)).next().result());

    for (int attempt = 0; attempt < 1_000 && pending.waiters().length > 0; attempt++) {
      System.gc();
    }

    assertEquals(0, pending.waiters().length);
  }

  @Test
  void iterator_is_kept_while_somebody_waits_for_its_next_result() {
    Promise<Integer> pending = new Promise<>();
    Future<Integer> waiting = HandCoroutine.awaiting(WaitIterator.of(pending).next());
    System.gc();

    pending.complete(1);

    assertEquals(1, waiting.result());
  }
}
