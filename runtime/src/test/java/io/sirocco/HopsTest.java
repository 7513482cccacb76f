package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.locks.Condition;
import io.sirocco.locks.Event;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * How many iterations each construct takes (the hops of the rules W14, W15, M11, O11, I10, F11, K4, S2, W5); the
 * numbers are those of Tornado 6.5.
 */
class HopsTest {
  private int ticks;
  private boolean ticking;

  private void tick() {
    ticks++;
    if (ticking) {
      IOLoop.current().addCallback(this::tick);
    }
  }

  /** Iterations between the one after the completion and the one in which the coroutine goes on. */
  private int hopsOf(Function<Future<String>, Future<?>> construct) {
    Promise<String> input = new Promise<>();
    return measured(() -> {
      IOLoop.current().addCallback(() -> {
        input.complete("v");
        IOLoop.current().addCallback(this::tick);
      });
      return construct.apply(input);
    });
  }

  /** Iterations from the call to the one in which the coroutine goes on. */
  private int iterationsOf(Supplier<Future<?>> construct) {
    return measured(() -> {
      IOLoop.current().addCallback(this::tick);
      return construct.get();
    });
  }

  private int measured(Supplier<Future<?>> construct) {
    ticks = 0;
    ticking = true;
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      return loop.runSync(() -> HandCoroutine.<Integer>call((self, step, value) -> {
        if (step == 0) {
          return construct.get();
        }
        ticking = false;
        return self.end(ticks);
      }));
    }
  }

  private static Future<Object> chained(Future<String> input) {
    Promise<Object> target = new Promise<>();
    Future.chain(input, target);
    return target;
  }

  private static <T> Future<T> coroutine(Future<T> input) {
    return HandCoroutine.awaiting(input);
  }

  @Test
  void hops_from_the_completion_of_the_input() {
    Duration long5s = Duration.ofSeconds(5);

    assertEquals(0, hopsOf(input -> input), "future");
    assertEquals(1, hopsOf(input -> coroutine(input)), "coroutine");
    assertEquals(2, hopsOf(input -> coroutine(coroutine(input))), "two coroutines");
    assertEquals(1, hopsOf(input -> Coroutines.multi(List.of(input, Future.of(1)))), "multi");
    assertEquals(
        2,
        hopsOf(input -> Coroutines.multi(List.<Object>of(List.of(input), Future.of(1)))),
        "nested list");
    assertEquals(1, hopsOf(input -> Coroutines.withTimeout(long5s, input)), "withTimeout");
    assertEquals(1, hopsOf(HopsTest::chained), "chain");
    assertEquals(1, hopsOf(input -> WaitIterator.of(input).next()), "iterator");
    assertEquals(1, hopsOf(input -> setBy(input).waitUntilSet()), "event");
    assertEquals(2, hopsOf(input -> setBy(input).waitUntilSet(long5s)), "event with timeout");
    assertEquals(0, hopsOf(input -> Future.from(input.toCompletableFuture())), "stage");
    assertEquals(0, hopsOf(input -> Future.from(input.thenApply(v -> v))), "dependent of a stage");
  }

  private static Event setBy(Future<String> input) {
    Event event = new Event();
    input.addDoneCallback(done -> event.set());
    return event;
  }

  @Test
  void iterations_from_the_call() {
    assertEquals(1, iterationsOf(Coroutines::moment), "moment");
    assertEquals(1, iterationsOf(() -> Coroutines.convertYielded(null)), "null");
    assertEquals(0, iterationsOf(() -> Future.of(1)), "ready");
    assertEquals(
        0, iterationsOf(() -> Future.from(CompletableFuture.completedFuture(1))), "ready stage");
    assertEquals(2, iterationsOf(() -> Coroutines.sleep(Duration.ZERO)), "sleep(0)");
    assertEquals(2, iterationsOf(HopsTest::completedByCallback), "addCallback");
    assertEquals(0, iterationsOf(HopsTest::signalled), "condition");
    assertEquals(0, iterationsOf(HopsTest::handedOver), "queue");
  }

  private static Future<Object> completedByCallback() {
    Promise<Object> promise = new Promise<>();
    IOLoop.current().addCallback(() -> promise.complete(null));
    return promise;
  }

  private static Future<Boolean> signalled() {
    Condition condition = new Condition();
    Future<Boolean> waiting = condition.waitForSignal();
    condition.signal();
    return waiting;
  }

  private static Future<Integer> handedOver() {
    Queue<Integer> queue = new Queue<>();
    Future<Integer> item = queue.get();
    queue.putNow(1);
    return item;
  }
}
