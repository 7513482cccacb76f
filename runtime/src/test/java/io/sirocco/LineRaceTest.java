package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.locks.Condition;
import io.sirocco.locks.Event;
import io.sirocco.locks.Semaphore;
import io.sirocco.queues.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Serving one who waits, against his time limit or his cancellation in another thread: he has it, or it is
 * still there; never both, and it is never lost.
 */
@Timeout(60)
class LineRaceTest {
  private static final int ROUNDS = 3_000;

  /** What is given is counted in the end: with the one who waited, and what is left. */
  private abstract static class Served implements Race.Round {
    private final Future<?> waiting;
    private final boolean isCancelled;
    private boolean hadCancelled;

    /** The limit is over at once, or the wait is cancelled by the other thread. */
    Served(boolean isCancelled) {
      this.isCancelled = isCancelled;
      waiting = begin(isCancelled ? null : new Deadline(TimeSource.SYSTEM.nanoTime() + 30_000));
    }

    abstract Future<?> begin(Deadline deadline);

    abstract void serve();

    /** How many can still be had. */
    abstract int left();

    @Override
    public void here() {
      serve();
    }

    @Override
    public void there() {
      if (isCancelled) {
        hadCancelled = waiting.cancel();
      }
    }

    @Override
    public void check() {
      boolean has = false;
      try {
        waiting.join();
        has = true;
      } catch (TimeoutException e) {
        assertEquals(false, isCancelled);
      } catch (java.util.concurrent.CancellationException e) {
        assertEquals(true, hadCancelled);
      }
      assertEquals(1, (has ? 1 : 0) + left());
    }
  }

  private static final class AcquireMeetsRelease extends Served {
    private Semaphore semaphore;

    AcquireMeetsRelease(boolean isCancelled) {
      super(isCancelled);
    }

    @Override
    Future<?> begin(Deadline deadline) {
      semaphore = new Semaphore(0);
      return semaphore.acquire(deadline);
    }

    @Override
    void serve() {
      semaphore.release();
    }

    @Override
    int left() {
      return semaphore.toString().equals("Semaphore[free=1, waiting=0]") ? 1 : 0;
    }
  }

  private static final class GetMeetsPut extends Served {
    private Queue<Integer> queue;

    GetMeetsPut(boolean isCancelled) {
      super(isCancelled);
    }

    @Override
    Future<?> begin(Deadline deadline) {
      queue = new Queue<>();
      return queue.get(deadline);
    }

    @Override
    void serve() {
      queue.putNow(1);
    }

    @Override
    int left() {
      return queue.size();
    }
  }

  /** Here it is the room for an item that is given: the item is in the queue, or the put has failed. */
  private static final class PutMeetsGet extends Served {
    private Queue<Integer> queue;

    PutMeetsGet(boolean isCancelled) {
      super(isCancelled);
    }

    @Override
    Future<?> begin(Deadline deadline) {
      queue = new Queue<>(1);
      queue.putNow(1);
      return queue.put(2, deadline);
    }

    @Override
    void serve() {
      queue.getNow();
    }

    @Override
    int left() {
      return 1 - queue.size();
    }
  }

  @Test
  void permit_meets_a_cancellation() throws Exception {
    Race.run(ROUNDS, () -> new AcquireMeetsRelease(true));
  }

  @Test
  void permit_meets_a_time_limit() throws Exception {
    Race.run(ROUNDS, () -> new AcquireMeetsRelease(false));
  }

  @Test
  void item_meets_a_cancellation() throws Exception {
    Race.run(ROUNDS, () -> new GetMeetsPut(true));
  }

  @Test
  void item_meets_a_time_limit() throws Exception {
    Race.run(ROUNDS, () -> new GetMeetsPut(false));
  }

  @Test
  void room_meets_a_cancellation() throws Exception {
    Race.run(ROUNDS, () -> new PutMeetsGet(true));
  }

  @Test
  void room_meets_a_time_limit() throws Exception {
    Race.run(ROUNDS, () -> new PutMeetsGet(false));
  }

  /** Of two who wait one gives up: the only signal is heard by the other one, unless it was heard before. */
  @Test
  void signal_meets_a_cancellation() throws Exception {
    Race.run(ROUNDS, () -> new Race.Round() {
      private final Condition condition = new Condition();
      private final Future<Boolean> first = condition.waitForSignal();
      private final Future<Boolean> second = condition.waitForSignal();
      private boolean cancelled;

      @Override
      public void here() {
        condition.signal();
      }

      @Override
      public void there() {
        cancelled = first.cancel();
      }

      @Override
      public void check() {
        assertEquals(cancelled, first.isCancelled());
        assertEquals(cancelled, second.isDone());
      }
    });
  }

  @Test
  void event_that_is_set_meets_a_time_limit() throws Exception {
    Race.run(ROUNDS, () -> new Race.Round() {
      private final Event event = new Event();
      private final Future<Void> limited =
          event.waitUntilSet(new Deadline(TimeSource.SYSTEM.nanoTime() + 30_000));
      private final Future<Void> unlimited = event.waitUntilSet();

      @Override
      public void here() {
        event.set();
      }

      @Override
      public void there() {}

      @Override
      public void check() {
        assertEquals(true, unlimited.isDone());
        try {
          assertEquals(null, limited.join());
        } catch (TimeoutException e) {
          assertEquals("Timeout", e.getMessage());
        }
        assertEquals("Event[set, waiting=0]", event.toString());
      }
    });
  }

  /** The place of a queue changes between a loop that starts and stops, and a thread without one. */
  @Test
  void loop_meets_a_thread_without_one() throws Exception {
    Race.run(ROUNDS / 4, () -> new Race.Round() {
      private final Queue<Integer> queue = new Queue<>();
      private int put;

      @Override
      public void here() {
        try (IOLoop loop = new IOLoop()) {
          for (int i = 0; i < 3; i++) {
            loop.runSync(() -> queue.put(1));
          }
        }
      }

      @Override
      public void there() {
        for (int i = 0; i < 3; i++) {
          try {
            queue.putNow(1);
            put++;
          } catch (IllegalStateException e) {
            Thread.onSpinWait(); // the loop runs just now
          }
        }
      }

      @Override
      public void check() {
        assertEquals(3 + put, queue.size());
        for (int i = 0; i < 3 + put; i++) {
          assertEquals(1, queue.getNow());
        }
      }
    });
  }
}
