package io.sirocco.benchmarks.loop;

import static io.sirocco.Coroutines.await;

import io.sirocco.Coroutine;
import io.sirocco.Coroutines;
import io.sirocco.benchmarks.KotlinxMemory;
import io.sirocco.benchmarks.VirtualThreads;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Who keeps timers that are far from due: loops and an executor with a callback that all timers share, and
 * coroutines and virtual threads that sleep.
 */
final class TimerHolders {
  private TimerHolders() {}

  static Map<String, LoopMemory.Contender> all() {
    Map<String, LoopMemory.Contender> all = new LinkedHashMap<>();
    all.put("sirocco", () -> {
      SiroccoLoop loop = SiroccoLoop.opened();
      return count -> {
        loop.addPending(count);
        return loop::close;
      };
    });
    all.put("siroccoCoroutine", () -> sleepingCoroutines(SiroccoLoop.opened()));
    all.put("netty", () -> {
      NettyLoop loop = new NettyLoop();
      return count -> {
        loop.addPending(count);
        return loop::close;
      };
    });
    all.put("scheduledExecutor", TimerHolders::executor);
    all.put("kotlinx", () -> {
      KotlinxMemory coroutines = new KotlinxMemory();
      return count -> {
        for (int i = 0; i < count; i++) {
          coroutines.sleep(TimeUnit.NANOSECONDS.toMillis(EventLoop.delay(i)));
        }
        coroutines.settle();
        return coroutines::close;
      };
    });
    if (VirtualThreads.AVAILABLE) {
      all.put("virtualThread", TimerHolders::virtualThreads);
    }
    return all;
  }

  private static LoopMemory.Holder sleepingCoroutines(SiroccoLoop loop) {
    return count -> {
      Signal added = new Signal();
      loop.post(() -> {
        for (int i = 0; i < count; i++) {
          sleep(Duration.ofNanos(EventLoop.delay(i)));
        }
        added.fire();
      });
      added.await();
      return loop::close;
    };
  }

  @Coroutine
  private static void sleep(Duration duration) {
    await(Coroutines.sleep(duration));
  }

  private static LoopMemory.Holder executor() {
    ScheduledThreadPoolExecutor executor = new ScheduledThreadPoolExecutor(1);
    return count -> {
      for (int i = 0; i < count; i++) {
        executor.schedule(EventLoop.NOTHING, EventLoop.delay(i), TimeUnit.NANOSECONDS);
      }
      return executor::shutdownNow;
    };
  }

  private static LoopMemory.Holder virtualThreads() {
    return count -> {
      Thread[] threads = new Thread[count];
      for (int i = 0; i < count; i++) {
        long delay = EventLoop.delay(i);
        threads[i] = VirtualThreads.start(() -> sleepInThread(delay));
      }
      for (Thread thread : threads) {
        while (thread.getState() != Thread.State.TIMED_WAITING) {
          Thread.onSpinWait();
        }
      }
      return () -> {
        for (Thread thread : threads) {
          thread.interrupt();
        }
        for (Thread thread : threads) {
          thread.join();
        }
      };
    };
  }

  private static void sleepInThread(long delay) {
    try {
      TimeUnit.NANOSECONDS.sleep(delay);
    } catch (InterruptedException e) {
      // the end
    }
  }
}
