package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.dump.Dump;
import io.sirocco.dump.LoopDump;
import io.sirocco.dump.Wait;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a dump shows of coroutines that nobody tracks: those that something of the loop leads to. */
class DumpTest {
  private static final String WAITING = "HandCoroutine[pending] at its await 0";
  private static final Duration HOUR = Duration.ofHours(1);

  private final ManualTimeSource clock = new ManualTimeSource();
  private final IOLoop loop = new IOLoop(clock);

  @AfterEach
  void close() {
    loop.close(true);
  }

  private static Wait wait(String target, int count, String... chain) {
    return new Wait(target, List.of(chain), count, Optional.empty(), Optional.empty());
  }

  private List<Wait> waits() {
    return loop.dump().loops().get(0).waits();
  }

  /** Begins something on the loop. */
  private void begin(Runnable code) {
    loop.runSync(() -> {
      code.run();
      return Future.of(null);
    });
  }

  @Test
  void coroutine_that_sleeps_is_shown_with_its_time() {
    begin(() -> HandCoroutine.awaiting(Coroutines.sleep(HOUR)));

    Wait sleeping = new Wait("sleep", List.of(WAITING), 1, Optional.empty(), Optional.of(HOUR));
    assertEquals(List.of(sleeping), waits());
  }

  @Test
  void equal_chains_are_one_with_their_number_and_most_come_first() throws Exception {
    Pipe pipe = Pipe.open();
    begin(() -> {
      HandCoroutine.awaiting(loop.ready(pipe.source(), SelectionKey.OP_READ));
      for (int i = 0; i < 3; i++) {
        HandCoroutine.awaiting(HandCoroutine.awaiting(Coroutines.sleep(HOUR)));
      }
    });

    Wait sleeping =
        new Wait("sleep", List.of(WAITING, WAITING), 3, Optional.empty(), Optional.of(HOUR));
    assertEquals(List.of(sleeping, wait("channel, OP_READ", 1, WAITING)), waits());
    assertEquals(7, loop.dump().loops().get(0).coroutines());
  }

  @Test
  void combinators_are_named() {
    begin(() -> HandCoroutine.awaiting(Coroutines.withTimeout(
        HOUR.multipliedBy(2),
        Coroutines.multi(List.of(HandCoroutine.awaiting(Coroutines.sleep(HOUR)))))));

    assertEquals(
        List.of(WAITING, "multi", "withTimeout", WAITING), waits().get(0).chain());
  }

  @Test
  void what_a_time_limit_waits_for_is_found_through_its_timer() {
    Promise<Integer> never = new Promise<>();

    begin(() -> Coroutines.withTimeout(HOUR, HandCoroutine.awaiting(never)));

    assertEquals(List.of(wait("something unknown", 1, WAITING, "withTimeout")), waits());
  }

  @Test
  void jobs_that_run_and_the_coroutines_behind_them_are_shown() throws InterruptedException {
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch end = new CountDownLatch(1);
    begin(() -> HandCoroutine.awaiting(Coroutines.runOnExecutor(null, () -> {
      begun.countDown();
      end.await();
      return null;
    })));
    begun.await();

    List<Wait> waits = waits();
    end.countDown();

    assertEquals(List.of(wait("executor job, running", 1, WAITING)), waits);
  }

  @Test
  void scopes_tell_what_their_coroutines_await() {
    Promise<Integer> never = new Promise<>();
    List<List<Wait>> seen = new ArrayList<>();

    loop.runSync(() -> {
      Future<Object> scoped = Scope.run(scope -> {
        scope.fork(() -> HandCoroutine.awaiting(HandCoroutine.awaiting(never)));
        return HandCoroutine.awaiting(never);
      });
      loop.addCallback(() -> {
        seen.add(waits());
        never.complete(1);
      });
      return scoped;
    });

    assertEquals(
        List.of(List.of(wait("Promise", 1, WAITING, WAITING), wait("Promise", 1, WAITING))), seen);
  }

  @Test
  void who_waits_in_runSync_is_shown_without_a_cause() {
    Promise<Integer> lost = new Promise<>();
    List<List<Wait>> seen = new ArrayList<>();

    loop.runSync(() -> {
      loop.addCallback(() -> {
        seen.add(waits());
        lost.complete(1);
      });
      return HandCoroutine.awaiting(lost);
    });

    assertEquals(List.of(List.of(wait("something unknown", 1, WAITING))), seen);
  }

  @Test
  void timers_with_callbacks_of_sirocco_itself_are_counted_but_not_named() {
    Object mine = new Object();
    loop.callLater(HOUR, () -> Future.of(mine));

    begin(() -> {});

    assertEquals(List.of(), waits()); // for its name, this class is one of Sirocco's own
    assertEquals(1, loop.dump().loops().get(0).timers());
    assertEquals(Optional.of(HOUR), loop.dump().loops().get(0).nextTimer());
  }

