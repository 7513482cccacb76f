package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** The queues of the loop behave as simple lists do, whatever is done to them. */
class QueueTest {
  private final List<Object> run = new ArrayList<>();

  private final Task recorder = new Task() {
    @Override
    void run(Object argument) {
      run.add(argument);
    }
  };

  /** Positive numbers add that many, others run one. */
  @Property
  void task_queue_runs_everything_once_in_order(
      @ForAll List<@IntRange(min = -3, max = 40) Integer> actions,
      @ForAll @IntRange(max = 50) int untilCountOverflows) {
    TaskQueue queue = new TaskQueue(Integer.MAX_VALUE / 2 - untilCountOverflows);
    ArrayDeque<Object> model = new ArrayDeque<>();
    List<Object> expected = new ArrayList<>();
    int next = 0;

    for (int action : actions) {
      for (int i = 0; i < action; i++) {
        queue.add(recorder, next);
        model.add(next++);
      }
      if (action <= 0 && !queue.isEmpty()) {
        queue.runNext();
        expected.add(model.remove());
      }
      assertEquals(model.size(), queue.size());
    }
    while (!queue.isEmpty()) {
      queue.runNext();
      expected.add(model.remove());
    }

    assertEquals(expected, run);
    run.clear();
  }

  @Property
  void inbox_hands_over_everything_once_in_order(@ForAll List<Boolean> drains) {
    Inbox inbox = new Inbox();
    List<Object> received = new ArrayList<>();
    List<Object> expected = new ArrayList<>();

    for (boolean drain : drains) {
      if (drain) {
        inbox.drainTo((waiter, argument) -> received.add(argument));
        assertEquals(expected, received);
      } else {
        inbox.add(recorder, expected.size());
        expected.add(expected.size());
      }
      assertEquals(received.size() == expected.size(), inbox.isEmpty());
    }
  }
}
