package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** The hot paths of the loop allocate nothing per callback. */
class AllocationTest {
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final int TIMES = 20_000;
  private static final int RUNS = 5;
  private static final int CALLS = 10_000;

  /** What a callback of a loop does many times before it stops the loop. */
  private interface Repeated {
    void run(IOLoop loop, int times);
  }

  /** How much more it allocates if it is done twice as often; not what the loop does once per run. */
  private static long moreBytes(Repeated repeated) {
    try (IOLoop loop = new IOLoop()) {
      return bytes(loop, repeated, 2 * TIMES) - bytes(loop, repeated, TIMES);
    }
  }

  /** The least of some runs: in the others the JVM loads classes, links calls, or compiles. */
  private static long bytes(IOLoop loop, Repeated repeated, int times) {
    long least = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      loop.addCallback(() -> repeated.run(loop, times));
      loop.start();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }

  @Test
  void callback_that_adds_itself_allocates_nothing() {
    assertEquals(0, moreBytes(AllocationTest::callbackThatAddsItself));
  }

  private static void callbackThatAddsItself(IOLoop loop, int times) {
    loop.addCallback(new Runnable() {
      private int left = times;

      @Override
      public void run() {
        if (--left == 0) {
          loop.stop();
        } else {
          loop.addCallback(this);
        }
      }
    });
  }

  @Test
  void suspension_at_moment_allocates_nothing() {
    assertEquals(
        0,
        moreBytes((loop, times) -> HandCoroutine.call((self, step, value) -> {
          if (step < times) {
            return Coroutines.moment();
          }
          loop.stop();
          return self.end(null);
        })));
  }

  /** Not before the JIT compilers have seen it, so it is measured until they have. */
  @Test
  void future_of_a_child_that_ends_at_once_is_optimised_away() {
    long bytes = Long.MAX_VALUE;
    for (int attempt = 0; attempt < 1000 && bytes > 0; attempt++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      callChildren();
      bytes = THREADS.getCurrentThreadAllocatedBytes() - before;
    }

    assertEquals(0, bytes);
  }

  private static int callChildren() {
    int sum = 0;
    for (int i = 0; i < CALLS; i++) {
      Future<Integer> child = child(i);
      sum += (Integer) CoroutineFrame.take(child, CoroutineFrame.poll(child));
    }
    return sum;
  }

  private static Future<Integer> child(int number) {
    return CoroutineFrame.returned(Future.of(number & 15)); // a boxed number that exists already
  }
}
