package io.sirocco.testing;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.sleep;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.Coroutine;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests that are coroutines, and pass; {@link FailingCasesTest} has those that fail. */
@LoopTest
class LoopTestTest {
  private final List<String> steps = new ArrayList<>();
  private IOLoop loopOfBeforeEach;

  @BeforeEach
  @Coroutine
  void prepare(IOLoop loop) {
    loopOfBeforeEach = loop;
    await(sleep(Duration.ofMinutes(1)));
    steps.add("prepared");
  }

  @AfterEach
  @Coroutine
  void check(IOLoop loop) {
    await(sleep(Duration.ofMinutes(1)));
    assertEquals("prepared", steps.get(0));
    assertFalse(steps.size() > 1 && !steps.get(1).equals("tested"));
    assertSame(loopOfBeforeEach, loop);
  }

  @Test
  @Coroutine
  void test_runs_to_its_end(IOLoop loop, ManualTimeSource clock) {
    assertSame(loop, IOLoop.current());
    await(sleep(Duration.ofHours(1)));
    assertEquals(Duration.ofMinutes(61).toNanos(), clock.nanoTime());
    steps.add("tested");
  }

  @RepeatedTest(2)
  @Coroutine
  void each_repetition_has_a_new_loop(IOLoop loop) {
    assertEquals(Duration.ofMinutes(1).toNanos(), loop.time());
    await(sleep(Duration.ofHours(1)));
    steps.add("tested");
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2})
  @Coroutine
  void parameterized_tests_are_coroutines_too(int hours, IOLoop loop) {
    await(sleep(Duration.ofHours(hours)));
    assertEquals(Duration.ofMinutes(1).plusHours(hours).toNanos(), loop.time());
    steps.add("tested");
  }

  @Test
  void plain_test_has_a_loop_that_does_not_run(IOLoop loop) {
    assertSame(loop, IOLoop.current());
    loop.runSync(() -> sleep(Duration.ofHours(1)));
    steps.add("tested");
  }

  @Test
  @Coroutine
  void background_coroutine_may_outlive_the_test(IOLoop loop) {
    loop.spawnCallback(() -> forEver());
    await(sleep(Duration.ofHours(3)));
    assertTrue(steps.contains("beat"));
    steps.removeIf("beat"::equals);
    steps.add("tested");
  }

  @Coroutine
  private void forEver() {
    while (true) {
      await(sleep(Duration.ofHours(1)));
      steps.add("beat");
    }
  }

  @Nested
  class Inside {
    @Test
    @Coroutine
    void nested_class_has_the_settings_of_the_outer_one(ManualTimeSource clock) {
      await(sleep(Duration.ofDays(1)));
      assertTrue(clock.nanoTime() > Duration.ofDays(1).toNanos());
      steps.add("tested");
    }
  }
}
