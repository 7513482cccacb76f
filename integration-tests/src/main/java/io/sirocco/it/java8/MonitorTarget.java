package io.sirocco.it.java8;

import static io.sirocco.Coroutines.await;
import static io.sirocco.it.support.Script.later;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.it.support.Shape;

/** Monitors beside awaits, never around them. */
public final class MonitorTarget {
  private final Object lock = new Object();
  private int count;

  private MonitorTarget() {}

  @Coroutine
  @Shape(78)
  public static Future<String> await_in_a_catch_outside_the_block() {
    Object m = new Object();
    String s = "";
    try {
      s += await(later("a"));
      synchronized (m) {
        s += "b";
        if (s.length() == 2) {
          throw new IllegalStateException("inside");
        }
      }
    } catch (IllegalStateException e) {
      s += await(later(e.getMessage())) + Thread.holdsLock(m);
    }
    return Future.of(s);
  }

  @Coroutine
  @Shape({79, 80})
  public static Future<Integer> await_before_and_after_the_block() {
    return new MonitorTarget().count();
  }

  @Coroutine
  private Future<Integer> count() {
    int n = await(later(1));
    synchronized (lock) {
      count += n;
      synchronized (this) {
        count *= 10;
      }
    }
    n = await(later(5));
    synchronized (lock) {
      count += n;
      if (count > 14) {
        return Future.of(count + (Thread.holdsLock(lock) ? 1000 : 0));
      }
    }
    return Future.of(-1);
  }

  @Coroutine
  @Shape({79, 78})
  public static Future<Integer> blocks_in_a_loop_with_awaits() {
    int n = 0;
    Object m = "lock".toCharArray();
    for (int i = 0; i < 3; i++) {
      synchronized (m) {
        if (i == 1) {
          continue;
        }
        n += i;
      }
      n += await(later(10));
    }
    return Future.of(n);
  }
}
