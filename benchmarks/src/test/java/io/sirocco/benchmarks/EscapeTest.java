package io.sirocco.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** What is left of the futures of coroutines that end at once, when C2 has compiled them. */
class EscapeTest {
  private static final long RESULT = 16 + 16; // a future and its number
  private static final int ATTEMPTS = 1_000_000; // C2 is done long before, within some 10,000

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @Test
  void thousand_awaits_of_done_futures_allocate_nothing_but_the_result() {
    assertEquals(RESULT, leastBytes(new Ready()::sirocco));
  }

  @Test
  void thousand_calls_of_a_coroutine_that_ends_at_once_allocate_nothing_but_the_result() {
    assertEquals(RESULT, leastBytes(new Call()::sirocco));
  }

  /** Works until it takes no more bytes than the result. */
  private static long leastBytes(Supplier<Object> work) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < ATTEMPTS && least > RESULT; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      work.get();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
