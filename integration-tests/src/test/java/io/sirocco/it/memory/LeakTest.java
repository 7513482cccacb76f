package io.sirocco.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Future;
import io.sirocco.Promise;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A suspended coroutine keeps alive what it still needs, and nothing else. */
class LeakTest {
  private static final int ATTEMPTS = 50;

  /** The outside world of one coroutine. */
  private static final class World {
    private final Deque<Promise<Object>> pending = new ArrayDeque<>();
    private WeakReference<Object> seen = new WeakReference<>(null);
    private final Consumer<Object> sees = value -> seen = new WeakReference<>(value);
    private final Supplier<Future<Object>> futures = () -> {
      Promise<Object> promise = new Promise<>();
      pending.add(promise);
      return promise;
    };

    void complete(Object value) {
      pending.remove().complete(value);
    }

    boolean isCollected() {
      for (int i = 0; i < ATTEMPTS && seen.get() != null; i++) {
        System.gc();
      }
      return seen.get() == null;
    }
  }

  @ParameterizedTest
  @CsvSource({
    "local_that_is_dead, 0",
    "local_that_is_dead_at_the_second_await, 1",
    "parameter_that_is_dead, 0",
    "value_on_the_stack_that_was_used, 1",
    "value_of_the_last_iteration, 2",
    "local_set_to_null, 1",
    "exception_that_was_caught, 2",
    "slot_used_by_another_value, 1",
  })
  void suspended_coroutine_does_not_keep(String name, int awaitsBefore) {
    World world = new World();
    Future<Integer> suspended = WovenTarget.call(name, world.sees, world.futures);
    for (int i = 0; i < awaitsBefore; i++) {
      world.complete(1);
    }

    assertFalse(suspended.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(suspended);
    Reference.reachabilityFence(world);
  }

  @ParameterizedTest
  @CsvSource({"all_of_a_coroutine_that_is_done", "all_of_a_coroutine_that_failed"})
  void done_coroutine_does_not_keep(String name) {
    World world = new World();
    Future<Integer> done = WovenTarget.call(name, world.sees, world.futures);
    world.complete(1);

    assertTrue(done.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(done);
  }

  @Test
  void suspended_coroutine_keeps_what_it_needs() {
    World world = new World();
    Future<Integer> suspended =
        WovenTarget.call("local_that_is_dead_at_the_second_await", world.sees, world.futures);

    assertFalse(world.isCollected());
    world.complete(1);
    world.complete(1);
    assertEquals(1002, suspended.result());
  }

  @Test
  void suspended_coroutine_does_not_keep_an_awaited_value() {
    World world = new World();
    Future<Integer> suspended =
        WovenTarget.call("awaited_value_that_was_used", world.sees, world.futures);
    completeWithValue(world);

    assertFalse(suspended.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(suspended);
  }

  /** In a method of its own: no local of the test may hold the value. */
  private static void completeWithValue(World world) {
    Object value = new int[1000];
    world.sees.accept(value);
    world.complete(value);
  }

  @Test
  void suspended_coroutine_does_not_keep_a_future_that_it_awaited_before() {
    World world = new World();
    Future<Integer> suspended =
        WovenTarget.call("value_of_the_last_iteration", (Consumer<Object>) v -> {}, world.futures);
    world.sees.accept(world.pending.peek());
    world.complete(1);

    assertFalse(suspended.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(suspended);
  }

  @Test
  void suspended_coroutine_that_nobody_refers_to_is_collected() {
    World world = new World();
    world.sees.accept(WovenTarget.call("endless", world.futures));
    world.pending.clear();

    assertTrue(world.isCollected());
  }
}
