package io.sirocco.legacy;

import static io.sirocco.Coroutines.multi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Future;
import io.sirocco.HandCoroutine;
import io.sirocco.IOLoop;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Rules Y4, Y5, Y6, Y7 and Y9; without a loop. */
class RunnerTest {
  private final Runner runner = new Runner();

  private Consumer<Object> callback(Object key) {
    return runner.start(new Callback(key)).result();
  }

  private Future<Object> waitFor(Object key) {
    return runner.start(new Wait(key));
  }

  // ---- keys -----------------------------------------------------------------------------------

  /** Y4. */
  @Test
  void wait_gives_the_argument_of_the_callback() {
    Consumer<Object> callback = callback("k");
    Future<Object> waiting = waitFor("k");
    assertFalse(waiting.isDone());

    callback.accept("value");

    assertEquals("value", waiting.result());
  }

  /** Y4. */
  @Test
  void callback_may_be_called_before_the_wait() {
    callback("k").accept(null);

    Future<Object> waiting = waitFor("k");

    assertTrue(waiting.isDone());
    assertNull(waiting.result());
  }

  /** Y4. */
  @Test
  void key_is_free_again_after_its_wait() {
    Consumer<Object> first = callback("k");
    first.accept(1);
    waitFor("k");

    Consumer<Object> second = callback("k");
    second.accept(2);

    assertEquals(2, waitFor("k").result());
  }

  /** Y4: a callback of a former use must not be taken for an answer. */
  @Test
  void callback_that_is_called_again_after_its_wait_is_ignored() {
    Consumer<Object> first = callback("k");
    first.accept(1);
    waitFor("k");
    first.accept("again");

    callback("k");

    assertFalse(waitFor("k").isDone());
  }

  /** Y5. */
  @Test
  void wait_all_gives_the_arguments_in_the_order_of_the_keys() {
    Consumer<Object> a = callback("a");
    Consumer<Object> b = callback("b");
    Future<List<Object>> both = runner.start(new WaitAll(List.of("a", "b")));

    b.accept("B");
    assertFalse(both.isDone());
    a.accept("A");

    assertEquals(List.of("A", "B"), both.result());
  }

  /** Y7. */
  @Test
  void waits_can_be_mixed_with_futures() {
    Consumer<Object> callback = callback("k");
    Future<List<Object>> all = multi(List.of(waitFor("k"), Future.of("future")));

    callback.accept("wait");

    assertEquals(List.of("wait", "future"), all.result());
  }

  @Test
  void next_wait_may_be_started_inside_the_callback_that_ended_the_last_one() {
    Consumer<Object> a = callback("a");
    Consumer<Object> b = callback("b");
    b.accept("B");
    Future<Object> coroutine = HandCoroutine.call((self, step, value) -> switch (step) {
      case 0 -> waitFor("a");
      case 1 -> waitFor("b");
      default -> self.end(value);
    });

    a.accept("A");

    assertEquals("B", coroutine.result());
  }

  // ---- mistakes -------------------------------------------------------------------------------

  /** Y6. */
  @Test
  void key_that_is_pending_cannot_be_used_again() {
    callback("k");

    Future<?> again = runner.start(new Callback("k"));

    assertInstanceOf(KeyReuseException.class, again.exception());
    assertEquals("key k is already pending", again.exception().getMessage());
  }

  /** Y6. */
  @Test
  void key_that_is_not_pending_cannot_be_waited_for() {
    Throwable exception = waitFor("k").exception();

    assertInstanceOf(UnknownKeyException.class, exception);
    assertEquals("key k is not pending", exception.getMessage());
  }

  /** Y6. */
  @Test
  void wait_all_does_not_look_behind_the_first_key_without_a_result() {
    Consumer<Object> callback = callback("k");

    Future<List<Object>> all = runner.start(new WaitAll(List.of("k", "other")));
    assertFalse(all.isDone());
    callback.accept("v");

    assertInstanceOf(UnknownKeyException.class, all.exception());
  }

  /** Y6. */
  @Test
  void run_that_ends_with_a_pending_key_fails() {
    callback("k");

    LeakedCallbackException leak = assertThrows(LeakedCallbackException.class, runner::close);

    assertEquals("finished without waiting for callbacks [k]", leak.getMessage());
  }

