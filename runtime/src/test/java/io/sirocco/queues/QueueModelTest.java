package io.sirocco.queues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Future;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever is put, taken and given up in whatever order: nothing is lost, doubled or overtaken. */
class QueueModelTest {
  private enum Action {
    PUT,
    GET,
    GIVE_UP_PUT,
    GIVE_UP_GET
  }

  @Property
  void queue_behaves_as_three_lists_do(
      @ForAll @IntRange(min = 0, max = 3) int maxSize,
      @ForAll @Size(max = 60) List<Action> actions) {
    Queue<Integer> queue = new Queue<>(maxSize);
    List<Future<Integer>> gets = new ArrayList<>(); // in the order of the calls
    Deque<Future<Integer>> waitingGets = new ArrayDeque<>();
    Deque<Future<Void>> waitingPuts = new ArrayDeque<>();
    Deque<Integer> waitingItems = new ArrayDeque<>();
    Deque<Integer> stored = new ArrayDeque<>();
    List<Integer> expected = new ArrayList<>(); // what was taken
    int next = 0;

    for (Action action : actions) {
      switch (action) {
        case PUT -> {
          Future<Void> put = queue.put(next);
          if (!waitingGets.isEmpty()) {
            waitingGets.remove();
            expected.add(next);
          } else if (maxSize == 0 || stored.size() < maxSize) {
            stored.add(next);
          } else {
            waitingPuts.add(put);
            waitingItems.add(next);
          }
          assertEquals(!waitingPuts.contains(put), put.isDone());
          next++;
        }
        case GET -> {
          Future<Integer> get = queue.get();
          gets.add(get);
          if (stored.isEmpty()) {
            waitingGets.add(get);
          } else {
            expected.add(stored.remove());
            if (!waitingPuts.isEmpty()) {
              assertTrue(waitingPuts.remove().isDone());
              stored.add(waitingItems.remove());
            }
          }
        }
        case GIVE_UP_PUT -> {
          if (!waitingPuts.isEmpty()) {
            assertTrue(waitingPuts.removeLast().cancel());
            waitingItems.removeLast();
          }
        }
        case GIVE_UP_GET -> {
          if (!waitingGets.isEmpty()) {
            assertTrue(waitingGets.remove().cancel());
          }
        }
      }
      assertEquals(stored.size(), queue.size());
      waitingGets.forEach(get -> assertFalse(get.isDone()));
      waitingPuts.forEach(put -> assertFalse(put.isDone()));
    }

    List<Integer> taken = new ArrayList<>();
    for (Future<Integer> get : gets) {
      if (get.isDone() && !get.isCancelled()) {
        taken.add(get.result());
      }
    }
    assertEquals(expected, taken);
  }
}
