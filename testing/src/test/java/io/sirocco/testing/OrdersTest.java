package io.sirocco.testing;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What may change places, what never does, and what is said about it. */
class OrdersTest {
  private static final Duration SECOND = Duration.ofSeconds(1);

  private final Set<List<String>> seen = new HashSet<>();
  private List<String> events = new ArrayList<>();

  /** All sequences of events that there were. */
  private Set<List<String>> explore(int orders, Orders.Body body) throws Exception {
    Orders.explore(orders, loop -> {
      events = new ArrayList<>();
      List<String> ours = events;
      Future<?> end = body.run(loop);
      end.addDoneCallback(done -> seen.add(ours));
      return end;
    });
    return seen;
  }

  @Coroutine
  private Future<Void> noting(String name, Future<?> awaited) {
    await(awaited);
    events.add(name);
    return Future.of(null);
  }

  // ---- what changes places ----------------------------------------------------------------------

  @Test
  void jobs_of_the_executor_end_in_any_order() throws Exception {
    Set<List<String>> orders = explore(
        100,
        loop -> multi(List.of(
            noting("a", loop.runInExecutor(null, () -> 1)),
            noting("b", loop.runInExecutor(null, () -> 2)),
            noting("c", loop.runInExecutor(null, () -> 3)))));

    assertEquals(6, orders.size(), orders::toString);
  }

  @Test
  void job_may_take_longer_than_a_timer() throws Exception {
    Set<List<String>> orders = explore(
        100,
        loop -> multi(List.of(
            noting("job", loop.runInExecutor(null, () -> 1)), noting("timer", sleep(SECOND)))));

    assertEquals(Set.of(List.of("job", "timer"), List.of("timer", "job")), orders);
  }

  @Test
  void job_and_its_limit_meet_in_one_iteration() throws Exception {
    Set<String> ends = new TreeSet<>();
    Orders.explore(200, loop -> limited(loop, ends));

    assertEquals(Set.of("timeout", "value"), ends);
  }

  @Coroutine
  private static Future<Void> limited(IOLoop loop, Set<String> ends) {
    try {
      await(withTimeout(SECOND, loop.runInExecutor(null, () -> 1)));
      ends.add("value");
    } catch (TimeoutException e) {
      ends.add("timeout");
    }
    return Future.of(null);
  }

  /** A real clock does not stand still between two calls. */
  @Test
  void equal_delays_that_were_asked_for_one_after_the_other_end_together_or_one_by_one()
      throws Exception {
    Set<Integer> callbacksBetween = new TreeSet<>();
    Orders.explore(100, loop -> {
      List<String> order = new ArrayList<>();
      loop.callLater(
          SECOND,
          () -> loop.addCallback(() -> {
            order.add("callback of the first");
          }));
      loop.callLater(SECOND, () -> callbacksBetween.add(order.size()));
      return sleep(SECOND.multipliedBy(2));
    });

    assertEquals(Set.of(0, 1), callbacksBetween);
  }

  @Test
  void ready_channels_are_handled_in_any_order() throws Exception {
    Set<List<String>> orders = explore(200, loop -> {
      Promise<Void> end = new Promise<>();
      List<Pipe> pipes = List.of(Pipe.open(), Pipe.open(), Pipe.open());
      for (Pipe pipe : pipes) {
        String name = "pipe " + pipes.indexOf(pipe);
        pipe.sink().write(ByteBuffer.allocate(1));
        loop.addHandler(
            pipe.source(), (channel, ops) -> handle(pipe, name, end), SelectionKey.OP_READ);
      }
      return end;
    });

    assertEquals(6, orders.size(), orders::toString);
  }