  /** Y6. */
  @Test
  void run_that_has_waited_for_all_keys_ends_well() {
    callback("k").accept(1);
    waitFor("k");

    runner.close();
  }

  // ---- yield points of others -----------------------------------------------------------------

  /** Ready when two keys have results. */
  private static final class Sum implements YieldPoint<Integer> {
    private Runner runner;
    private int results;

    @Override
    public void start(Runner newRunner) {
      runner = newRunner;
      runner.registerCallback("x");
      runner.registerCallback("y");
    }

    @Override
    public boolean isReady() {
      return runner.isReady("x") && runner.isReady("y");
    }

    @Override
    public Integer getResult() {
      results++;
      return (Integer) runner.popResult("x") + (Integer) runner.popResult("y") + 100 * results;
    }
  }

  /** Y9. */
  @Test
  void yield_point_is_asked_until_it_is_ready_and_gives_its_result_once() {
    Future<Integer> sum = runner.start(new Sum());

    runner.setResult("x", 1);
    assertFalse(sum.isDone());
    runner.setResult("y", 2);
    runner.setResult("y", 3);

    assertEquals(103, sum.result());
  }

  /** Y9. */
  @Test
  void exception_of_a_yield_point_fails_the_wait() {
    IllegalStateException broken = new IllegalStateException("broken");
    YieldPoint<Object> failing = new YieldPoint<>() {
      private Runner runner;

      @Override
      public void start(Runner newRunner) {
        runner = newRunner;
        runner.registerCallback("k");
      }

      @Override
      public boolean isReady() {
        return runner.isReady("k");
      }

      @Override
      public Object getResult() {
        throw broken;
      }
    };
    Future<Object> waiting = runner.start(failing);

    runner.setResult("k", null);

    assertSame(broken, waiting.exception());
  }

  // ---- given up -------------------------------------------------------------------------------

  @Test
  void given_up_wait_takes_nothing_from_the_next_one() {
    Consumer<Object> callback = callback("k");
    Future<Object> given = waitFor("k");
    assertTrue(given.cancel());

    callback.accept("value");

    assertEquals("value", waitFor("k").result());
    runner.close();
  }

  @Test
  void given_up_wait_is_not_asked_any_more() {
    CountingPoint point = new CountingPoint();
    Future<?> given = runner.start(point);
    Consumer<Object> callback = callback("k");

    given.cancel();
    callback.accept("value");

    assertEquals(1, point.asked);
  }

  /** Never ready; counts how often it was asked. */
  private static final class CountingPoint implements YieldPoint<Object> {
    private int asked;

    @Override
    public void start(Runner runner) {}

    @Override
    public boolean isReady() {
      asked++;
      return false;
    }

    @Override
    public Object getResult() {
      throw new AssertionError("it is never ready");
    }
  }

  @Test
  void error_in_one_yield_point_stops_no_other() {
    Consumer<Object> callback = callback("k");
    AssertionError broken = new AssertionError("broken");
    int[] asked = {0};
    Future<?> failing = runner.start(new YieldPoint<Object>() {
      @Override
      public void start(Runner newRunner) {}

      @Override
      public boolean isReady() {
        if (asked[0]++ > 0) {
          throw broken;
        }
        return false;
      }

      @Override
      public Object getResult() {
        return null;
      }
    });
    Future<Object> waiting = waitFor("k");

    callback.accept("value");

    assertSame(broken, failing.exception());
    assertEquals("value", waiting.result());
  }

  @Test
  void callback_in_another_thread_than_that_of_the_loop_is_refused() {
    try (IOLoop loop = new IOLoop()) {
      String message = loop.runSync(() -> {
        Consumer<Object> callback = callback("k");
        FutureTask<String> task = new FutureTask<>(() ->
            assertThrows(IllegalStateException.class, () -> callback.accept(1)).getMessage());
        new Thread(task, "worker").start();
        return Future.of(task.get());
      });

      assertEquals(
          "this runner belongs to IOLoop[running in " + Thread.currentThread().getName()
              + "] and was used in thread worker: let its loop do that, with addCallback",
          message);
    }
  }
}
