package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.emit;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.AsyncIterator;
import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Permit;
import io.sirocco.locks.Semaphore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Woven programs that give up at bad moments: nothing gets lost, and nothing goes on for ever. */
class NothingIsLostTest {
  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);
  private final long start = clock.nanoTime();
  private final List<String> trace = new ArrayList<>();
  private final List<Throwable> reported = new ArrayList<>();

  NothingIsLostTest() {
    loop.setExceptionHandler(reported::add);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private static Future<Void> millis(long millis) {
    return sleep(Duration.ofMillis(millis));
  }

  private void note(String event) {
    trace.add((clock.nanoTime() - start) / 1_000_000 + " " + event);
  }

  // ---- a hook that throws
  // -------------------------------------------------------------------------

  /** A request whose connection does not like to be told. */
  private static final class Request extends Promise<Void> {
    @Override
    public boolean cancel() {
      throw new IllegalStateException("the connection is closed already");
    }
  }

  @Coroutine
  private Future<Void> waiting(String name, Future<Void> awaited) {
    try {
      await(awaited);
    } finally {
      note(name + " has ended");
    }
    return Future.of(null);
  }

  @Test
  void request_that_refuses_to_be_cancelled_does_not_save_the_others() {
    loop.runSync(() -> Scope.run(scope -> {
      Future<Void> all = Scope.run(inner -> {
        inner.fork(() -> waiting("first", millis(1_000_000)));
        inner.fork(() -> waiting("request", new Request()));
        inner.fork(() -> waiting("last", millis(1_000_000)));
        return millis(1_000_000);
      });
      await(moment());
      all.cancel();
      await(millis(10));
      assertTrue(all.isCancelled());
      return Future.of(null);
    }));

    assertEquals(List.of("0 first has ended", "0 request has ended", "0 last has ended"), trace);
    assertEquals("the connection is closed already", reported.get(0).getMessage());
    assertEquals(1, reported.size());
  }

  // ---- a permit at the moment of the deadline
  // -----------------------------------------------------

  @Coroutine
  private Future<Boolean> acquiredBefore(Semaphore semaphore, long limitMillis) {
    try (Permit mine =
        await(Scope.run(Duration.ofMillis(limitMillis), scope -> semaphore.acquire()))) {
      return Future.of(mine != null);
    } catch (TimeoutException e) {
      return Future.of(false);
    }
  }

  @Coroutine
  private Future<Void> permitsAroundTheDeadline(long releasedAfter) {
    Semaphore semaphore = new Semaphore(1);
    Permit held = await(semaphore.acquire());
    loop.callLater(Duration.ofMillis(releasedAfter), held::close);
    boolean got = await(acquiredBefore(semaphore, 25));
    note(releasedAfter + " acquired " + got);
    await(millis(10));
    await(semaphore.acquire(Duration.ofMillis(100))).close(); // a lost one would never come
    return Future.of(null);
  }

  @Test
  void permit_arrives_or_the_scope_times_out_and_never_both() {
    for (long releasedAfter : new long[] {24, 25, 26}) {
      loop.runSync(() -> permitsAroundTheDeadline(releasedAfter));
    }

    assertEquals(
        List.of("24 24 acquired true", "59 25 acquired true", "94 26 acquired false"), trace);
  }

  // ---- who cancels its own scope
  // ------------------------------------------------------------------

  @Coroutine
  private void guard(Scope scope, boolean afterAnAwait) {
    if (afterAnAwait) {
      await(millis(1));
    }
    scope.cancel();
    await(millis(3_600_000));
  }

  @Coroutine
  private Future<Void> guarded(boolean afterAnAwait) {
    try {
      await(Scope.run(scope -> {
        guard(scope, afterAnAwait);
        return millis(1_000);
      }));
    } catch (CancellationException e) {
      note("cancelled");
    }
    return Future.of(null);
  }

  @Test
  void coroutine_that_cancels_its_own_scope_is_stopped_at_its_next_await() {
    loop.runSync(() -> guarded(true));
    loop.runSync(() -> guarded(false));

    assertEquals(List.of("1 cancelled", "1 cancelled"), trace);
  }

  @Coroutine
  private Future<Void> closeConnection() {
    await(millis(5));
    note("flushed");
    await(Scope.run(Duration.ofSeconds(1), scope -> waiting("goodbye", millis(5))));
    return Future.of(null);
  }

  @Coroutine
  private Future<Void> connection() {
    try {
      await(millis(1_000));
    } finally {
      await(closeConnection());
      note("closed");
    }
    return Future.of(null);
  }

  @Test
  void coroutines_and_scopes_of_a_finally_block_come_to_their_end() {
    assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> Scope.run(Duration.ofMillis(10), scope -> connection())));

    assertEquals(List.of("15 flushed", "20 goodbye has ended", "20 closed"), trace);
  }

  // ---- a given-up advance
  // -------------------------------------------------------------------------

  @Coroutine
  private AsyncIterator<Integer> parts() {
    emit(1);
    await(millis(50)); // stalls
    emit(2);
    emit(3);
    return AsyncIterator.of(List.of(4));
  }

  private interface Advance {
    Future<Boolean> of(AsyncIterator<Integer> parts);
  }

  @Coroutine
  private Future<List<Integer>> readImpatiently(Advance advance, long pauseMillis) {
    List<Integer> got = new ArrayList<>();
    AsyncIterator<Integer> parts = parts();
    while (true) {
      try {
        if (!await(advance.of(parts))) {
          return Future.of(got);
        }
        got.add(parts.current());
      } catch (TimeoutException | CancellationException e) {
        await(millis(pauseMillis));
      }
    }
  }

  private Future<Boolean> cancelledSoon(AsyncIterator<Integer> parts) {
    Future<Boolean> advanced = parts.advance();
    loop.callLater(Duration.ofMillis(20), () -> advanced.cancel());
    return advanced;
  }

  @Test
  void consumer_that_gives_up_and_comes_again_gets_every_element_once() {
    Duration limit = Duration.ofMillis(20);
    for (long pauseMillis : new long[] {0, 10, 40}) {
      List<Advance> ways = List.of(
          parts -> Scope.run(limit, scope -> parts.advance()),
          parts -> withTimeout(limit, parts.advance()),
          this::cancelledSoon);
      for (Advance way : ways) {
        assertEquals(List.of(1, 2, 3, 4), loop.runSync(() -> readImpatiently(way, pauseMillis)));
      }
    }
  }
}
