package io.sirocco;

import static io.sirocco.Coroutines.convertYielded;
import static io.sirocco.Coroutines.multi;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Rule N1: awaited, a lazy coroutine begins in place; handed over, in the next iteration. */
class LazyCoroutineTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Trace trace = new Trace();

  @BeforeEach
  void makeCurrent() {
    loop.makeCurrent();
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private Awaitable<String> lazy(String name) {
    return CoroutineFrame.lazy(() -> {
      trace.add(name + " runs");
      return Future.of(name);
    });
  }

  private void runOneIteration() {
    loop.stop();
    loop.start();
  }

  @Test
  void awaited_coroutine_begins_in_place_whatever_its_static_type() {
    Awaitable<String> typed = lazy("typed");
    Object untyped = lazy("untyped");

    assertTrue(CoroutineFrame.future(typed).isDone());
    assertTrue(CoroutineFrame.future(untyped).isDone());

    trace.assertEvents("typed runs", "untyped runs");
  }

  @Test
  void converted_coroutine_begins_in_the_next_iteration() {
    Future<String> future = convertYielded(lazy("child"));
    trace.add("converted");
    assertFalse(future.isDone());

    runOneIteration();

    assertEquals("child", future.result());
    trace.assertEvents("converted", "child runs");
  }

  @Test
  void children_of_multi_begin_in_the_next_iteration_in_their_order() {
    Future<List<Object>> both = multi(List.<Object>of(lazy("a"), lazy("b")));
    trace.add("called");

    runOneIteration();
    runOneIteration();

    assertEquals(List.of("a", "b"), both.result());
    trace.assertEvents("called", "a runs", "b runs");
  }

  @Test
  void converted_coroutine_fails_with_the_very_exception_of_its_body() {
    Boom boom = new Boom("body");
    Awaitable<String> failing = CoroutineFrame.lazy(() -> Future.failed(boom));
    Awaitable<String> throwing = CoroutineFrame.lazy(() -> {
      throw Sneaky.rethrow(boom);
    });
    List<Future<String>> futures = List.of(convertYielded(failing), convertYielded(throwing));

    runOneIteration();

    futures.forEach(future -> assertSame(boom, future.exception()));
  }

  @Test
  void coroutine_can_be_handed_over_only_once() {
    Awaitable<String> child = lazy("child");
    convertYielded(child);

    assertThrows(IllegalStateException.class, () -> convertYielded(child));
  }

  @Test
  void coroutine_that_is_cancelled_before_it_begins_never_runs() {
    convertYielded(lazy("child")).cancel();

    runOneIteration();

    trace.assertEvents();
  }

  @Test
  void failure_after_cancelling_is_logged() {
    Promise<String> input = new Promise<>();
    Awaitable<String> child = CoroutineFrame.lazy(() -> HandCoroutine.awaiting(input));
    Future<String> future = convertYielded(child);
    runOneIteration();

    future.cancel();
    input.fail(new Boom("late"));
    runOneIteration();

    log.assertLogged("Exception after Future was cancelled [Boom late]");
  }

  @Test
  void without_a_loop_a_converted_coroutine_begins_in_place() {
    IOLoop.clearCurrent();

    Future<String> future = convertYielded(lazy("child"));

    assertEquals("child", future.result());
  }
}
