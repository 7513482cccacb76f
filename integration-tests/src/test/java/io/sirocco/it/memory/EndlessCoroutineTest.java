package io.sirocco.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Coroutines that suspend without end, or in long chains, need constant memory and stack. */
class EndlessCoroutineTest {
  private static final WovenTarget TARGET = new WovenTarget("MemoryTarget");
  private static final int CHAIN = 100_000;

  private Promise<Integer> pending;

  private final Supplier<Future<Integer>> next = () -> {
    pending = new Promise<>();
    return pending;
  };

  @Test
  void every_iteration_of_an_endless_loop_allocates_the_same() {
    Future<Integer> endless = TARGET.call("endless", next);
    iterate(20_000); // until the JIT is done with it

    long first = bytesOf(() -> iterate(10_000));
    iterate(100_000);
    long last = bytesOf(() -> iterate(10_000));

    assertFalse(endless.isDone());
    assertTrue(last < 10_000 * 200, last + " bytes in 10,000 iterations");
    assertTrue(last <= first + 100_000, "first " + first + " bytes, then " + last);
  }

  @Test
  void every_iteration_of_an_endless_loop_on_a_loop_allocates_the_same() {
    try (IOLoop loop = new IOLoop()) {
      loop.makeCurrent();
      Future<Integer> endless = TARGET.call("endless", next);
      iterateOn(loop, 20_000);

      long first = bytesOf(() -> iterateOn(loop, 10_000));
      iterateOn(loop, 100_000);
      long last = bytesOf(() -> iterateOn(loop, 10_000));

      assertFalse(endless.isDone());
      assertTrue(last <= first + 100_000, "first " + first + " bytes, then " + last);
    }
  }

  /** Completes one future in each iteration of a loop. */
  private void iterateOn(IOLoop loop, int times) {
    int[] left = {times};
    loop.addCallback(new Runnable() {
      @Override
      public void run() {
        pending.complete(1);
        if (--left[0] > 0) {
          loop.addCallback(this);
        } else {
          loop.stop(); // the coroutine goes on in the next run
        }
      }
    });
    loop.start();
    loop.stop();
    loop.start();
  }

  private void iterate(int times) {
    for (int i = 0; i < times; i++) {
      pending.complete(1);
    }
  }

  private static long bytesOf(Runnable work) {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    work.run();
    return threads.getCurrentThreadAllocatedBytes() - before;
  }

  @Test
  void chain_of_100_000_suspended_coroutines_ends() throws InterruptedException {
    Promise<Integer> first = new Promise<>();
    Future<Integer> last = chainOn(first);

    onSmallStack(() -> first.complete(0));

    assertEquals(CHAIN, last.result());
  }

  @Test
  void chain_of_100_000_ready_coroutines_ends() throws InterruptedException {
    onSmallStack(() -> assertEquals(CHAIN, chainOn(Future.of(0)).result()));
  }

  @Test
  void chain_of_100_000_coroutines_ends_on_a_loop() throws InterruptedException {
    onSmallStack(() -> {
      try (IOLoop loop = new IOLoop()) {
        Promise<Integer> first = new Promise<>();
        int result = loop.runSync(() -> {
          loop.addCallback(() -> first.complete(0));
          return chainOn(first);
        });
        assertEquals(CHAIN, result);
      }
    });
  }

  @Test
  void chain_of_100_000_coroutines_that_call_each_other_later_ends() throws InterruptedException {
    onSmallStack(() -> {
      Future<Integer> outermost = TARGET.call("depth", CHAIN, next);
      for (int i = 0; i <= CHAIN; i++) {
        pending.complete(1);
      }
      assertEquals(CHAIN, outermost.result());
    });
  }

  @Test
  void chain_of_100_000_coroutines_that_call_each_other_later_ends_on_a_loop()
      throws InterruptedException {
    Supplier<Future<Void>> moment = Coroutines::moment;
    onSmallStack(() -> {
      try (IOLoop loop = new IOLoop()) {
        int result = loop.runSync(() -> TARGET.call("depth", CHAIN, moment));
        assertEquals(CHAIN, result);
      }
    });
  }

  /** Nothing but the coroutines themselves completes anything: each step runs inside the one before. */
  @Test
  void chain_of_100_000_coroutines_that_call_each_other_at_a_moment_ends()
      throws InterruptedException {
    Supplier<Future<Void>> moment = Coroutines::moment;
    onSmallStack(() -> assertEquals(CHAIN, TARGET.call("depth", CHAIN, moment).result()));
  }

  @Test
  void cancellation_goes_through_a_chain_of_100_000_coroutines() throws InterruptedException {
    Promise<Integer> first = new Promise<>();
    Future<Integer> last = chainOn(first);

    onSmallStack(first::cancel);

    assertTrue(last.isCancelled());
  }

  @Test
  void failure_goes_through_a_chain_of_100_000_coroutines() throws InterruptedException {
    Promise<Integer> first = new Promise<>();
    Future<Integer> last = chainOn(first);
    IllegalStateException failure = new IllegalStateException("at the bottom");

    onSmallStack(() -> first.fail(failure));

    assertEquals(failure, last.exception());
  }

  private static Future<Integer> chainOn(Future<Integer> first) {
    Future<Integer> last = first;
    for (int i = 0; i < CHAIN; i++) {
      last = TARGET.call("plus_one", last);
    }
    return last;
  }

  /**
   * Less than the usual megabyte. Without a loop up to 64 steps are nested; while all of them are
   * interpreted they need more than 128 KB, compiled much less.
   */
  private static void onSmallStack(Runnable work) throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread thread = new Thread(null, work, "small stack", 768 * 1024);
    thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
    thread.start();
    thread.join();
    assertNull(thrown[0]);
  }
}
