package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Groups of loops, and coroutines that wait for each other across them. */
@Timeout(60)
class IOLoopsTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoops group = IOLoops.start(2);
  private final IOLoop first = group.loops().get(0);
  private final IOLoop second = group.loops().get(1);

  @AfterEach
  void close() {
    group.close();
  }

  private static <T> T onLoop(IOLoop loop, AsyncCallable<T> body) {
    return IOLoops.on(loop, body).join();
  }

  @Test
  void loops_run_in_threads_of_their_own() {
    Thread one = onLoop(first, () -> Future.of(Thread.currentThread()));
    Thread other = onLoop(second, () -> Future.of(Thread.currentThread()));

    assertEquals("sirocco-loop-1", one.getName());
    assertNotSame(one, other);
  }

  @Test
  void next_goes_round() {
    assertEquals(List.of(first, second, first), List.of(group.next(), group.next(), group.next()));
  }

  @Test
  void equal_keys_have_one_loop_and_many_keys_have_all() {
    Set<IOLoop> used = new HashSet<>();
    for (int i = 0; i < 100; i++) {
      used.add(group.forKey("key " + i));
      assertSame(group.forKey("key " + i), group.forKey("key " + i));
    }

    assertEquals(Set.of(first, second), used);
  }

  @Test
  void coroutine_waits_for_a_future_of_another_loop_and_goes_on_at_home() {
    Promise<String> ofSecond = new Promise<>();

    boolean cameHome = onLoop(
        first,
        () -> HandCoroutine.call((self, step, value) -> {
          if (step == 0) {
            second.addCallback(() -> ofSecond.complete("value"));
            return ofSecond;
          }
          return self.end(first.isRunningHere() && value.equals("value"));
        }));

    assertTrue(cameHome);
  }

  @Test
  void coroutine_runs_elsewhere_and_its_caller_goes_on_at_home() {
    List<Boolean> wasThere = onLoop(
        first,
        () -> HandCoroutine.call((self, step, value) -> step == 0
            ? IOLoops.on(second, () -> Future.of(second.isRunningHere()))
            : self.end(List.of((Boolean) value, first.isRunningHere()))));

    assertEquals(List.of(true, true), wasThere);
  }

  @Test
  void context_goes_along() {
    ContextLocal<String> user = new ContextLocal<>();

    String seen = user.callWith("me", () -> IOLoops.on(first, () -> Future.of(user.get())))
        .join();

    assertEquals("me", seen);
  }

  @Test
  void failure_comes_back_as_it_is() {
    IllegalArgumentException failure = new IllegalArgumentException("bad");

    Future<Object> call = IOLoops.on(first, () -> {
      throw failure;
    });

    assertSame(failure, assertThrows(IllegalArgumentException.class, call::join));
  }

  @Test
  void cancelling_reaches_the_coroutine() {
    Promise<String> never = new Promise<>();
    Future<String> call = IOLoops.on(first, () -> never);
    onLoop(first, () -> Future.of(null));

    assertTrue(call.cancel());
    onLoop(first, () -> Future.of(null));

    assertTrue(never.isCancelled());
    assertThrows(CancellationException.class, call::join);
  }

  @Test
  void closed_loop_calls_nothing() {
    group.close();

    IllegalStateException closed =
        assertThrows(IllegalStateException.class, () -> onLoop(first, () -> Future.of("never")));

    assertEquals("the loop is closed", closed.getMessage());
  }

  @Test
  void group_is_not_closed_by_one_of_its_loops() {
    IllegalStateException refused = assertThrows(
        IllegalStateException.class,
        () -> onLoop(first, () -> {
          group.close();
          return Future.of(null);
        }));

    assertEquals(
        "a loop would wait for its own end: close the group from a thread that is none of its",
        refused.getMessage());
  }

  @Test
  void group_of_loops_that_are_there_does_not_close_them() {
    IOLoops.of(List.of(first)).close();

    assertFalse(first.isClosed());
    assertSame(first, IOLoops.of(List.of(first)).next());
  }

  @Test
  void empty_group_is_refused() {
    assertEquals(
        "a group needs loops: 0",
        assertThrows(IllegalArgumentException.class, () -> IOLoops.start(0)).getMessage());
    assertEquals(
        "a group needs loops: 0",
        assertThrows(IllegalArgumentException.class, () -> IOLoops.of(List.of()))
            .getMessage());
  }
}
