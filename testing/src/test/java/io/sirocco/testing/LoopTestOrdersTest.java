package io.sirocco.testing;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.TestExecutionResult.Status;

/** {@code @LoopTest(orders = ...)}: the annotation for {@link Orders}. */
class LoopTestOrdersTest {
  private static final List<String> STEPS = new ArrayList<>();
  private static final Set<Object> INSTANCES = new HashSet<>();

  @BeforeEach
  void forget() {
    STEPS.clear();
    INSTANCES.clear();
  }

  /** Tests, found by name only. */
  @LoopTest(orders = 20)
  static class Cases {
    private final List<String> own = new ArrayList<>();

    @BeforeEach
    @Coroutine
    void prepare(IOLoop loop) {
      INSTANCES.add(this);
      await(sleep(Duration.ofMillis(1)));
      own.add("prepared");
      await(loop.runInExecutor(null, () -> 1)); // something to decide
    }

    @AfterEach
    void check() {
      STEPS.add(own.toString());
    }

    @Test
    @Coroutine
    void passes(TestInfo info, ManualTimeSource clock) {
      own.add(info.getTestMethod().orElseThrow().getName());
      await(sleep(Duration.ofMillis(1)));
      assertTrue(clock.nanoTime() >= 2_000_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first"})
    @Coroutine
    void parameterized(String value, Executor executor) {
      own.add(value);
      await(CompletableFuture.runAsync(() -> own.add("job"), executor));
    }

    @Test
    @Coroutine
    void isCareless(IOLoop loop) {
      Future<Integer> job = loop.runInExecutor(null, () -> 1);
      await(sleep(Duration.ofSeconds(1)));
      job.result();
    }

    @Test
    @LoopTest(order = "4:1 5:1")
    @Coroutine
    void runsOneOrder(IOLoop loop) {
      own.add("once");
      await(sleep(Duration.ofMillis(1)));
    }

    @Test
    @LoopTest(orders = 2, realTime = true)
    void hasRealTime() {}

    @Test
    @LoopTest(orders = 0)
    void hasNoOrders() {}

    @Test
    @LoopTest
    void asksForAnExecutor(Executor executor) {}

    @Nested
    class Inside {
      @Test
      @Coroutine
      void nested() {
        own.add("nested");
        await(sleep(Duration.ofMillis(1)));
      }
    }
  }

  /** One instance for all. */
  @LoopTest(orders = 5)
  @TestInstance(Lifecycle.PER_CLASS)
  static class Shared {
    @Test
    @Coroutine
    void passes() {
      INSTANCES.add(this);
      STEPS.add("ran");
      await(sleep(Duration.ofMillis(1)));
    }
  }

  private static String messageOf(Class<?> cases, String method) {
    return Launch.of(cases, method).getThrowable().orElseThrow().getMessage();
  }

  @Test
  void each_order_has_an_instance_of_its_own_and_the_methods_around_the_test() {
    assertEquals(Status.SUCCESSFUL, Launch.of(Cases.class, "passes").getStatus());

    assertEquals(20, INSTANCES.size());
    assertEquals(20, STEPS.size());
    assertEquals(Set.of("[prepared, passes]"), Set.copyOf(STEPS));
  }

  @Test
  void parameters_come_again_and_the_simulated_executor_is_one() {
    assertEquals(Status.SUCCESSFUL, Launch.of(Cases.class, "parameterized").getStatus());

    assertEquals(20, STEPS.size());
    assertEquals(Set.of("[prepared, first, job]"), Set.copyOf(STEPS));
  }

  @Test
  void nested_test_has_new_instances_of_all_its_classes() {
    assertEquals(Status.SUCCESSFUL, Launch.of(Cases.Inside.class, "nested").getStatus());

    assertEquals(20, INSTANCES.size());
    assertEquals(Set.of("[prepared, nested]"), Set.copyOf(STEPS));
  }

  @Test
  void shared_instance_is_shared_by_all_orders() {
    assertEquals(Status.SUCCESSFUL, Launch.of(Shared.class, "passes").getStatus());

    assertEquals(1, INSTANCES.size());
    assertEquals(5, STEPS.size());
  }

  @Test
  void order_that_fails_is_printed_and_can_be_run_again() {
    TestExecutionResult result = Launch.of(Cases.class, "isCareless");
    OrderFailedError failure =
        assertInstanceOf(OrderFailedError.class, result.getThrowable().orElseThrow());
    STEPS.clear();
    TestExecutionResult again =
        Launch.of(Cases.class, "isCareless", Map.of("sirocco.testing.order", failure.order()));

    assertEquals("the future is not done yet", failure.getCause().getMessage());
    assertEquals(
        "the future is not done yet", again.getThrowable().orElseThrow().getMessage());
    assertEquals(1, STEPS.size());
  }

  @Test
  void order_of_the_annotation_is_run_alone() {
    assertEquals(Status.SUCCESSFUL, Launch.of(Cases.class, "runsOneOrder").getStatus());

    assertEquals(List.of("[prepared, once]"), STEPS);
  }

  @Test
  void settings_that_make_no_sense_are_refused() {
    assertEquals(
        "@LoopTest(realTime = true) has one order only, the one in which things happen",
        messageOf(Cases.class, "hasRealTime"));
    assertEquals("orders must be positive: 0", messageOf(Cases.class, "hasNoOrders"));
    String executor = messageOf(Cases.class, "asksForAnExecutor");
    assertTrue(
        executor.contains("only @LoopTest(orders = ...) has a simulated executor"), executor);
  }
}
