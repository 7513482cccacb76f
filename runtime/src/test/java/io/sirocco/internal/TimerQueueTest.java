package io.sirocco.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The queue of timers against a sorted list. */
class TimerQueueTest {
  private static final class Timer implements Comparable<Timer> {
    private final int deadline;
    private final int number;
    private boolean removed;

    Timer(int deadline, int number) {
      this.deadline = deadline;
      this.number = number;
    }

    @Override
    public int compareTo(Timer other) {
      return Comparator.<Timer>comparingInt(t -> t.deadline)
          .thenComparingInt(t -> t.number)
          .compare(this, other);
    }
  }

  private final TimerQueue<Timer> queue = new TimerQueue<>(timer -> timer.removed);

  @Property
  void live_timers_come_in_order_and_removed_ones_never(
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 20) Integer> deadlines,
      @ForAll @Size(max = 300) List<@IntRange(min = 0, max = 299) Integer> removals) {
    List<Timer> expected = new ArrayList<>();
    for (int deadline : deadlines) {
      Timer timer = new Timer(deadline, expected.size());
      queue.add(timer);
      expected.add(timer);
    }
    for (int removal : removals) {
      if (removal < expected.size() && !expected.get(removal).removed) {
        expected.get(removal).removed = true;
        queue.noteRemoved();
      }
    }
    expected.removeIf(timer -> timer.removed);
    expected.sort(null);

    List<Timer> polled = new ArrayList<>();
    for (Timer timer = queue.peek(); timer != null; timer = queue.peek()) {
      polled.add(timer);
      queue.removePeeked();
    }

    assertEquals(expected, polled);
    assertEquals(0, queue.size());
  }

  @Example
  void removed_timers_are_forgotten_although_they_never_reach_the_head() {
    queue.add(new Timer(0, 0));
    for (int i = 1; i <= 100_000; i++) {
      Timer timer = new Timer(i, i);
      queue.add(timer);
      timer.removed = true;
      queue.noteRemoved();
      assertTrue(queue.size() < 200);
    }

    assertEquals(0, queue.peek().deadline);
    queue.removePeeked();
    assertEquals(null, queue.peek());
  }

  @Example
  void timer_that_another_thread_removes_after_it_was_seen_takes_no_other_with_it() {
    Timer due = new Timer(0, 0);
    Timer later = new Timer(1, 1);
    queue.add(due);
    queue.add(later);

    assertEquals(due, queue.peek());
    due.removed = true;
    queue.removePeeked();

    assertEquals(later, queue.peek());
  }
}
