package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules F, but for what the JDK asks of a future. */
class FutureTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Trace trace = new Trace();
  private final IOLoop loop = new IOLoop(new ManualTimeSource());

  @AfterEach
  void close() {
    loop.close();
  }

  /** Runs {@code main} in the loop, and what follows from it. */
  private void run(Runnable main) {
    loop.addCallback(main);
    loop.runSync(() -> Coroutines.sleep(Duration.ofMillis(40)));
  }

  // ---- states ---------------------------------------------------------------------------------

  /** F1, C5. */
  @Test
  void value_may_be_null() {
    Promise<String> promise = new Promise<>();
    assertFalse(promise.isDone());

    promise.complete(null);

    assertTrue(promise.isDone());
    assertNull(promise.result());
    assertNull(promise.exception());
  }

  /** F2. */
  @Test
  void second_completion_throws_and_changes_nothing() {
    Promise<String> promise = new Promise<>();
    promise.complete("first");

    IllegalStateException again =
        assertThrows(IllegalStateException.class, () -> promise.complete("second"));
    assertThrows(IllegalStateException.class, () -> promise.fail(new Boom("second")));
    assertFalse(promise.tryComplete("second"));
    assertFalse(promise.tryFail(new Boom("second")));

    assertEquals("the future is done already: Promise[done: first]", again.getMessage());
    assertEquals("first", promise.result());
  }

  /** F3. */
  @Test
  void asking_a_pending_future_throws_and_never_blocks() {
    Promise<String> promise = new Promise<>();

    assertThrows(IllegalStateException.class, promise::exception);
    IllegalStateException early = assertThrows(IllegalStateException.class, promise::result);

    assertEquals("the future is not done yet", early.getMessage());
  }

  /** F3, W4. */
  @Test
  void result_of_a_failed_future_throws_the_same_exception_each_time() {
    Boom boom = new Boom("now");
    Future<String> failed = Future.failed(boom);

    assertSame(boom, assertThrows(Boom.class, failed::result));
    assertSame(boom, assertThrows(Boom.class, failed::result));
    assertSame(boom, failed.exception());
  }

  /** C8: a future as a value is not flattened; an exception as a value is not a failure. */
  @Test
  void futures_and_exceptions_may_be_values() {
    Promise<Object> pending = new Promise<>();
    Boom value = new Boom("value");

    assertSame(pending, Future.of(pending).result());
    assertSame(value, Future.of(value).result());
    assertNull(Future.of(value).exception());
  }

  /** F7. */
  @Test
  void pending_future_can_be_cancelled_once() {
    Promise<String> promise = new Promise<>();

    assertTrue(promise.cancel());
    assertFalse(promise.cancel());

    assertTrue(promise.isDone());
    assertTrue(promise.isCancelled());
    assertThrows(CancellationException.class, promise::result);
    assertThrows(CancellationException.class, promise::exception);
    assertThrows(IllegalStateException.class, () -> promise.complete("late"));
    assertFalse(Future.of(1).cancel());
  }

  /** F8. */
  @Test
  void complete_unless_cancelled_ignores_a_cancelled_future_only() {
    Promise<Integer> cancelled = new Promise<>();
    Promise<Integer> done = new Promise<>();
    cancelled.cancel();

    cancelled.completeUnlessCancelled(1);
    done.completeUnlessCancelled(2);

    assertTrue(cancelled.isCancelled());
    assertEquals(2, done.result());
    assertThrows(IllegalStateException.class, () -> done.completeUnlessCancelled(3));
  }

  /** F9. */
  @Test
  void fail_unless_cancelled_logs_what_comes_too_late() {
    Promise<Integer> cancelled = new Promise<>();
    Promise<Integer> failed = new Promise<>();
    cancelled.cancel();

    cancelled.failUnlessCancelled(new Boom("nobody waits"));
    failed.failUnlessCancelled(new Boom("seen"));

    log.assertLogged("Exception after Future was cancelled [Boom nobody waits]");
    assertThrows(Boom.class, failed::result);
    assertThrows(IllegalStateException.class, () -> failed.failUnlessCancelled(new Boom("3")));
  }

  @Test
  void text_shows_the_state() {
    Promise<String> cancelled = new Promise<>();
    cancelled.cancel();

    assertEquals("Promise[pending]", new Promise<>().toString());
    assertEquals("Future[done: null]", Future.of(null).toString());
    assertEquals("Future[failed: Boom x]", Future.failed(new Boom("x")).toString());
    assertEquals("Promise[cancelled]", cancelled.toString());
    assertEquals("moment", Coroutines.moment().toString());
  }

  // ---- callbacks ------------------------------------------------------------------------------

  /** F4. */
  @Test
  void callbacks_run_on_the_loop_in_the_order_in_which_they_were_added() {
    Promise<String> promise = new Promise<>();
    run(() -> {
      promise.addDoneCallback(f -> trace.add("first " + f.result() + " " + (f == promise)));
      promise.addDoneCallback(f -> trace.add("second"));
      promise.complete("v");
      trace.add("set");
    });

    trace.assertEvents("set", "first v true", "second");
  }

  /** F5. */
  @Test
  void callback_on_a_done_future_runs_in_the_next_iteration() {
    run(() -> {
      Future.of(1).addDoneCallback(f -> trace.add("callback"));
      trace.add("added");
    });

    trace.assertEvents("added", "callback");
  }

  /** F6. */
  @Test
  void throwing_callback_is_logged_and_disturbs_nobody() {
    Promise<String> promise = new Promise<>();
    run(() -> {
      promise.addDoneCallback(f -> {
        throw new IllegalStateException("bad");
      });
      promise.addDoneCallback(f -> trace.add("good"));
      promise.complete("v");
    });

    trace.assertEvents("good");
    log.assertLogged("Exception in callback [java.lang.IllegalStateException: bad]");
  }

  /** F4: without a loop. */
  @Test
  void without_a_loop_callbacks_run_inside_the_call_that_completes() {
    Promise<String> first = new Promise<>();
    Promise<String> second = new Promise<>();
    first.addDoneCallback(f -> {
      second.complete("b");
      trace.add("first");
    });
    second.addDoneCallback(f -> trace.add("second"));

    first.complete("a");
    second.addDoneCallback(f -> trace.add("late"));

    trace.assertEvents("second", "first", "late");
  }

  /** F6: without a loop. */
  @Test
  void without_a_loop_a_throwing_callback_is_logged_and_disturbs_nobody() {
    Promise<String> promise = new Promise<>();
    promise.addDoneCallback(f -> {
      throw new IllegalStateException("bad");
    });
    promise.addDoneCallback(f -> trace.add("good"));

    promise.complete("v");

    trace.assertEvents("good");
    log.assertLogged("Exception in callback [java.lang.IllegalStateException: bad]");
  }

  /** F10. */
  @Test
  void removed_callbacks_do_not_run_and_the_others_keep_their_order() {
    Promise<String> promise = new Promise<>();
    Consumer<Object> twice = f -> trace.add("removed");
    promise.addDoneCallback(twice);
    promise.addDoneCallback(f -> trace.add("a"));
    promise.addDoneCallback(twice);
    promise.addDoneCallback(f -> trace.add("b"));

    assertEquals(2, promise.removeDoneCallback(twice));
    assertEquals(0, promise.removeDoneCallback(twice));
    promise.complete("v");

    trace.assertEvents("a", "b");
    assertEquals(0, promise.removeDoneCallback(twice));
  }

  @Test
  void only_callback_can_be_removed() {
    Promise<String> promise = new Promise<>();
    Consumer<Object> only = f -> trace.add("removed");
    promise.addDoneCallback(only);

    assertEquals(1, promise.removeDoneCallback(only));
    promise.complete("v");

    trace.assertEvents();
  }

  // ---- chain ----------------------------------------------------------------------------------

  /** F11. */
  @Test
  void chain_copies_value_and_exception_one_iteration_later() {
    Promise<String> a = new Promise<>();
    Promise<String> b = new Promise<>();
    Promise<String> c = new Promise<>();
    Promise<String> d = new Promise<>();
    Boom boom = new Boom("copied");
    run(() -> {
      Future.chain(a, b);
      Future.chain(c, d);
      a.complete("value");
      c.fail(boom);
      trace.add("at once " + b.isDone() + d.isDone());
    });

    trace.assertEvents("at once falsefalse");
    assertEquals("value", b.result());
    assertSame(boom, d.exception());
  }

  /** F11. */
  @Test
  void chain_copies_a_done_source_at_once() {
    Promise<String> target = new Promise<>();

    Future.chain(Future.of("done"), target);

    assertEquals("done", target.result());
  }

  /** F11. */
  @Test
  void chain_leaves_a_finished_target_and_the_source_of_a_cancelled_one_alone() {
    Promise<String> source = new Promise<>();
    Promise<String> mine = new Promise<>();
    Promise<String> cancelled = new Promise<>();
    run(() -> {
      Future.chain(source, mine);
      Future.chain(source, cancelled);
      mine.complete("mine");
      cancelled.cancel();
      trace.add("source done " + source.isDone());
      source.fail(new Boom("ignored"));
    });

    trace.assertEvents("source done false");
    assertEquals("mine", mine.result());
    assertTrue(cancelled.isCancelled());
  }

  /** F12, advice. */
  @Test
  void chain_from_a_cancelled_source_cancels_the_target() {
    Promise<String> source = new Promise<>();
    Promise<String> target = new Promise<>();
    run(() -> {
      Future.chain(source, target);
      source.cancel();
    });

    assertTrue(target.isCancelled());
  }

  // ---- moment ---------------------------------------------------------------------------------

  /** W5. */
  @Test
  void moment_serves_any_number_of_waiters_and_cannot_be_cancelled() {
    Future<Void> moment = Coroutines.moment();
    run(() -> {
      moment.addDoneCallback(f -> trace.add("first"));
      moment.addDoneCallback(f -> trace.add("second"));
      trace.add(moment.cancel());
    });

    trace.assertEvents(false, "first", "second");
    assertFalse(moment.isDone());
    assertSame(moment, Coroutines.moment());
  }

  /** Who completes may want to stop working. */
  @Test
  void extended_promise_learns_of_its_cancellation() {
    Promise<String> promise = new Promise<>() {
      @Override
      public boolean cancel() {
        trace.add("nobody wants it any more");
        return super.cancel();
      }
    };

    assertTrue(promise.cancel(true));

    trace.assertEvents("nobody wants it any more");
    assertTrue(promise.isCancelled());
  }
}
