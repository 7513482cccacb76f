package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.channels.Pipe;
import java.nio.channels.SelectionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.SynchronousQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Other threads and the loop: rule L7. A lost wake-up shows as a test that does not end. */
@Timeout(60)
class CrossThreadTest {
  private final IOLoop loop = new IOLoop();

  @AfterEach
  void close() {
    loop.close();
  }

  @Test
  void posts_of_each_thread_keep_their_order() throws Exception {
    int threads = 4;
    int posts = 20_000;
    List<List<Integer>> seen = new ArrayList<>();
    List<Thread> posters = new ArrayList<>();
    Promise<Void> done = new Promise<>();
    int[] left = {threads * posts};
    for (int t = 0; t < threads; t++) {
      List<Integer> mine = new ArrayList<>();
      seen.add(mine);
      posters.add(new Thread(() -> {
        for (int i = 0; i < posts; i++) {
          int number = i;
          loop.addCallback(() -> {
            mine.add(number);
            if (--left[0] == 0) {
              done.complete(null);
            }
          });
        }
      }));
    }
    loop.addCallback(() -> posters.forEach(Thread::start));

    loop.runSync(() -> done);

    for (List<Integer> mine : seen) {
      assertEquals(posts, mine.size());
      for (int i = 0; i < posts; i++) {
        assertEquals(i, mine.get(i));
      }
    }
  }

  /** Ping and pong between the loop and a thread: each must find the other asleep or awake. */
  private void pingPong(int rounds) throws Exception {
    SynchronousQueue<Promise<Integer>> requests = new SynchronousQueue<>();
    Thread echo = new Thread(() -> {
      try {
        for (int i = 0; i < rounds; i++) {
          requests.take().complete(i);
        }
      } catch (InterruptedException e) {
        throw new AssertionError(e);
      }
    });
    echo.start();

    int last = loop.runSync(() -> HandCoroutine.<Integer>call((self, step, value) -> {
      if (step == rounds) {
        return self.end(value);
      }
      Promise<Integer> request = new Promise<>();
      requests.put(request);
      return request;
    }));

    echo.join();
    assertEquals(rounds - 1, last);
  }

  @Test
  void idle_loop_is_always_woken() throws Exception {
    pingPong(50_000);
  }

  @Test
  void idle_loop_with_a_far_timer_is_always_woken() throws Exception {
    io.sirocco.Timeout far = loop.callLater(Duration.ofHours(1), () -> {});

    pingPong(20_000);

    assertTrue(far.cancel());
  }

  @Test
  void idle_loop_with_channels_is_always_woken() throws Exception {
    Pipe pipe = Pipe.open();
    loop.addHandler(pipe.source(), (channel, readyOps) -> {}, SelectionKey.OP_READ);

    pingPong(20_000);

    loop.close(true);
    pipe.sink().close();
  }

  @Test
  void future_completed_by_a_foreign_thread_resumes_on_the_loop() {
    Promise<String> promise = new Promise<>();
    Thread foreign = new Thread(() -> promise.complete("v"));

    Thread resumedOn = loop.runSync(() -> HandCoroutine.<Thread>call((self, step, value) -> {
      if (step == 0) {
        foreign.start();
        return promise;
      }
      return self.end(Thread.currentThread());
    }));

    assertSame(Thread.currentThread(), resumedOn);
  }

  @Test
  void loop_can_be_stopped_from_another_thread() throws Exception {
    Thread stopper = new Thread(loop::stop);
    loop.addCallback(stopper::start);

    loop.start();

    stopper.join();
    assertEquals("IOLoop[stopped]", loop.toString());
  }

  @Test
  void timers_can_be_added_and_cancelled_from_another_thread() throws Exception {
    Promise<List<Boolean>> done = new Promise<>();
    Thread foreign = new Thread(() -> {
      io.sirocco.Timeout far = loop.callLater(Duration.ofHours(1), () -> {});
      List<Boolean> cancelled = List.of(far.cancel(), far.cancel());
      loop.callLater(Duration.ZERO, () -> done.complete(cancelled));
    });
    loop.addCallback(foreign::start);

    assertEquals(List.of(true, false), loop.<List<Boolean>>runSync(() -> done));
    foreign.join();
  }

  @Test
  void one_loop_can_be_run_by_several_threads_one_after_the_other() throws Exception {
    List<String> names = new ArrayList<>();
    for (String name : List.of("first", "second")) {
      Thread runner = new Thread(
          () -> {
            loop.addCallback(() -> names.add(Thread.currentThread().getName()));
            loop.addCallback(loop::stop);
            loop.start();
          },
          name);
      runner.start();
      runner.join();
    }

    assertEquals(List.of("first", "second"), names);
  }
}
