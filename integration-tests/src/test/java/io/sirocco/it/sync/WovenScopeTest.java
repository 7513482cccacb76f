package io.sirocco.it.sync;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Lock;
import io.sirocco.locks.Permit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Scopes and cancellation in woven code. */
class WovenScopeTest {
  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);
  private final long start = clock.nanoTime();
  private final List<String> trace = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private void note(String event) {
    trace.add((clock.nanoTime() - start) / 1_000_000 + " " + event);
  }

  private static Future<Void> millis(int millis) {
    return sleep(Duration.ofMillis(millis));
  }

  @Coroutine
  private Future<String> load(String name, int millis) {
    try {
      await(millis(millis));
      return Future.of(name);
    } catch (CancellationException e) {
      note(name + " cancelled");
      throw e;
    } finally {
      await(millis(5));
      note(name + " closed");
    }
  }

  @Coroutine
  private Future<String> page(int millis) {
    return Scope.run(Duration.ofMillis(50), scope -> {
      Future<String> user = scope.fork(() -> load("user", 10));
      Future<String> orders = scope.fork(() -> load("orders", millis));
      return Future.of(await(user) + " with " + await(orders));
    });
  }

  @Test
  void children_run_at_once_and_are_joined() {
    String page = loop.runSync(() -> page(20));

    assertEquals("user with orders", page);
    assertEquals(List.of("15 user closed", "25 orders closed"), trace);
  }

  @Test
  void deadline_lets_finally_blocks_run_and_await() {
    assertThrows(TimeoutException.class, () -> loop.runSync(() -> page(1000)));

    note("end");
    assertEquals(
        List.of("15 user closed", "50 orders cancelled", "55 orders closed", "55 end"), trace);
  }

  @Test
  void failure_of_one_child_cancels_the_other_and_is_thrown_as_it_is() {
    IllegalStateException failure = new IllegalStateException("10");

    Throwable thrown = assertThrows(
        IllegalStateException.class,
        () -> loop.runSync(() -> Scope.run(scope -> {
          scope.fork(() -> load("other", 1000));
          scope.fork(() -> {
            await(millis(10));
            throw failure;
          });
          return Future.of(await(load("body", 1000)));
        })));

    assertSame(failure, thrown);
    assertEquals(
        List.of("10 other cancelled", "10 body cancelled", "15 other closed", "15 body closed"),
        trace);
  }

  @Coroutine
  private Future<Void> enter(Lock lock, String name, int millis) {
    try (Permit permit = await(lock.acquire())) {
      note(name + " enters" + (permit == null ? " without a permit" : ""));
      await(millis(millis));
    }
    return Future.of(null);
  }

  @Test
  void cancelled_coroutine_gives_back_its_lock_or_its_place_in_the_line() {
    Lock lock = new Lock();
    loop.runSync(() -> Scope.run(scope -> {
      Future<Void> first = scope.fork(() -> enter(lock, "first", 1000));
      Future<Void> second = scope.fork(() -> enter(lock, "second", 1000));
      scope.fork(() -> enter(lock, "third", 10));
      await(millis(10));
      second.cancel();
      await(millis(10));
      first.cancel();
      return Future.of(null);
    }));
    note("end");

    assertEquals(List.of("0 first enters", "20 third enters", "30 end"), trace);
    assertEquals("Lock[unlocked, waiting=0]", lock.toString());
  }
}
