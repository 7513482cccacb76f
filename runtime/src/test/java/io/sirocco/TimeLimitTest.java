package io.sirocco;

import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules O. */
class TimeLimitTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Promise<String> input = new Promise<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private static Duration ms(long millis) {
    return Duration.ofMillis(millis);
  }

  private void afterMillis(long millis, Runnable callback) {
    loop.callLater(ms(millis), callback);
  }

  private void runFor(long millis) {
    loop.runSync(() -> sleep(ms(millis)));
  }

  private <T> T run(AsyncCallable<T> body) {
    return loop.runSync(body);
  }

  /** O1. */
  @Test
  void done_input_wins_over_a_past_deadline() {
    Boom boom = new Boom("failed before");

    assertEquals("now", withTimeout(ms(-5), Future.of("now")).result());
    assertSame(boom, withTimeout(ms(-5), Future.failed(boom)).exception());
  }

  /** O2. */
  @Test
  void input_in_time_is_forwarded_and_the_timer_removed() {
    afterMillis(40, () -> input.complete("in time"));

    assertEquals("in time", run(() -> withTimeout(ms(100), input)));
    assertEquals(ms(40).toNanos(), loop.time());
    runFor(200);
  }

  /** O2. */
  @Test
  void exception_in_time_is_forwarded() {
    Boom boom = new Boom("in time");
    afterMillis(40, () -> input.fail(boom));

    assertSame(boom, assertThrows(Boom.class, () -> run(() -> withTimeout(ms(100), input))));
  }

  /** O3, O4. */
  @Test
  void timeout_throws_and_leaves_the_input_alone() {
    TimeoutException timeout =
        assertThrows(TimeoutException.class, () -> run(() -> withTimeout(ms(10), input)));

    assertEquals("Timeout", timeout.getMessage());
    assertFalse(input.isDone());
    afterMillis(10, () -> input.complete("later"));
    assertEquals("later", run(() -> withTimeout(ms(100), input)));
  }

  /** O3, T6. */
  @Test
  void past_deadline_does_not_act_inline() {
    run(() -> {
      Future<String> limited = withTimeout(Deadline.now().plus(ms(-1)), input);
      assertFalse(limited.isDone());
      return Future.of(null);
    });
  }

  /** O5, but once for all: a future that is asked for years keeps nothing per limit. */
  @Test
  void failure_after_the_timeout_is_logged_once_per_future() {
    afterMillis(40, () -> input.fail(new Boom("late")));
    run(() -> {
      withTimeout(ms(10), input);
      withTimeout(ms(20), input);
      withTimeout(ms(500), input);
      return Future.of(null);
    });

    runFor(100);

    log.assertLogged("Exception in Future after timeout [Boom late]");
  }

  @Test
  void late_failure_is_logged_if_one_of_the_limits_is_not_quiet_about_it() {
    afterMillis(40, () -> input.fail(new Boom("late")));
    run(() -> {
      withTimeout(ms(10), input, Boom.class);
      withTimeout(ms(20), input, IllegalStateException.class);
      return Future.of(null);
    });

    runFor(100);

    log.assertLogged("Exception in Future after timeout [Boom late]");
  }

  @Test
  void late_failure_that_all_limits_are_quiet_about_in_their_own_way_is_silent() {
    afterMillis(40, () -> input.fail(new Boom("late")));
    run(() -> {
      withTimeout(ms(10), input, IllegalStateException.class, Exception.class);
      withTimeout(ms(20), input, Boom.class, Error.class);
      return Future.of(null);
    });

    runFor(100);

    assertTrue(input.isDone());
    log.assertLogged();
  }

  @Test
  void expired_limits_leave_one_observer_behind_however_many_they_were() {
    run(() -> {
      for (int i = 0; i < 1_000; i++) {
        withTimeout(ms(i), input);
      }
      return Future.of(null);
    });

    runFor(2_000);

    assertEquals(1, input.waiters().length);
    assertTrue(input.waiters()[0].isObserver());
  }

  /** O9: the timer has forwarded the failure, so it did not come too late. */
  @Test
  void failure_in_the_iteration_of_the_timer_is_forwarded_and_not_logged() {
    Boom boom = new Boom("just in time");
    afterMillis(10, () -> input.fail(boom));

    assertSame(boom, assertThrows(Boom.class, () -> run(() -> withTimeout(ms(10), input))));
    runFor(100);

    log.assertLogged();
  }

  /** A future that is asked again and again with a time limit does not keep the limits. */
  @Test
  void expired_limit_is_not_kept_by_its_input() {
    Promise<String> input = new Promise<>();
    WeakReference<Future<String>> expired = expiredLimit(input);

    for (int attempt = 0; attempt < 100 && expired.get() != null; attempt++) {
      System.gc();
    }

    assertNull(expired.get());
    assertFalse(input.isDone());
  }

  private WeakReference<Future<String>> expiredLimit(Promise<String> input) {
    List<WeakReference<Future<String>>> result = new ArrayList<>();
    assertThrows(
        TimeoutException.class,
        () -> run(() -> {
          Future<String> limit = withTimeout(ms(10), input);
          result.add(new WeakReference<>(limit));
          return limit;
        }));
    return result.get(0);
  }

  /** O5. */
  @Test
  void late_success_cancellation_and_quiet_failures_are_silent() {
    Promise<String> succeeds = new Promise<>();
    Promise<String> cancelled = new Promise<>();
    run(() -> {
      withTimeout(ms(10), input, Boom.class);
      withTimeout(ms(10), succeeds);
      withTimeout(ms(10), cancelled);
      return sleep(ms(20));
    });
    afterMillis(40, () -> input.fail(new Boom("quiet")));
    afterMillis(40, () -> succeeds.complete("late"));
    afterMillis(40, cancelled::cancel);

    runFor(100);

    assertTrue(input.isDone());
    log.assertLogged();
  }

  /** O6. */
  @Test
  void deadline_may_be_a_point_in_time() {
    assertThrows(
        TimeoutException.class, () -> run(() -> withTimeout(Deadline.after(ms(30)), input)));
    assertEquals(ms(30).toNanos(), loop.time());
  }

  @Test
  void null_is_no_limit() {
    afterMillis(1_000_000, () -> input.complete("late"));

    List<String> values = run(() -> Coroutines.multi(
        List.of(withTimeout((Duration) null, input), withTimeout((Deadline) null, input))));

    assertEquals(List.of("late", "late"), values);
    assertEquals(0, loop.queuedTimers());
  }

  @Test
  void giving_up_where_there_is_no_limit_leaves_the_input_alone_too() {
    run(() -> {
      assertTrue(withTimeout((Duration) null, input).cancel());
      return Future.of(null);
    });

    assertFalse(input.isDone());
    assertEquals(0, input.waiters().length);
  }

  /** O7. */
  @Test
  void input_may_be_anything_that_can_be_awaited() {
    Promise<Integer> a = new Promise<>();
    afterMillis(10, () -> a.complete(1));

    assertEquals(List.of(1), loop.<Object>runSync(() -> withTimeout(ms(100), (Object) List.of(a))));
    assertEquals(
        Map.of("k", 1), loop.<Object>runSync(() -> withTimeout(ms(100), (Object) Map.of("k", a))));
    assertThrows(BadYieldException.class, () -> withTimeout(ms(1), (Object) "text"));
  }

  /** O8, but for the timer: there is nothing left that it could do. */
  @Test
  void cancelling_the_result_leaves_the_input_alone_and_nothing_behind() {
    run(() -> {
      assertTrue(withTimeout(ms(50), input).cancel());
      return Future.of(null);
    });

    assertFalse(input.isDone());
    assertEquals(0, input.waiters().length);
    loop.addCallback(() -> input.fail(new Boom("nobody has waited for it")));
    runFor(200);
    log.assertLogged();
  }

  /** O9, advice: the result wins. */
  @Test
  void input_done_in_the_iteration_of_the_timer_is_in_time() {
    String value = run(() -> {
      Future<String> limited = withTimeout(Deadline.now().plus(ms(-1)), input);
      loop.addCallback(() -> input.complete("value"));
      return limited;
    });

    assertEquals("value", value);
  }

  /** O10, advice: the result is cancelled, too. */
  @Test
  void cancelled_input_cancels_the_result() {
    Future<String> limited = run(() -> {
      Future<String> result = withTimeout(ms(100), input);
      input.cancel();
      return sleep(ms(10)).thenApply(ignored -> result);
    });

    assertTrue(limited.isCancelled());
  }

  /** Coroutines need no loop: then a thread of the JDK keeps the time. */
  @Test
  void without_a_loop_timeout_and_sleep_work_too() {
    Future<String> limited = withTimeout(ms(1), input);

    assertThrows(TimeoutException.class, limited::join);
    assertEquals(null, sleep(ms(1)).join());
    Future<Void> cancelled = sleep(Duration.ofDays(1));
    assertTrue(cancelled.cancel());
  }
}
