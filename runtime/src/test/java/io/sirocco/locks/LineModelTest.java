package io.sirocco.locks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Coroutines;
import io.sirocco.Deadline;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.TimeoutException;
import io.sirocco.queues.Queue;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/**
 * Waiting, serving, cancelling and running out of time in whatever order, on a loop whose clock jumps: those
 * who are served are the ones that a plain list says, and in the end nobody is left in line.
 */
class LineModelTest {
  /** The number says how long a wait is limited, who is cancelled, how many are served, or how long to sleep. */
  private record Step(Kind kind, int number) {
    static List<Step> of(List<Integer> choices) {
      Kind[] kinds = Kind.values();
      return choices.stream().map(n -> new Step(kinds[n % 6], n / 6)).toList();
    }
  }

  enum Kind {
    WAIT,
    LIMITED,
    CANCEL,
    SERVE,
    CLEAR,
    SLEEP
  }

  /** One who waits, in the test and in the model. */
  private static final class Waiter {
    private final Future<?> future;
    private final Deadline deadline; // null: none
    private String expected = "waits";

    Waiter(Future<?> future, Deadline deadline) {
      this.future = future;
      this.deadline = deadline;
    }

    String actual() {
      if (!future.isDone()) {
        return "waits";
      }
      if (future.isCancelled()) {
        return "cancelled";
      }
      boolean isLate = future.exception() instanceof TimeoutException
          || Boolean.FALSE.equals(future.exception() == null ? future.result() : null);
      return isLate ? "late" : "served";
    }
  }

  /** What is tried, and how many of what it gives lie there unused. */
  private abstract static class Model {
    final List<Waiter> all = new ArrayList<>();
    final List<Waiter> line = new ArrayList<>();

    abstract Future<?> begin(Deadline deadline);

    /** Serves those in line, as the model says: the first {@code count} of them. */
    abstract void serve(int count);

    abstract boolean isFree();

    void take() {}

    void clear() {}

    abstract String text(int waiting);

    final void serveFirst(int count) {
      for (int i = 0; i < count; i++) {
        line.remove(0).expected = "served";
      }
    }
  }

