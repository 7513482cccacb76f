package io.sirocco.internal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** The queue of timers against a sorted set. */
class TimerQueueTest {
  private static final class Timer implements TimerQueue.Timer<Timer> {
    private final int deadline;
    private final int number;
    private int slot;

    Timer(int deadline, int number) {
      this.deadline = deadline;
      this.number = number;
    }

    @Override
    public int slot() {
      return slot;
    }

    @Override
    public void setSlot(int slot) {
      this.slot = slot;
    }

    @Override
    public int compareTo(Timer other) {
      return Comparator.<Timer>comparingInt(t -> t.deadline)
          .thenComparingInt(t -> t.number)
          .compare(this, other);
    }
  }

  private final TimerQueue<Timer> queue = new TimerQueue<>();

  @Property
  void head_is_the_first_of_all_that_were_added_and_not_removed(
      @ForAll @Size(max = 600) List<@IntRange(min = -300, max = 600) Integer> steps) {
    List<Timer> made = new ArrayList<>();
    TreeSet<Timer> expected = new TreeSet<>();
    for (int step : steps) {
      if (step >= 0) { // adds a timer, one of few deadlines
        Timer timer = new Timer(step % 40, made.size());
        made.add(timer);
        queue.add(timer);
        expected.add(timer);
      } else if (-step <= made.size()) { // removes one, perhaps again
        Timer timer = made.get(-step - 1);
        queue.remove(timer);
        expected.remove(timer);
      }
      assertSame(expected.isEmpty() ? null : expected.first(), queue.peek());
      assertEquals(expected.size(), queue.size());
    }
    while (!expected.isEmpty()) {
      assertSame(expected.first(), queue.peek());
      queue.remove(expected.pollFirst());
    }
    assertNull(queue.peek());
  }

  @Example
  void timer_that_was_removed_can_be_removed_again_and_takes_no_other_with_it() {
    Timer first = new Timer(0, 0);
    Timer second = new Timer(1, 1);
    queue.add(first);
    queue.add(second);

    queue.remove(first);
    queue.remove(first);

    assertSame(second, queue.peek());
    assertEquals(1, queue.size());
  }

  @Example
  void queue_grows_and_shrinks_with_its_timers() {
    List<Timer> timers = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      timers.add(new Timer(-i, i)); // each comes before all the others
      queue.add(timers.get(i));
    }
    for (Timer timer : timers.subList(1, timers.size())) {
      queue.remove(timer);
    }

    assertSame(timers.get(0), queue.peek());
    assertEquals(1, queue.size());
  }

  @Example
  void timers_of_a_cleared_queue_are_not_queued() {
    Timer timer = new Timer(0, 0);
    queue.add(timer);

    queue.clear();
    queue.remove(timer);

    assertNull(queue.peek());
    assertEquals(TimerQueue.NOT_QUEUED, timer.slot());
    assertEquals(0, queue.size());
  }
}
