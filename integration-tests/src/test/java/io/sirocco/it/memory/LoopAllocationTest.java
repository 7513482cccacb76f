package io.sirocco.it.memory;

import static io.sirocco.it.memory.Allocated.FUTURE;
import static io.sirocco.it.memory.Allocated.assertBytesPerTime;

import io.sirocco.Coroutines;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** How many bytes the hot paths of a loop, a queue, and {@code multi} allocate. */
class LoopAllocationTest {
  private static final Runnable NOTHING = () -> {};

  /** Whoever does not run in a running loop posts like another thread. */
  @Test
  void callback_from_outside_of_the_loop_takes_one_node() {
    int node = 24;
    try (IOLoop loop = new IOLoop()) {
      assertBytesPerTime(node, times -> {
        for (int i = 0; i < times; i++) {
          loop.addCallback(NOTHING);
        }
        loop.stop();
        loop.start();
      });
    }
  }

  @Test
  void timer_takes_one_object_and_the_queue_of_the_timers_nothing() {
    int timer = 40;
    int deadline = 24; // gone at once
    try (IOLoop loop = new IOLoop()) {
      assertBytesPerTime(timer + deadline, times -> {
        loop.addCallback(() -> {
          for (int i = 0; i < times; i++) {
            loop.callLater(Duration.ofDays(1), NOTHING).cancel();
          }
          loop.stop();
        });
        loop.start();
      });
    }
  }

  @Test
  void item_goes_through_a_queue_with_nothing_but_the_two_futures() {
    Queue<String> queue = new Queue<>();

    assertBytesPerTime(2 * FUTURE, times -> {
      for (int i = 0; i < times; i++) {
        queue.put("item").isDone();
        queue.get().isDone();
      }
    });
  }

  @Test
  void get_that_waits_is_its_own_place_in_line() {
    int ticket = 40; // with the links to those beside it
    Queue<String> queue = new Queue<>();

    assertBytesPerTime(ticket + FUTURE, times -> {
      for (int i = 0; i < times; i++) {
        queue.get().isDone();
        queue.put("item").isDone();
      }
    });
  }

  @Test
  void child_of_multi_takes_references_only() {
    int reference = 4;
    Future<Integer> done = Future.of(1);

    assertBytesPerTime(
        5 * reference,
        times -> Coroutines.multi(Collections.nCopies(times, done)).isDone());
  }
}
