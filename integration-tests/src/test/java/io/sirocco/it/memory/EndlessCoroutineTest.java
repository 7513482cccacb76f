package io.sirocco.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Coroutines that suspend without end, or in long chains, need constant memory and stack. */
class EndlessCoroutineTest {
  private static final int CHAIN = 100_000;

  private Promise<Integer> pending;

  private final Supplier<Future<Integer>> next = () -> {
    pending = new Promise<>();
    return pending;
  };

  @Test
  void every_iteration_of_an_endless_loop_allocates_the_same() {
    Future<Integer> endless = WovenTarget.call("endless", next);
    iterate(20_000); // until the JIT is done with it

    long first = bytesOf(() -> iterate(10_000));
    iterate(100_000);
    long last = bytesOf(() -> iterate(10_000));

    assertFalse(endless.isDone());
    assertTrue(last < 10_000 * 200, last + " bytes in 10,000 iterations");
    assertTrue(last <= first + 100_000, "first " + first + " bytes, then " + last);
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
      last = WovenTarget.call("plus_one", last);
    }
    return last;
  }

  private static void onSmallStack(Runnable work) throws InterruptedException {
    Throwable[] thrown = new Throwable[1];
    Thread thread = new Thread(null, work, "small stack", 256 * 1024);
    thread.setUncaughtExceptionHandler((t, e) -> thrown[0] = e);
    thread.start();
    thread.join();
    assertNull(thrown[0]);
  }
}
