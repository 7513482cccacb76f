package io.sirocco;

import static io.sirocco.Coroutines.firstOf;
import static io.sirocco.Coroutines.firstSuccessOf;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstOfTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Promise<String> a = new Promise<>();
  private final Promise<String> b = new Promise<>();
  private final Promise<String> c = new Promise<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private static final class Request extends Promise<String> {
    private boolean isWithdrawn;

    @Override
    public boolean cancel() {
      isWithdrawn = true;
      return super.cancel();
    }
  }

  private static final class FailingRequest extends Promise<String> {
    @Override
    public boolean cancel() {
      throw new IllegalStateException("the connection is closed already");
    }
  }

  private <T> T run(AsyncCallable<T> body) {
    return loop.runSync(body);
  }

  // ---- the first outcome ------------------------------------------------------------------------

  @Test
  void first_value_wins_and_stays() {
    Future<String> first = firstOf(a, b);

    b.complete("B");
    a.complete("A");

    assertEquals("B", first.result());
  }

  @Test
  void first_failure_wins_too() {
    Boom boom = new Boom("B");
    Future<String> first = firstOf(List.of(a, b));

    b.fail(boom);
    a.complete("A");

    assertSame(boom, first.exception());
  }

  @Test
  void cancelled_input_that_is_first_cancels_the_result() {
    Future<String> first = firstOf(a, b);

    a.cancel();

    assertTrue(first.isCancelled());
  }

  @Test
  void of_several_that_are_done_the_first_in_the_list_counts_at_once() {
    assertEquals("B", firstOf(a, Future.of("B"), Future.of("C")).result());
  }

  @Test
  void outcome_comes_an_iteration_after_the_input() {
    String order = run(() -> {
      Future<String> first = firstOf(a, b);
      a.complete("A");
      assertFalse(first.isDone());
      return first;
    });

    assertEquals("A", order);
  }

  @Test
  void inputs_may_be_anything_that_can_be_awaited() {
    CompletableFuture<String> stage = new CompletableFuture<>();
    stage.complete("stage");

    assertEquals("stage", firstOf(a, stage).result());
    assertEquals(
        List.of("x"), firstOf(List.<Object>of(List.of(Future.of("x")), a)).result());
    Object none = run(() -> firstOf((Iterable<?>) List.of(moment(), a)));
    assertEquals(null, none);
  }

  @Test
  void nothing_to_wait_for_is_refused() {
    IllegalArgumentException refused =
        assertThrows(IllegalArgumentException.class, () -> firstOf());

    assertEquals("nothing to wait for: there is no input", refused.getMessage());
    assertThrows(IllegalArgumentException.class, () -> firstSuccessOf(List.<Object>of()));
  }

  @Test
  void input_that_cannot_be_awaited_is_refused_before_anybody_waits() {
    assertThrows(BadYieldException.class, () -> firstOf(List.<Object>of(a, "text")));

    assertEquals(0, a.waiters().length);
  }

  // ---- the others -------------------------------------------------------------------------------

  @Test
  void others_keep_nothing_and_go_on() {
    firstOf(a, b, a, c);

    b.complete("B");

    assertEquals(0, a.waiters().length);
    assertEquals(0, c.waiters().length);
    assertFalse(a.isDone());
  }

  @Test
  void input_that_occurs_twice_is_waited_for_once() {
    Future<String> first = firstOf(a, a, b);

    assertEquals(1, a.waiters().length);
    a.complete("A");
    assertEquals("A", first.result());
  }

  @Test
  void request_that_nobody_else_waits_for_is_withdrawn() {
    Request alone = new Request();
    Request shared = new Request();
    shared.addDoneCallback(done -> {});
    firstOf(alone, shared, a);

    a.complete("A");

    assertTrue(alone.isWithdrawn);
    assertFalse(shared.isWithdrawn);
  }

  @Test
  void request_is_withdrawn_also_if_another_input_was_done_before() {
    Request request = new Request();

    firstOf(request, Future.of("done"));

    assertTrue(request.isWithdrawn);
  }

  @Test
  void request_inside_of_combinators_is_withdrawn() {
    Request limited = new Request();
    Request listed = new Request();
    Request raced = new Request();
    run(() -> {
      Future<String> limit = withTimeout(Duration.ofHours(1), limited);
      Future<List<String>> list = multi(List.of(listed, b));
      Future<String> race = firstOf(raced, b);
      Future<Object> first = firstOf(List.<Object>of(limit, list, race, a));
      a.complete("A");
      return first;
    });

    assertTrue(limited.isWithdrawn);
    assertTrue(listed.isWithdrawn);
    assertTrue(raced.isWithdrawn);
    assertEquals(0, b.waiters().length);
  }

  @Test
  void queue_keeps_the_item_that_a_loser_would_have_got() {
    Queue<String> slow = new Queue<>();
    Object item = run(() -> {
      Queue<String> fast = new Queue<>();
      Future<Object> first = firstOf(slow.get(), fast.get());
      fast.putNow("fast");
      return HandCoroutine.call((self, step, value) -> {
        if (step == 0) {
          return first;
        }
        slow.putNow("kept");
        return self.end(slow.getNow());
      });
    });

    assertEquals("kept", item);
  }

  @Test
  void timer_of_a_loser_is_gone_at_once() {
    run(() -> {
      Future<Object> first = firstOf(List.<Object>of(sleep(Duration.ofHours(1)), a));
      a.complete("A");
      return first;
    });
    Future<Void> sleep = run(() -> {
      Future<Void> hour = sleep(Duration.ofHours(1));
      firstOf(hour, Future.of(null));
      return Future.of(hour);
    });

    assertTrue(sleep.isCancelled());
    assertEquals(0, loop.time());
  }

  @Test
  void lazy_coroutine_that_has_not_begun_never_does() {
    boolean[] hasBegun = {false};
    run(() -> {
      Awaitable<String> lazy = CoroutineFrame.lazy(() -> {
        hasBegun[0] = true;
        return a;
      });
      assertEquals("now", firstOf(List.<Object>of(lazy, Future.of("now"))).result());
      return sleep(Duration.ofMillis(1));
    });

    assertFalse(hasBegun[0]);
  }

  @Test
  void coroutine_goes_on_when_it_has_lost() {
    Future<String> coroutine = HandCoroutine.awaiting(a);
    assertEquals("now", firstOf(coroutine, Future.of("now")).result());

    a.complete("A");

    assertEquals("A", coroutine.result());
  }

  @Test
  void request_that_fails_to_be_withdrawn_is_reported_and_the_others_are() {
    Request request = new Request();
    Future<String> first = firstOf(new FailingRequest(), request, a);

    a.complete("A");

    assertEquals("A", first.result());
    assertTrue(request.isWithdrawn);
    log.assertLogged(
        "Exception in callback [java.lang.IllegalStateException: the connection is closed already]");
  }

  @Test
  void cancelling_the_result_leaves_the_inputs_alone_and_nothing_behind() {
    Request request = new Request();
    Future<String> first = firstOf(a, request);

    assertTrue(first.cancel());
    assertFalse(first.cancel());

    assertEquals(0, a.waiters().length);
    assertEquals(0, request.waiters().length);
    assertFalse(request.isDone());
  }

  // ---- the first success ------------------------------------------------------------------------

  @Test
  void first_success_passes_over_failures_and_cancellations() {
    Future<String> first = firstSuccessOf(a, b, c);

    a.fail(new Boom("A"));
    b.cancel();
    assertFalse(first.isDone());
    c.complete("C");

    assertEquals("C", first.result());
  }

  @Test
  void success_that_is_there_already_wins_over_failures_before_it() {
    assertEquals(
        "C", firstSuccessOf(a, Future.failed(new Boom("B")), Future.of("C")).result());
    assertEquals(0, a.waiters().length);
  }

  @Test
  void if_all_fail_the_first_in_the_list_has_the_others_with_it() {
    Boom first = new Boom("A");
    Boom third = new Boom("C");
    Future<String> success = firstSuccessOf(List.of(a, b, c, a));

    c.fail(third);
    b.cancel();
    a.fail(first);

    assertSame(first, success.exception());
    assertArrayEquals(new Throwable[] {third}, first.getSuppressed());
  }

  @Test
  void if_all_have_failed_before_it_fails_at_once() {
    Boom boom = new Boom("A");

    Future<String> success = firstSuccessOf(Future.failed(boom), Future.failed(boom));

    assertSame(boom, success.exception());
    assertEquals(0, boom.getSuppressed().length);
  }

  @Test
  void failure_comes_before_a_cancellation_and_all_cancelled_is_cancelled() {
    Boom boom = new Boom("B");
    Future<String> cancelled = Future.failed(new CancellationException());

    assertSame(boom, firstSuccessOf(cancelled, Future.failed(boom)).exception());
    assertTrue(firstSuccessOf(cancelled, cancelled).isCancelled());
  }

  @Test
  void first_success_withdraws_requests_too() {
    Request request = new Request();
    Future<String> first = firstSuccessOf((Collection<Promise<String>>) List.of(a, request, b));

    a.fail(new Boom("A"));
    assertFalse(request.isWithdrawn);
    b.complete("B");

    assertEquals("B", first.result());
    assertTrue(request.isWithdrawn);
  }
}
