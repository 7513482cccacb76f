package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.firstOf;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Inside;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import io.sirocco.WaitIterator;
import io.sirocco.queues.Queue;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Woven programs that ask something long-lived again and again: it keeps nothing of those who have their answer. */
class NothingIsLeftBehindTest {
  private static final int ROUNDS = 1_000;
  private static final int ATTEMPTS = 50;
  private static final Duration MOMENT = Duration.ofMillis(1);

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Promise<byte[]> shutdown = new Promise<>();
  private final Queue<byte[]> full = new Queue<>(1);
  private final List<WeakReference<Object>> used = new ArrayList<>();

  @AfterEach
  void close() {
    loop.close();
  }

  private <T> T use(T object) {
    used.add(new WeakReference<>(object));
    return object;
  }

  /** How much of what was used is still there, although only what is long-lived is held. */
  private int kept() {
    int kept = ROUNDS;
    for (int i = 0; i < ATTEMPTS && kept > 0; i++) {
      System.gc();
      kept = (int) used.stream().filter(each -> each.get() != null).count();
    }
    Reference.reachabilityFence(shutdown);
    Reference.reachabilityFence(full);
    return kept;
  }

  @Coroutine
  private Future<byte[]> work() {
    await(sleep(MOMENT));
    return Future.of(use(new byte[1_000]));
  }

  private interface Round {
    Future<?> run();
  }

  @Coroutine
  private Future<Void> again(Round round) {
    for (int i = 0; i < ROUNDS; i++) {
      await(round.run());
    }
    return Future.of(null);
  }

  private void assertNothingIsKept(Round round) {
    loop.runSync(() -> again(round));

    assertEquals(0, kept());
  }

  // ---- work or shutdown, whichever comes first
  // --------------------------------------------------

  @Test
  void race_is_forgotten_by_the_one_that_goes_on() {
    assertNothingIsKept(() -> use(firstOf(work(), shutdown)));
    assertEquals(0, Inside.waiters(shutdown));
  }

  @Test
  void iterator_that_is_closed_is_forgotten_by_what_is_pending() {
    assertNothingIsKept(() -> closedRace());
    assertEquals(0, Inside.waiters(shutdown));
  }

  @Coroutine
  private Future<byte[]> closedRace() {
    try (WaitIterator<byte[]> race = use(WaitIterator.of(List.of(shutdown, work())))) {
      return Future.of(await(race.next()));
    }
  }

  @Test
  void iterator_that_nobody_refers_to_is_forgotten_with_the_results() {
    assertNothingIsKept(() -> use(WaitIterator.of(List.of(shutdown, work()))).next());
  }

  // ---- limits and combinators
  // ---------------------------------------------------------------------

  @Coroutine
  private Future<Void> inVain(Future<?> limited) {
    try {
      await(limited);
    } catch (TimeoutException e) {
      return Future.of(null);
    }
    throw new AssertionError("no limit");
  }

  @Test
  void limit_that_has_expired_is_forgotten_by_its_input() {
    assertNothingIsKept(() -> inVain(use(withTimeout(MOMENT, shutdown))));
    assertEquals(0, Inside.waiters(shutdown));
    assertEquals(1, Inside.observers(shutdown)); // for the log, if it fails
  }

  @Test
  void multi_that_is_cancelled_is_forgotten_by_its_inputs() {
    assertNothingIsKept(() -> {
      use(multi(List.of(shutdown, new Promise<byte[]>()))).cancel();
      return sleep(MOMENT);
    });
    assertEquals(0, Inside.waiters(shutdown));
  }

  // ---- items
  // --------------------------------------------------------------------------------------

  @Test
  void item_that_was_not_put_in_time_is_let_go() {
    full.putNow(new byte[0]);

    assertNothingIsKept(() -> inVain(full.put(use(new byte[1_000]), MOMENT)));
    assertEquals(1, full.size());
  }
}
