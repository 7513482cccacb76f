package io.sirocco.it.lost;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.withTimeout;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.Scope;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Lock;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CancellationException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * A hundred thousand coroutines wait for one thing and give up at once: all are told, in their order. If leaving took
 * a step for each of the others, each of these tests would take minutes.
 */
class ManyLeaveTest {
  private static final int MANY = 100_000;
  private static final Duration LIMIT = Duration.ofSeconds(1);

  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final Promise<String> load = new Promise<>();
  private final List<Integer> gaveUp = new ArrayList<>(MANY);

  @AfterEach
  void close() {
    loop.close();
  }

  private static List<Integer> everybody() {
    return IntStream.range(0, MANY).boxed().toList();
  }

  @Coroutine
  private Future<Void> request(int number, Future<?> awaited) {
    try {
      await(awaited);
    } catch (TimeoutException | CancellationException e) {
      gaveUp.add(number);
    }
    return Future.of(null);
  }

  @Coroutine
  private Future<Void> storm() {
    List<Future<Void>> requests = new ArrayList<>(MANY);
    for (int i = 0; i < MANY; i++) {
      requests.add(request(i, withTimeout(LIMIT, load)));
    }
    for (Future<Void> each : requests) {
      await(each);
    }
    return Future.of(null);
  }

  @Test
  void limits_on_one_future_expire_together() {
    loop.runSync(() -> storm());

    assertEquals(everybody(), gaveUp);
    assertFalse(load.isDone());
  }

  @Coroutine
  private Future<Void> childrenOf(Scope scope) {
    for (int i = 0; i < MANY; i++) {
      int number = i;
      scope.fork(() -> request(number, load));
    }
    await(moment());
    scope.cancel();
    await(moment());
    return Future.of(null);
  }

  @Test
  void children_that_await_one_future_are_cancelled_together() {
    loop.runSync(() -> {
      Future<Void> all = Scope.run(scope -> childrenOf(scope));
      try {
        await(all);
      } catch (CancellationException e) {
        gaveUp.add(MANY);
      }
      return Future.of(null);
    });

    assertEquals(MANY + 1, gaveUp.size());
    assertEquals(everybody(), gaveUp.subList(0, MANY));
  }

  /** Gives all of these up in an order that has nothing to do with the one in which they came. */
  @Coroutine
  private Future<Void> giveUp(List<? extends Future<?>> waits) {
    await(moment());
    List<Future<?>> shuffled = new ArrayList<>(waits);
    Collections.shuffle(shuffled, new Random(14));
    shuffled.forEach(Future::cancel);
    await(moment());
    return Future.of(null);
  }

  @Test
  void waiters_of_one_lock_give_up_in_any_order_and_the_lock_is_free_then() {
    Lock lock = new Lock();
    loop.runSync(() -> {
      var held = await(lock.acquire());
      List<Future<?>> waits = new ArrayList<>(MANY);
      for (int i = 0; i < MANY; i++) {
        Future<?> wait = lock.acquire();
        waits.add(wait);
        request(i, wait).detach();
      }
      await(giveUp(waits));
      held.close();
      await(lock.acquire());
      return Future.of(null);
    });

    assertEquals(everybody(), gaveUp.stream().sorted().toList());
  }

  @Test
  void gets_of_one_queue_time_out_and_the_next_item_goes_to_who_comes_then() {
    Queue<String> queue = new Queue<>();
    String item = loop.runSync(() -> {
      List<Future<Void>> requests = new ArrayList<>(MANY);
      for (int i = 0; i < MANY; i++) {
        requests.add(request(i, queue.get(LIMIT)));
      }
      for (Future<Void> each : requests) {
        await(each);
      }
      queue.putNow("for the next one");
      return queue.get();
    });

    assertEquals(everybody(), gaveUp);
    assertEquals("for the next one", item);
  }
}
