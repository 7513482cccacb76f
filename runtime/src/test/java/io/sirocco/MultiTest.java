package io.sirocco;

import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.multi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rules M. Most of them need no loop: without one, everything happens in the completing thread. */
class MultiTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final Promise<String> a = new Promise<>();
  private final Promise<String> b = new Promise<>();
  private final Promise<String> c = new Promise<>();

  /** M1. */
  @Test
  void values_come_in_the_order_of_the_input() {
    Future<List<String>> all = multi(List.of(a, b, c));

    c.complete("C");
    a.complete("A");
    assertFalse(all.isDone());
    b.complete("B");

    assertEquals(List.of("A", "B", "C"), all.result());
  }

  /** M1. */
  @Test
  void map_has_the_same_keys_in_the_order_of_the_input() {
    Map<String, Promise<String>> inputs = new LinkedHashMap<>();
    inputs.put("z", a);
    inputs.put("y", b);
    inputs.put("x", c);

    Future<Map<String, String>> all = multi(inputs);
    c.complete("C");
    b.complete("B");
    a.complete("A");

    assertEquals("{z=A, y=B, x=C}", all.result().toString());
  }

  /** M1: any iterable. */
  @Test
  void set_of_futures_and_stages_becomes_a_list() {
    Future<List<Object>> all =
        multi(new LinkedHashSet<>(List.of(a, CompletableFuture.completedFuture(2))));

    a.complete("A");

    assertEquals(List.of("A", 2), all.result());
  }

  /** M2. */
  @Test
  void empty_input_is_done_at_once() {
    assertEquals(List.of(), multi(List.<Future<String>>of()).result());
    assertEquals(Map.of(), multi(Map.<String, Future<String>>of()).result());
  }

  /** M3, M4. */
  @Test
  void first_failure_in_input_order_is_thrown_when_all_are_done_and_the_others_are_logged() {
    Boom first = new Boom("A");
    Future<List<String>> all = multi(List.of(a, b, c));

    b.fail(new Boom("B"));
    c.fail(new Boom("C"));
    assertFalse(all.isDone());
    log.assertLogged();
    a.fail(first);

    assertSame(first, all.exception());
    log.assertLogged(
        "Multiple exceptions in yield list [Boom B]", "Multiple exceptions in yield list [Boom C]");
  }

  /** M5. */
  @Test
  void quiet_types_and_their_subtypes_are_not_logged() {
    class BigBoom extends Boom {
      private static final long serialVersionUID = 1L;

      BigBoom() {
        super("big");
      }
    }

    Future<List<String>> all = multi(List.of(a, b, c), Boom.class);

    a.fail(new Boom("thrown all the same"));
    b.fail(new BigBoom());
    c.fail(new IllegalStateException("loud"));

    assertEquals("thrown all the same", all.exception().getMessage());
    log.assertLogged("Multiple exceptions in yield list [java.lang.IllegalStateException: loud]");
  }

  /** M6. */
  @Test
  void children_may_be_anything_that_can_be_awaited() {
    FutureTask<String> plain = new FutureTask<>(() -> "plain");
    plain.run();

    Future<List<Object>> all = multi(List.<Object>of(
        List.of(a, List.of()),
        Map.of("k", b),
        CompletableFuture.completedFuture("stage"),
        plain,
        CoroutineFrame.lazy(() -> c)));
    a.complete("A");
    b.complete("B");
    c.complete("C");

    assertEquals("[[A, []], {k=B}, stage, plain, C]", all.result().toString());
  }

  /** M7. */
  @Test
  void same_future_may_occur_several_times() {
    Future<List<String>> all = multi(List.of(a, b, a));

    a.complete("A");
    b.complete("B");

    assertEquals(List.of("A", "B", "A"), all.result());
  }

  /** M7. */
  @Test
  void repetition_of_a_failed_future_is_logged() {
    Future<List<String>> all = multi(List.of(a, a));

    a.fail(new Boom("twice"));

    assertEquals("twice", all.exception().getMessage());
    log.assertLogged("Multiple exceptions in yield list [Boom twice]");
  }

  /** M8. */
  @Test
  void done_children_make_it_done_at_once_also_if_they_failed() {
    Boom boom = new Boom("before");

    assertEquals(List.of(1, 2), multi(List.of(Future.of(1), Future.of(2))).result());
    assertSame(boom, multi(List.of(Future.of(1), Future.failed(boom))).exception());
  }

  /** M9. */
  @Test
  void null_and_moment_count_as_done_with_null() {
    Future<List<Object>> all = multi(Arrays.<Future<?>>asList(null, moment(), Future.of(1)));

    assertEquals(Arrays.asList(null, null, 1), all.result());
  }

  /** M10, but for the log: what nobody has asked for is logged as any other such failure. */
  @Test
  void cancelling_it_leaves_the_children_alone_and_nothing_behind() {
    Future<List<String>> all = multi(List.of(a, b, a));

    assertTrue(all.cancel());
    assertTrue(all.isCancelled());
    assertFalse(a.isDone());
    assertEquals(0, a.waiters().length);
    assertEquals(0, b.waiters().length);
    a.fail(new Boom("A"));
    b.fail(new Boom("B"));
    log.assertLogged();
  }

  @Test
  void child_that_occurs_twice_is_waited_for_once() {
    Future<List<String>> all = multi(List.of(a, b, a));

    assertEquals(1, a.waiters().length);
    a.complete("a");
    b.complete("b");
    assertEquals(List.of("a", "b", "a"), all.result());
  }

  @Test
  void keys_that_fail_to_be_compared_fail_the_result() {
    IllegalStateException boom = new IllegalStateException("no hash code");
    boolean[] isBad = {false};
    Object key = new Object() {
      @Override
      public int hashCode() {
        if (isBad[0]) {
          throw boom;
        }
        return 1;
      }
    };
    Future<Map<Object, String>> all = multi(Map.of(key, a));
    isBad[0] = true;

    a.complete("a");

    assertSame(boom, all.exception());
  }

  /** M12. */
  @Test
  void child_that_cannot_be_awaited_is_refused_by_the_call() {
    BadYieldException refused =
        assertThrows(BadYieldException.class, () -> multi(List.<Object>of(a, "text")));

    assertEquals(
        "cannot await text: java.lang.String is no future, and no conversion is registered for it",
        refused.getMessage());
  }

  /** M13, advice. */
  @Test
  void cancelled_child_counts_as_a_failure() {
    Future<List<String>> all = multi(List.of(a, b));

    a.cancel();
    assertFalse(all.isDone());
    b.complete("B");

    assertTrue(all.isCancelled());
  }

  /** X7: Tornado attaches to it directly, and the loop sleeps on. */
  @Test
  void future_of_a_thread_in_a_list_wakes_the_loop() throws InterruptedException {
    FutureTask<String> job = new FutureTask<>(() -> "from a thread");
    Thread worker = new Thread(job);
    try (IOLoop loop = new IOLoop()) {
      List<String> all = loop.runSync(() -> {
        Future<List<String>> both = multi((Iterable<?>) List.of(job, Future.of("own")));
        loop.addCallback(worker::start);
        return both;
      });

      assertEquals(List.of("from a thread", "own"), all);
    }
    worker.join();
  }
}
