package io.sirocco.it.targets;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.it.harness.Case;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.QuickComparison;
import java.util.List;
import java.util.Map;
import java.util.Random;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;

/** Coroutines that nobody awaits at once: the order of what they do is that of the bodies on threads. */
class SideBySideTest {
  private static final int ALL_WAYS = 7;

  private static final String DROPPED_CONSUMER = """
      package demo;

      import static io.sirocco.Coroutines.await;
      import static io.sirocco.Coroutines.emit;
      import static io.sirocco.it.support.Script.later;
      import static io.sirocco.it.support.Trace.step;

      import io.sirocco.AsyncIterator;
      import io.sirocco.Coroutine;
      import io.sirocco.Future;
      import io.sirocco.it.support.Shape;

      class Dropped {
        @Coroutine
        static AsyncIterator<String> letters() {
          emit("a");
          emit(await(later("b")));
          return AsyncIterator.empty();
        }

        @Coroutine
        static Future<Void> consume(String name, int elements) {
          AsyncIterator<String> letters = letters();
          for (int i = 0; i < elements; i++) {
            step(name, await(letters.advance()));
          }
          await(letters.close());
          step(name, "closed");
          return Future.of(null);
        }

        @Shape({})
        @Coroutine
        static Future<String> run() {
          consume("first", 1);
          Future<Void> second = consume("second", 3);
          step("begun");
          await(second);
          return Future.of("end");
        }
      }
      """;

  @Test
  void consumers_of_generators_take_turns_as_on_threads() {
    ClassFiles compiled = new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .texts(Map.of("demo.Dropped", DROPPED_CONSUMER));
    List<Case> cases = Case.in(compiled);
    QuickComparison comparison = QuickComparison.of(compiled, true, false);

    assertEquals(1, cases.size());
    assertDoesNotThrow(() -> comparison.compare(cases.get(0), ALL_WAYS, new Random(1)));
  }
}
