package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.ContextLocal;
import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.PeriodicCallback;
import io.sirocco.Promise;
import io.sirocco.TimeoutException;
import io.sirocco.locks.Condition;
import io.sirocco.locks.Event;
import io.sirocco.locks.Lock;
import io.sirocco.locks.Permit;
import io.sirocco.locks.Semaphore;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The loop, locks, queues and the context. Recorded with the programs in {@code more.py}. */
final class BackgroundScenarios {
  private BackgroundScenarios() {}

  // ---- the loop -------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> failing(String text) {
    await(moment());
    throw new Boom(text);
  }

  @Scenario
  @Coroutine
  static Future<Void> values_of_callbacks_are_ignored(Trace t) {
    IOLoop loop = IOLoop.current();
    for (Object value : List.of(42, "text", List.of(1, 2), Map.of("k", 3))) {
      loop.addCallback(() -> value);
    }
    loop.addCallback(() -> failing("watched"));
    loop.addCallback(() -> List.of(failing("watched"), failing("watched")));
    await(sleep(ms(40)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> timers_that_fail(Trace t) {
    later(40, () -> {
      throw new Boom("timer");
    });
    IOLoop.current().callLater(ms(80), () -> failing("coroutine"));
    later(120, () -> t.add("third"));
    await(sleep(ms(160)));
    t.add("end");
    return Future.of(null);
  }

  @Scenario
  static void running_loop_cannot_be_started(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.addCallback(() -> {
      try {
        loop.start();
        t.add("no error");
      } catch (IllegalStateException e) {
        t.add(name(e));
      }
    });
    loop.addCallback(() -> t.add("goes on"));
    later(40, loop::stop);
    loop.start();
    t.add("end");
  }

  @Coroutine
  private static Future<String> longBody(Trace t) {
    t.add("body");
    await(sleep(ms(80)));
    t.add("body goes on");
    return Future.of("result");
  }

  @Scenario
  static void stopped_run_sync(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.addCallback(() -> t.add("queued before"));
    later(40, loop::stop);
    try {
      loop.runSync(() -> longBody(t));
    } catch (IllegalStateException e) {
      t.add(name(e));
    }
    loop.runSync(() -> sleep(ms(100)));
    t.add("end");
  }

  @Scenario
  static void closed_loop_drops_callbacks(Trace t) {
    IOLoop loop = IOLoop.current();
    loop.addCallback(() -> t.add("never started"));
    loop.close();
    loop.addCallback(() -> t.add("dropped"));
    t.add("end");
  }

  @Scenario
  static void periodic_callback_has_the_loop_of_its_start(Trace t) {
    IOLoop loop = IOLoop.current();
    PeriodicCallback calls =
        new PeriodicCallback(() -> t.add("call on its loop", IOLoop.current() == loop), ms(40));
    loop.addCallback(calls::start);
    later(100, loop::stop);
    IOLoop.clearCurrent(); // where it was made says nothing
    loop.start();
    calls.stop();
    t.add("end", calls.isRunning());
  }

  private static long millisSince(Deadline start) {
    return (Deadline.now().nanos() - start.nanos()) / 1_000_000;
  }

  @Scenario
  @Coroutine
  static Future<Void> periodic_callbacks_stop_each_other(Trace t) {
    Deadline start = Deadline.now();
    PeriodicCallback quick = new PeriodicCallback(() -> t.add("quick", millisSince(start)), ms(30));
    PeriodicCallback slow = new PeriodicCallback(
        () -> {
          t.add("slow", millisSince(start), quick.isRunning());
          if (quick.isRunning()) {
            quick.stop();
          } else {
            quick.start();
          }
        },
        ms(100));
    quick.start();
    slow.start();
    await(sleep(ms(350)));
    quick.stop();
    slow.stop();
    await(sleep(ms(200)));
    t.add("end", millisSince(start));
    return Future.of(null);
  }

  // ---- locks ----------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> waiter(Trace t, String who, Future<Boolean> signal) {
    boolean signalled = await(signal);
    t.add(who, signalled);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> signals_and_those_who_left(Trace t) {
    Condition condition = new Condition();
    List<Future<Void>> waiters = List.of(
        waiter(t, "a", condition.waitForSignal(ms(40))),
        waiter(t, "b", condition.waitForSignal()),
        waiter(t, "c", condition.waitForSignal(ms(60))),
        waiter(t, "d", condition.waitForSignal()),
        waiter(t, "e", condition.waitForSignal(ms(400))),
        waiter(t, "f", condition.waitForSignal()));
    await(sleep(ms(80)));
    t.add("two of four");
    condition.signal(2);
    await(sleep(ms(40)));
    t.add("the rest");
    condition.signalAll();
    await(waiters);
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> holder(Trace t, Lock lock, String who, boolean fails) {
    Permit permit = await(lock.acquire());
    try (permit) {
      t.add(who, "in");
      await(moment());
      if (fails) {
        throw new Boom(who);
      }
      t.add(who, "out");
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> barger(Trace t, Lock lock) {
    while (true) {
      try {
        Permit permit = await(lock.acquire(Duration.ofNanos(1_000)));
        try (permit) {
          t.add("barger in");
        }
        return Future.of(null);
      } catch (TimeoutException e) {
        await(moment());
      }
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> failing_holder_releases(Trace t) {
    Lock lock = new Lock();
    List<Future<Void>> all = List.of(
        holder(t, lock, "a", true),
        holder(t, lock, "b", false),
        holder(t, lock, "c", true),
        barger(t, lock));
    for (Future<Void> one : all) {
      try {
        await(one);
      } catch (Boom e) {
        t.add("failed", e.getMessage());
      }
    }
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> worker(Trace t, Semaphore semaphore, String who) {
    for (int i = 0; i < 3; i++) {
      Permit permit = await(semaphore.acquire());
      try (permit) {
        t.add(who, i);
        await(moment());
      }
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> semaphore_hands_over_in_turn(Trace t) {
    Semaphore semaphore = new Semaphore(2);
    await(List.of(worker(t, semaphore, "a"), worker(t, semaphore, "b"), worker(t, semaphore, "c")));
    t.add(
        semaphore.acquire().isDone(),
        semaphore.acquire().isDone(),
        semaphore.acquire().isDone());
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> player(Trace t, String who, Event mine, Event other) {
    for (int i = 0; i < 3; i++) {
      await(mine.waitUntilSet());
      mine.clear();
      t.add(who, i);
      other.set();
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> events_take_turns(Trace t) {
    Event ping = new Event();
    Event pong = new Event();
    ping.set();
    await(List.of(player(t, "ping", ping, pong), player(t, "pong", pong, ping)));
    t.add(ping.isSet(), pong.isSet());
    return Future.of(null);
  }

  // ---- queues ---------------------------------------------------------------------------------

  @Scenario
  @Coroutine
  static Future<Void> cancelled_waiters_take_nothing(Trace t) {
    Queue<Object> queue = new Queue<>(1);
    Future<Object> gone = queue.get();
    Future<Object> there = queue.get();
    gone.cancel();
    await(queue.put("item"));
    t.add("there", await(there), "gone", gone.isCancelled());
    await(queue.put(1));
    Future<Void> lost = queue.put(2);
    Future<Void> kept = queue.put(3);
    lost.cancel();
    t.add(
        await(queue.get()),
        await(queue.get()),
        queue.size(),
        "lost",
        lost.isCancelled(),
        "kept",
        kept.isDone());
    return Future.of(null);
  }

  @Coroutine
  private static void worker(Trace t, Queue<Integer> queue, String who) {
    while (true) {
      int item = await(queue.get());
      try {
        await(sleep(ms(40L * item)));
        t.add(who, "did", item);
      } finally {
        queue.taskDone();
      }
    }
  }

  @Scenario
  @Coroutine
  static Future<Void> workers_and_a_join(Trace t) {
    Queue<Integer> queue = new Queue<>(2);
    for (String who : List.of("a", "b", "c")) {
      worker(t, queue, who);
    }
    for (int item : new int[] {5, 1, 3, 1, 2}) {
      await(queue.put(item));
    }
    t.add("all put", queue.size());
    try {
      await(queue.join(ms(50)));
    } catch (TimeoutException e) {
      t.add("not yet");
    }
    await(queue.join());
    t.add("joined");
    return Future.of(null);
  }

  // ---- the context ----------------------------------------------------------------------------

  private static final ContextLocal<String> VARIABLE = new ContextLocal<>("unset");

  @Coroutine
  private static Future<Void> spawned(Trace t) {
    await(moment());
    t.add("spawned", VARIABLE.get());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> callbacks_have_the_context_of_who_added_them(Trace t) {
    IOLoop loop = IOLoop.current();
    Promise<Void> promise = new Promise<>();
    VARIABLE.set("one");
    loop.addCallback(() -> t.add("callback", VARIABLE.get()));
    later(40, () -> t.add("timer", VARIABLE.get()));
    promise.addDoneCallback(done -> t.add("done callback", VARIABLE.get()));
    loop.spawnCallback(() -> spawned(t));
    VARIABLE.set("two");
    loop.addCallback(() -> promise.complete(null));
    await(sleep(ms(80)));
    t.add("main", VARIABLE.get());
    return Future.of(null);
  }

  @Scenario(realTime = true)
  @Coroutine
  static Future<Void> threads_have_no_context(Trace t) {
    VARIABLE.set("main");
    t.add("thread", await(IOLoop.current().runInExecutor(null, VARIABLE::get)));
    t.add("main", VARIABLE.get());
    return Future.of(null);
  }

  @Coroutine
  private static Future<Void> childWithContext(Trace t, String who) {
    t.add(who, "starts with", VARIABLE.get());
    await(sleep(ms(40)));
    t.add(who, "ends with", VARIABLE.get());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> binding_is_taken_back(Trace t) {
    VARIABLE.set("outer");
    ContextLocal.Binding binding = VARIABLE.set("inner");
    Future<Void> first = childWithContext(t, "a");
    binding.close();
    t.add("main", VARIABLE.get());
    Future<Void> second = VARIABLE.callWith("call", () -> childWithContext(t, "b"));
    t.add("main", VARIABLE.get());
    await(List.of(first, second));
    t.add("main", VARIABLE.get());
    return Future.of(null);
  }
}