  @Test
  void timers_are_shown_with_the_class_of_their_callback() {
    loop.callLater(HOUR, new FutureTask<>(() -> 1));
    begin(() -> {});

    Wait timer = new Wait(
        "timer of java.util.concurrent.FutureTask",
        List.of(),
        1,
        Optional.empty(),
        Optional.of(HOUR));
    assertEquals(List.of(timer), waits());
  }

  @Test
  void race_of_several_is_named() {
    begin(() -> HandCoroutine.awaiting(
        Coroutines.firstOf(List.of(Coroutines.sleep(HOUR), Coroutines.sleep(HOUR.plusHours(1))))));

    assertEquals(List.of("firstOf", WAITING), waits().get(0).chain());
  }

  @Test
  void blocked_loop_is_shown_with_the_stack_of_its_thread() {
    AtomicReference<Dump> seen = new AtomicReference<>();

    begin(() -> takeElsewhere(seen));

    LoopDump dump = seen.get().loops().get(0);
    assertEquals("busy", dump.state());
    assertTrue(
        dump.stack().stream()
            .anyMatch(line -> line.startsWith("io.sirocco.DumpTest.takeElsewhere(DumpTest.java:")),
        dump.stack().toString());
  }

  private void takeElsewhere(AtomicReference<Dump> seen) {
    Thread other = new Thread(() -> seen.set(loop.dump()));
    other.start();
    try {
      other.join();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Neither the stack of the thread nor the dump grows with the length. */
  @Test
  void chain_of_any_length_is_walked_and_cut() {
    int length = 50_000;

    begin(() -> {
      Future<Void> end = Coroutines.sleep(HOUR);
      for (int i = 0; i < length; i++) {
        end = HandCoroutine.awaiting(end);
      }
    });

    assertEquals(65, waits().get(0).chain().size());
    assertEquals("...", waits().get(0).chain().get(64));
    assertEquals(length, loop.dump().loops().get(0).coroutines());
  }

  /** Of combinators it is known what they need. */
  @Test
  void futures_that_need_each_other_do_not_keep_a_dump_from_ending() {
    Promise<Object> promise = new Promise<>();
    List<Long> coroutines = new ArrayList<>();

    loop.runSync(() -> {
      Future<List<Object>> all = Coroutines.multi(List.of(promise));
      Future.chain(all, promise);
      HandCoroutine.awaiting(all);
      loop.addCallback(() -> {
        coroutines.add(loop.dump().loops().get(0).coroutines());
        promise.complete(1);
      });
      return all;
    });

    assertEquals(List.of(0L), coroutines); // what leads to it is such a circle
  }

  @Test
  void all_open_loops_are_dumped_in_the_order_in_which_they_were_made() {
    IOLoop second = new IOLoop();

    List<String> names = Coroutines.dump().loops().stream().map(LoopDump::name).toList();
    List<IOLoop> open = IOLoop.all();
    second.close();

    assertTrue(open.indexOf(loop) >= 0 && open.indexOf(loop) < open.indexOf(second));
    assertTrue(names.contains(second.dump().loops().get(0).name().replace("closed", "stopped")));
    assertFalse(IOLoop.all().contains(second));
  }

  @Test
  void time_out_of_runSync_says_what_was_waited_for() {
    Duration minute = Duration.ofMinutes(1);

    TimeoutException late = assertThrows(
        TimeoutException.class,
        () -> loop.runSync(() -> HandCoroutine.awaiting(Coroutines.sleep(HOUR)), minute));

    assertEquals("Operation timed out after 60 seconds", late.getMessage());
    String note = late.getSuppressed()[0].toString();
    assertTrue(note.startsWith("what was waited for:\nloop "), note);
    assertTrue(note.contains("\n  sleep\n    1 x " + WAITING + ", in 3540.000 s\n"), note);
  }

  // ---- figures ----------------------------------------------------------------------------------

  @Test
  void lag_is_how_late_the_timers_were_that_ran_last() {
    begin(() -> loop.callLater(Duration.ofMillis(10), loop::stop));
    assertEquals(Duration.ZERO, loop.lag());

    clock.advance(Duration.ofMillis(15));
    loop.start();

    assertEquals(Duration.ofMillis(5), loop.lag());
  }

  @Test
  void lag_grows_while_a_callback_holds_the_loop() {
    List<Duration> seen = new ArrayList<>();

    begin(() -> {
      loop.callLater(Duration.ofMillis(10), () -> {});
      clock.advance(Duration.ofMillis(17));
      seen.add(loop.lag());
    });

    assertEquals(List.of(Duration.ofMillis(7)), seen);
  }

  @Test
  void callbacks_are_counted_and_those_that_wait_are_known() {
    List<Integer> queued = new ArrayList<>();
    long before = loop.callbacksSoFar();

    for (int i = 0; i < 3; i++) {
      loop.addCallback(() -> queued.add(loop.queueLength()));
    }
    loop.addCallback(loop::stop);
    loop.start();

    assertEquals(List.of(3, 2, 1), queued);
    assertEquals(before + 4, loop.callbacksSoFar());
  }

  @Test
  void suspended_coroutines_are_not_counted_unless_they_are_tracked() {
    assertTrue(Coroutines.suspended().isEmpty());
  }
}
