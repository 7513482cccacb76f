package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.SuppressDiagnostics;
import io.sirocco.TimeoutException;
import io.sirocco.queues.LifoQueue;
import io.sirocco.queues.PriorityQueue;
import io.sirocco.queues.Queue;
import io.sirocco.queues.QueueEmptyException;
import io.sirocco.queues.QueueFullException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** Coroutines that hand things to each other. */
final class QueueScenarios {
  private QueueScenarios() {}

  // ---- order ----------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> getter(Trace t, Queue<String> queue, String who) {
    t.add(who, "got", await(queue.get()));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> queue_order(Trace t) {
    Queue<String> queue = new Queue<>();
    for (String letter : List.of("a", "b", "c")) {
      await(queue.put(letter));
    }
    t.add("size", queue.size(), "empty", queue.isEmpty(), "full", queue.isFull());
    for (int i = 0; i < 3; i++) {
      t.add(await(queue.get()));
    }
    List<Future<Void>> getters = List.of(getter(t, queue, "first"), getter(t, queue, "second"));
    queue.putNow("x");
    queue.putNow("y");
    t.add("put both, size", queue.size());
    await(getters);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> queue_priority_and_lifo(Trace t) {
    PriorityQueue<Integer> leastFirst = new PriorityQueue<>();
    LifoQueue<Integer> newestFirst = new LifoQueue<>();
    for (int item : new int[] {5, 1, 4, 2, 3}) {
      leastFirst.putNow(item);
      newestFirst.putNow(item);
    }
    StringBuilder least = new StringBuilder();
    StringBuilder newest = new StringBuilder();
    while (!leastFirst.isEmpty()) {
      least.append(await(leastFirst.get()));
      newest.append(newestFirst.getNow());
    }
    t.add(least, newest);
    return Future.of(null);
  }

  // ---- limits ---------------------------------------------------------------------------------

  private static List<Boolean> done(List<Future<Void>> futures) {
    return futures.stream().map(Future::isDone).toList();
  }

  @Scenario
  @Coroutine
  static Future<Void> queue_bounded(Trace t) {
    Queue<Integer> queue = new Queue<>(2);
    List<Future<Void>> puts = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      puts.add(queue.put(i));
    }
    t.add(done(puts), "full", queue.isFull(), "size", queue.size());
    t.add(await(queue.get()), done(puts), "size", queue.size());
    t.add(await(queue.get()), done(puts), "size", queue.size());
    t.add(await(queue.get()), await(queue.get()), "empty", queue.isEmpty());
    return Future.of(null);
  }

  @Scenario
  static void queue_nowait(Trace t) {
    Queue<String> queue = new Queue<>(1);
    try {
      queue.getNow();
    } catch (QueueEmptyException e) {
      t.add(name(e));
    }
    queue.putNow("x");
    try {
      queue.putNow("y");
    } catch (QueueFullException e) {
      t.add(name(e));
    }
    t.add(queue.getNow());
    try {
      new Queue<>(-1);
    } catch (IllegalArgumentException e) {
      t.add(name(e));
    }
  }

  @Coroutine
  private static Future<Void> producer(Trace t, Queue<Integer> queue) {
    for (int i = 0; i < 5; i++) {
      await(queue.put(i));
      t.add("put", i);
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> consumer(Trace t, Queue<Integer> queue) {
    for (Future<Integer> item : queue) { // never ends
      t.add("got", await(item));
      queue.taskDone();
      await(moment());
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  @SuppressDiagnostics("DROPPED_FUTURE") // as in the program of Tornado
  static Future<Void> queue_producer_consumer(Trace t) {
    Queue<Integer> queue = new Queue<>(2);
    consumer(t, queue);
    await(producer(t, queue));
    await(queue.join());
    t.add("joined");
    return Future.of(null);
  }

  // ---- waiting for the end, and no longer than a given time -------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> queue_join(Trace t) {
    Queue<Integer> queue = new Queue<>();
    await(queue.join());
    t.add("joined an empty queue");
    queue.putNow(1);
    queue.putNow(2);
    Future<Void> joined = queue.join();
    await(List.of(queue.get(), queue.get()));
    t.add("empty", queue.isEmpty(), "joined", joined.isDone());
    queue.taskDone();
    t.add("one done, joined", joined.isDone());
    queue.taskDone();
    t.add("two done, joined", joined.isDone());
    try {
      queue.taskDone();
    } catch (IllegalArgumentException | IllegalStateException e) {
      t.add(name(e));
    }
    await(joined);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> queue_timeouts(Trace t) {
    Queue<String> queue = new Queue<>(1);
    List<Supplier<Future<String>>> gets =
        List.of(() -> queue.get(ms(40)), () -> queue.get(Deadline.after(ms(40))));
    for (Supplier<Future<String>> get : gets) {
      try {
        await(get.get());
      } catch (TimeoutException e) {
        t.add("get timed out");
      }
    }
    queue.putNow("kept");
    List<Supplier<Future<Void>>> others =
        List.of(() -> queue.put("lost", ms(40)), () -> queue.join(ms(40)));
    for (Supplier<Future<Void>> other : others) {
      try {
        await(other.get());
      } catch (TimeoutException e) {
        t.add("timed out");
      }
    }
    t.add(await(queue.get()), "empty", queue.isEmpty());
    return Future.of(null);
  }
}
