package io.sirocco.conformance;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.moment;
import static io.sirocco.Coroutines.sleep;
import static io.sirocco.conformance.Scene.later;
import static io.sirocco.conformance.Scene.ms;
import static io.sirocco.conformance.Scene.name;

import io.sirocco.Coroutine;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.TimeoutException;
import io.sirocco.locks.BoundedSemaphore;
import io.sirocco.locks.Condition;
import io.sirocco.locks.Event;
import io.sirocco.locks.Lock;
import io.sirocco.locks.Permit;
import io.sirocco.locks.Semaphore;
import java.util.ArrayList;
import java.util.List;

/** Coroutines that wait for each other: conditions, events, semaphores, locks. */
final class LockScenarios {
  private LockScenarios() {}

  // ---- conditions -----------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> waiter(Trace t, Condition condition, int i) {
    t.add(i, await(condition.waitForSignal()));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> condition_notify(Trace t) {
    Condition condition = new Condition();
    condition.signal(); // lost: nobody waits
    List<Future<Void>> waiters = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      waiters.add(waiter(t, condition, i));
    }
    condition.signal();
    t.add("notified one");
    await(sleep(ms(40)));
    condition.signal(2);
    t.add("notified two");
    await(sleep(ms(40)));
    condition.signalAll();
    await(waiters);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> condition_timeout(Trace t) {
    Condition condition = new Condition();
    t.add("timed out", await(condition.waitForSignal(ms(40))));
    later(40, condition::signal);
    t.add("notified", await(condition.waitForSignal(ms(1_000))));
    t.add("absolute", await(condition.waitForSignal(Deadline.after(ms(40)))));
    return Future.of(null);
  }

  // ---- events ---------------------------------------------------------------------------------

  @Coroutine
  private static Future<Void> passer(Trace t, Event event, String who) {
    await(event.waitUntilSet());
    t.add(who, "passed");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> event_basic(Trace t) {
    Event event = new Event();
    Future<Void> a = passer(t, event, "a");
    t.add("set", event.isSet());
    event.set();
    event.set();
    Future<Void> b = passer(t, event, "b");
    t.add("b done", b.isDone(), "a done", a.isDone());
    event.clear();
    Future<Void> c = passer(t, event, "c");
    await(List.of(a, b));
    t.add("c done", c.isDone(), "set", event.isSet());
    event.set();
    await(c);
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> event_timeout(Trace t) {
    Event event = new Event();
    try {
      await(event.waitUntilSet(ms(40)));
    } catch (TimeoutException e) {
      t.add(name(e));
    }
    later(40, event::set);
    await(event.waitUntilSet(ms(1_000)));
    t.add("set in time");
    await(event.waitUntilSet(Deadline.after(ms(-10_000))));
    t.add("set before a past deadline");
    return Future.of(null);
  }

  // ---- semaphores -----------------------------------------------------------------------------

  @Scenario
  static void bounded_semaphore(Trace t) {
    BoundedSemaphore bounded = new BoundedSemaphore(1);
    bounded.acquire().detach(); // it is free
    bounded.release();
    try {
      bounded.release();
    } catch (IllegalArgumentException | IllegalStateException e) {
      t.add(name(e));
    }
    Semaphore plain = new Semaphore(0);
    plain.release();
    plain.release();
    t.add(plain.acquire().isDone(), plain.acquire().isDone(), plain.acquire().isDone());
    try {
      new Semaphore(-1);
    } catch (IllegalArgumentException e) {
      t.add(name(e));
    }
  }

  @Coroutine
  private static Future<Void> worker(Trace t, Semaphore semaphore, int i, int millis) {
    await(semaphore.acquire());
    try {
      t.add(i, "in");
      await(sleep(ms(millis)));
    } finally {
      t.add(i, "out");
      semaphore.release();
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> semaphore_limits(Trace t) {
    Semaphore two = new Semaphore(2);
    await(List.of(
        worker(t, two, 0, 40),
        worker(t, two, 1, 100),
        worker(t, two, 2, 100),
        worker(t, two, 3, 120)));
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> semaphore_release_hands_over(Trace t) {
    Semaphore one = new Semaphore(1);
    Future<Permit> a = one.acquire();
    Future<Permit> b = one.acquire();
    Future<Permit> c = one.acquire();
    t.add(a.isDone(), b.isDone(), c.isDone());
    one.release();
    t.add(a.isDone(), b.isDone(), c.isDone());
    Future<Permit> d = one.acquire();
    one.release();
    t.add(c.isDone(), d.isDone());
    one.release();
    one.release();
    t.add(d.isDone(), one.acquire().isDone(), one.acquire().isDone());
    await(moment());
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> semaphore_timeout(Trace t) {
    Semaphore semaphore = new Semaphore(0);
    try {
      await(semaphore.acquire(ms(40)));
    } catch (TimeoutException e) {
      t.add(name(e));
    }
    semaphore.release();
    t.add("still one permit", semaphore.acquire().isDone());
    later(40, semaphore::release);
    await(semaphore.acquire(ms(1_000)));
    t.add("acquired in time");
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  @SuppressWarnings("try") // a permit is there to be closed
  static Future<Void> semaphore_context(Trace t) {
    Semaphore semaphore = new Semaphore(1);
    try (Permit permit = await(semaphore.acquire())) {
      t.add("inside, free", semaphore.acquire().isDone());
    }
    semaphore.release();
    try (Permit permit = await(semaphore.acquire())) {
      throw new Boom("inside");
    } catch (Boom e) {
      t.add("caught", e.getMessage());
    }
    t.add("free", semaphore.acquire().isDone());
    return Future.of(null);
  }

  // ---- locks ----------------------------------------------------------------------------------

  @Coroutine
  @SuppressWarnings("try") // a permit is there to be closed
  private static Future<Void> visitor(Trace t, Lock lock, int i) {
    try (Permit permit = await(lock.acquire())) {
      t.add(i, "enters");
      await(moment());
      t.add(i, "leaves");
    }
    return Future.of(null);
  }

  @Scenario
  @Coroutine
  static Future<Void> lock_fifo(Trace t) {
    Lock lock = new Lock();
    await(List.of(visitor(t, lock, 0), visitor(t, lock, 1), visitor(t, lock, 2)));
    try {
      lock.release();
    } catch (IllegalStateException e) {
      t.add(name(e) + ":", e.getMessage());
    }
    return Future.of(null);
  }
}