  private static void run(List<Integer> choices, Function<IOLoop, Model> newModel) {
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      Model model = newModel.apply(loop);
      for (Step step : Step.of(choices)) {
        loop.runSync(() -> {
          perform(model, step);
          return step.kind() == Kind.SLEEP
              ? Coroutines.sleep(Duration.ofMillis(step.number()))
              : Future.of(null);
        });
        loop.runSync(() -> Coroutines.sleep(Duration.ofNanos(1))); // what is due has run
        expire(model, loop.time());
        for (Waiter waiter : model.all) {
          assertEquals(waiter.expected, waiter.actual());
        }
        assertEquals(model.text(model.line.size()), model.toString());
      }
    }
  }

  private static void perform(Model model, Step step) {
    switch (step.kind()) {
      case WAIT -> begin(model, null);
      case LIMITED -> begin(model, Deadline.after(Duration.ofMillis(step.number() + 1)));
      case CANCEL -> {
        if (step.number() < model.all.size()) {
          Waiter cancelled = model.all.get(model.all.size() - 1 - step.number());
          boolean isLive = model.line.remove(cancelled);
          assertEquals(isLive, cancelled.future.cancel());
          cancelled.expected = isLive ? "cancelled" : cancelled.expected;
        }
      }
      case SERVE -> model.serve(step.number());
      case CLEAR -> model.clear();
      default -> {}
    }
  }

  private static void begin(Model model, Deadline deadline) {
    boolean isFree = model.isFree();
    Waiter waiter = new Waiter(model.begin(deadline), deadline);
    model.all.add(waiter);
    if (isFree) {
      waiter.expected = "served";
      model.take();
    } else {
      model.line.add(waiter);
    }
  }

  private static void expire(Model model, long now) {
    for (Waiter waiter : List.copyOf(model.line)) {
      if (waiter.deadline != null && waiter.deadline.nanos() <= now) {
        waiter.expected = "late";
        model.line.remove(waiter);
      }
    }
  }

  @Property(tries = 300)
  void semaphore(
      @ForAll @IntRange(max = 2) int permits,
      @ForAll @Size(max = 40) List<@IntRange(max = 35) Integer> choices) {
    run(choices, loop -> new Model() {
      private final Semaphore semaphore = new Semaphore(permits);
      private int free = permits;

      @Override
      Future<?> begin(Deadline deadline) {
        return semaphore.acquire(deadline);
      }

      @Override
      boolean isFree() {
        return free > 0;
      }

      @Override
      void take() {
        free--;
      }

      @Override
      void serve(int count) {
        for (int i = 0; i < count; i++) {
          semaphore.release();
        }
        int served = Math.min(count, line.size());
        serveFirst(served);
        free += count - served;
      }

      @Override
      String text(int waiting) {
        return "Semaphore[free=" + free + ", waiting=" + waiting + "]";
      }

      @Override
      public String toString() {
        return semaphore.toString();
      }
    });
  }

  @Property(tries = 300)
  void condition(@ForAll @Size(max = 40) List<@IntRange(max = 35) Integer> choices) {
    run(choices, loop -> new Model() {
      private final Condition condition = new Condition();

      @Override
      Future<?> begin(Deadline deadline) {
        return condition.waitForSignal(deadline);
      }

      @Override
      boolean isFree() {
        return false;
      }

      @Override
      void serve(int count) {
        condition.signal(count);
        serveFirst(Math.min(count, line.size()));
      }

      @Override
      String text(int waiting) {
        return "Condition[waiting=" + waiting + "]";
      }

      @Override
      public String toString() {
        return condition.toString();
      }
    });
  }

  @Property(tries = 300)
  void event(@ForAll @Size(max = 40) List<@IntRange(max = 35) Integer> choices) {
    run(choices, loop -> new Model() {
      private final Event event = new Event();
      private boolean isSet;

      @Override
      Future<?> begin(Deadline deadline) {
        return event.waitUntilSet(deadline);
      }

      @Override
      boolean isFree() {
        return isSet;
      }

      @Override
      void serve(int count) {
        event.set();
        isSet = true;
        serveFirst(line.size());
      }

      @Override
      void clear() {
        event.clear();
        isSet = false;
      }

      @Override
      String text(int waiting) {
        return "Event[" + (isSet ? "set" : "clear") + ", waiting=" + waiting + "]";
      }

      @Override
      public String toString() {
        return event.toString();
      }
    });
  }

  /** Those who wait get items; all items are found again. */
  @Property(tries = 300)
  void getting(@ForAll @Size(max = 40) List<@IntRange(max = 35) Integer> choices) {
    run(choices, loop -> new Model() {
      private final Queue<Integer> queue = new Queue<>();
      private int stored;
      private int put;

      @Override
      Future<?> begin(Deadline deadline) {
        return queue.get(deadline);
      }

      @Override
      boolean isFree() {
        return stored > 0;
      }

      @Override
      void take() {
        stored--;
      }

      @Override
      void serve(int count) {
        for (int i = 0; i < count; i++) {
          queue.putNow(put++);
        }
        int served = Math.min(count, line.size());
        serveFirst(served);
        stored += count - served;
      }

      @Override
      String text(int waiting) {
        return "Queue[size=" + stored + ", maxSize=0, getting=" + waiting
            + ", putting=0, unfinished=" + put + "]";
      }

      @Override
      public String toString() {
        return queue.toString();
      }
    });
  }

  /** Those who wait get room for their items. */
  @Property(tries = 300)
  void putting(
      @ForAll @IntRange(min = 1, max = 3) int maxSize,
      @ForAll @Size(max = 40) List<@IntRange(max = 35) Integer> choices) {
    run(choices, loop -> new Model() {
      private final Queue<Integer> queue = new Queue<>(maxSize);
      private int stored;
      private int put;

      @Override
      Future<?> begin(Deadline deadline) {
        return queue.put(1, deadline);
      }

      @Override
      boolean isFree() {
        return stored < maxSize;
      }

      @Override
      void take() {
        stored++;
        put++;
      }

      @Override
      void serve(int count) {
        for (int i = 0; i < count && stored > 0; i++) {
          queue.getNow();
          stored--;
          if (!line.isEmpty()) {
            serveFirst(1);
            take();
          }
        }
      }

      @Override
      String text(int waiting) {
        return "Queue[size=" + stored + ", maxSize=" + maxSize + ", getting=0, putting=" + waiting
            + ", unfinished=" + put + "]";
      }

      @Override
      public String toString() {
        return queue.toString();
      }
    });
  }
}
