package io.sirocco.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.sirocco.IOLoop;
import io.sirocco.benchmarks.loop.LoopMemory;
import io.sirocco.benchmarks.report.BytesFigure;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the memory harness measures is what it says. */
class MemoryTest {
  @AfterEach
  void no_loop_stays_for_other_tests() {
    IOLoop.clearCurrent();
  }

  private static Set<String> suspensions() {
    return Suspensions.all().keySet();
  }

  @ParameterizedTest
  @MethodSource("suspensions")
  @Timeout(60)
  void a_contender_is_suspended_and_holds_its_int_its_long_and_its_reference(String name)
      throws Exception {
    suspendsAndResumes(Suspensions.all().get(name).get());
  }

  private static <A, R> void suspendsAndResumes(Suspension<A, R> contender) throws Exception {
    Object ref = List.of("ref");
    A awaited = contender.pending();
    R result = contender.start(awaited, 300, 5_000_000_000L, ref);
    contender.settle();

    assertNull(contender.poll(result));

    contender.complete(awaited, 7);
    contender.run();

    assertEquals(7 + 300 + (int) 5_000_000_000L + ref.hashCode(), contender.poll(result));
  }

  /** To a twentieth of a byte: an object that the JVM makes at some time is one among 100,000. */
  @ParameterizedTest
  @ValueSource(strings = {"bare", "hand", "siroccoStatic", "siroccoInstance"})
  void each_coroutine_adds_exactly_its_objects(String name) throws Exception {
    List<BytesFigure> figures = Memory.measure("coroutine", name, 100_000);

    assertEquals(2, figures.size());
    for (BytesFigure figure : figures) {
      assertEquals(figure.objects(), figure.heap(), 0.05, figure.toString());
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"timer", "connection"})
  void every_contender_with_a_loop_is_measured(String thing) throws Exception {
    Set<String> contenders = LoopMemory.contenders(thing);

    for (String name : contenders) {
      List<BytesFigure> figures =
          Memory.measure(thing, name, thing.equals("timer") ? 10_000 : 1_000);

      assertEquals(1, figures.size(), name);
      assertTrue(figures.get(0).heap() > 0, figures.toString());
    }
  }
}