  private void handle(Pipe pipe, String name, Promise<Void> end) {
    try {
      pipe.source().close();
      pipe.sink().close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    events.add(name);
    if (events.size() == 3) {
      end.complete(null);
    }
  }

  // ---- what never does --------------------------------------------------------------------------

  @Test
  void callbacks_and_equal_deadlines_keep_their_order() throws Exception {
    Set<List<String>> orders = explore(200, loop -> {
      Deadline soon = new Deadline(loop.time()).plus(SECOND);
      for (String name : List.of("1", "2", "3")) {
        loop.callAt(soon, () -> events.add("timer " + name));
        loop.addCallback(() -> {
          events.add("callback " + name);
        });
        noting("job " + name, loop.runInExecutor(null, () -> name)).detach();
      }
      return sleep(SECOND.multipliedBy(2));
    });

    for (List<String> order : orders) {
      assertEquals(
          List.of("callback 1", "callback 2", "callback 3", "timer 1", "timer 2", "timer 3"),
          order.stream().filter(event -> !event.startsWith("job")).toList());
    }
    assertTrue(orders.size() > 6, orders::toString);
  }

  @Test
  void jobs_run_in_a_thread_that_is_not_the_loops() throws Exception {
    Thread here = Thread.currentThread();
    Set<List<String>> orders = explore(
        2,
        loop -> noting("end", loop.runInExecutor(null, () -> {
          events.add(
              "here " + (Thread.currentThread() == here) + ", loop " + IOLoop.currentOrNull());
          return 1;
        })));

    assertEquals(Set.of(List.of("here false, loop null", "end")), orders);
  }

  // ---- failures ---------------------------------------------------------------------------------

  /** Believes that the job is always done after a second. */
  @Coroutine
  private static Future<Void> careless(IOLoop loop) {
    Future<Integer> job = loop.runInExecutor(null, () -> 1);
    loop.runInExecutor(null, () -> 2).detach();
    await(sleep(SECOND));
    assertEquals(1, job.result());
    return Future.of(null);
  }

  @Test
  void order_that_fails_is_made_simple_and_explained() {
    OrderFailedError failure =
        assertThrows(OrderFailedError.class, () -> Orders.explore(1000, OrdersTest::careless));

    assertEquals("the future is not done yet", failure.getCause().getMessage());
    assertEquals("""
        order 2 of 1000 (seed 1) fails: java.lang.IllegalStateException: the future is not done yet
        The usual order does not. It is enough that
          a job of the executor took longer, at 0 ms in iteration 2
        To run this order again: @LoopTest(order = "1:2"), Orders.replay("1:2", ...) or\
         -Dsirocco.testing.order="1:2\"""", failure.getMessage());
  }

  @Test
  void order_that_has_failed_can_be_run_again() throws Exception {
    OrderFailedError failure =
        assertThrows(OrderFailedError.class, () -> Orders.explore(1000, OrdersTest::careless));

    Throwable again = assertThrows(
        IllegalStateException.class, () -> Orders.replay(failure.order(), OrdersTest::careless));
    assertEquals(failure.getCause().getMessage(), again.getMessage());
    Orders.replay("", OrdersTest::careless);
  }

  @Test
  void failure_of_the_usual_order_is_thrown_as_it_is() {
    IOException exception = new IOException("always");

    assertSame(
        exception,
        assertThrows(
            IOException.class,
            () -> Orders.explore(10, loop -> {
              throw exception;
            })));
  }

  @Test
  void same_number_of_orders_are_the_same_orders_and_a_property_says_others() throws Exception {
    List<String> first = runs();
    List<String> second = runs();
    System.setProperty("sirocco.testing.seed", "77");
    try {
      assertNotEquals(first, runs());
    } finally {
      System.clearProperty("sirocco.testing.seed");
    }
    assertEquals(first, second);
  }

  private static List<String> runs() throws Exception {
    List<String> runs = new ArrayList<>();
    Orders.explore(30, loop -> {
      for (int i = 0; i < 4; i++) {
        String name = "" + i;
        loop.runInExecutor(null, () -> runs.add(name)).detach();
      }
      return sleep(SECOND);
    });
    return runs;
  }

  @Test
  void property_says_which_order_is_run() throws Exception {
    System.setProperty("sirocco.testing.order", "1:2");
    try {
      assertThrows(IllegalStateException.class, () -> Orders.explore(1000, OrdersTest::careless));
    } finally {
      System.clearProperty("sirocco.testing.order");
    }
  }

  @Test
  void what_cannot_be_an_order_is_refused() {
    assertEquals(
        "an order is written as a failed test prints it, such as \"12:1 40:2\": 1:x",
        assertThrows(
                IllegalArgumentException.class, () -> Orders.replay("1:x", OrdersTest::careless))
            .getMessage());
    assertEquals(
        "orders must be positive: 0",
        assertThrows(IllegalArgumentException.class, () -> Orders.explore(0, OrdersTest::careless))
            .getMessage());
  }
}
