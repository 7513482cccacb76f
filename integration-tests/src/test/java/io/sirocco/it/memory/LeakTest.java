package io.sirocco.it.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import java.lang.ref.Reference;
import java.lang.ref.WeakReference;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A suspended coroutine keeps alive what it still needs, and nothing else. */
class LeakTest {
  private static final WovenTarget TARGET = new WovenTarget("MemoryTarget");
  private static final int ATTEMPTS = 50;
  private static final int FEW = 3; // where nothing is collected, each attempt is made

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
      return isCollectedWithin(ATTEMPTS);
    }

    boolean isCollectedWithin(int attempts) {
      for (int i = 0; i < attempts && seen.get() != null; i++) {
        System.gc();
      }
      return seen.get() == null;
    }
  }

  /** Names of coroutines, and how many awaits there are before the one that is looked at. */
  static Stream<Arguments> coroutinesWithADeadValue() {
    return Stream.of(
        arguments("local_that_is_dead", 0),
        arguments("local_that_is_dead_at_the_second_await", 1),
        arguments("parameter_that_is_dead", 0),
        arguments("this_that_is_dead", 0),
        arguments("this_that_is_dead_at_the_second_await", 1),
        arguments("this_of_a_lambda", 0),
        arguments("this_of_a_lazy_coroutine", 0),
        arguments("value_on_the_stack_that_was_used", 1),
        arguments("argument_of_a_constructor", 1),
        arguments("value_of_the_last_iteration", 2),
        arguments("local_set_to_null", 1),
        arguments("exception_that_was_caught", 2),
        arguments("exception_that_finally_rethrows", 1),
        arguments("awaited_failure_that_was_caught", 0),
        arguments("slot_used_by_another_value", 1));
  }

  @ParameterizedTest
  @MethodSource("coroutinesWithADeadValue")
  void suspended_coroutine_does_not_keep(String name, int awaitsBefore) {
    World world = new World();
    Future<Integer> suspended = TARGET.call(name, world.sees, world.futures);
    for (int i = 0; i < awaitsBefore; i++) {
      world.complete(1);
    }

    assertFalse(suspended.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(suspended);
    Reference.reachabilityFence(world);
  }

  @ParameterizedTest
  @MethodSource("coroutinesWithADeadValue")
  void coroutine_suspended_on_a_loop_does_not_keep(String name, int awaitsBefore) {
    World world = new World();
    try (IOLoop loop = new IOLoop()) {
      loop.makeCurrent();
      Future<Integer> suspended = TARGET.call(name, world.sees, world.futures);
      for (int i = 0; i < awaitsBefore; i++) {
        world.complete(1);
        loop.stop();
        loop.start(); // one iteration
      }

      assertFalse(suspended.isDone());
      assertTrue(world.isCollected());
      Reference.reachabilityFence(suspended);
      Reference.reachabilityFence(world);
    }
  }

  @ParameterizedTest
  @CsvSource({"all_of_a_coroutine_that_is_done", "all_of_a_coroutine_that_failed"})
  void done_coroutine_does_not_keep(String name) {
    World world = new World();
    Future<Integer> done = TARGET.call(name, world.sees, world.futures);
    world.complete(1);

    assertTrue(done.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(done);
  }

  /** The counterpart: the tests above would also pass if nothing were kept at all. */
  @ParameterizedTest
  @CsvSource({
    "local_that_is_dead_at_the_second_await, 1002",
    "this_that_is_dead_at_the_second_await, 1002",
    "value_on_the_stack_that_was_used, 1002",
    "argument_of_a_constructor, 1002",
    "exception_that_finally_rethrows, 1001",
  })
  void suspended_coroutine_keeps_what_it_needs(String name, int result) {
    World world = new World();
    Future<Integer> suspended = TARGET.call(name, world.sees, world.futures);

    assertFalse(world.isCollectedWithin(FEW));
    world.complete(1);
    world.complete(1);
    assertEquals(result, suspended.result());
  }

  @Test
  void suspended_coroutine_does_not_keep_an_awaited_value() {
    World world = new World();
    Future<Integer> suspended =
        TARGET.call("awaited_value_that_was_used", world.sees, world.futures);
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
        TARGET.call("value_of_the_last_iteration", (Consumer<Object>) v -> {}, world.futures);
    world.sees.accept(world.pending.peek());
    world.complete(1);

    assertFalse(suspended.isDone());
    assertTrue(world.isCollected());
    Reference.reachabilityFence(suspended);
  }

  @Test
  void suspended_coroutine_that_nobody_refers_to_is_collected() {
    World world = new World();
    world.sees.accept(TARGET.call("endless", world.futures));
    world.pending.clear();

    assertTrue(world.isCollected());
  }
}
