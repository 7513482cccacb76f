package io.sirocco.it.traces;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.Promise;
import io.sirocco.it.harness.ClassFiles;
import io.sirocco.it.harness.Interpretations;
import io.sirocco.it.harness.JavaCompilation;
import io.sirocco.it.harness.TargetLoader;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * The trace of an exception that ends coroutines is that of the same program with awaits that block: the
 * same lines in the same order, whoever of them was suspended.
 */
class AwaitTraceTest {
  private static final int DEEPEST = 5;
  private static final String PROGRAM = """
      import static io.sirocco.Coroutines.await;
      import io.sirocco.AsyncCallable;
      import io.sirocco.Awaitable;
      import io.sirocco.ContextLocal;
      import io.sirocco.Coroutine;
      import io.sirocco.Future;
      import java.util.function.Supplier;

      public class Levels {
        public static Supplier<Future<Void>> pause;

        @Coroutine static Future<Integer> one(int depth, int pauses) throws Exception {
          if ((pauses & 1) != 0) await(pause.get());
          if (depth == 1) throw new java.io.IOException("deep");
          return Future.of(await(two(depth, pauses)) + 1);
        }

        @Coroutine static Future<Integer> two(int depth, int pauses) throws Exception {
          if ((pauses & 2) != 0) await(pause.get());
          if (depth == 2) throw new java.io.IOException("deep");
          int sum = 0;
          for (int i = 0; i < 2; i++) {
            sum += await(new Levels().three(depth, pauses));
          }
          return Future.of(sum);
        }

        @Coroutine Future<Integer> three(int depth, int pauses) throws Exception {
          if ((pauses & 4) != 0) await(pause.get());
          if (depth == 3) fail();
          try {
            return Future.of(await(four(depth, pauses)));
          } finally {
            pauses++;
          }
        }

        @Coroutine static Awaitable<Integer> four(int depth, int pauses) throws Exception {
          if ((pauses & 8) != 0) await(pause.get());
          if (depth == 4) fail();
          AsyncCallable<Integer> last = () -> Future.of(
              await(five(depth, pauses)));
          return Future.of(await(last.call()));
        }

        static final ContextLocal<String> NAME = new ContextLocal<>("");

        @Coroutine static Future<Integer> five(int depth, int pauses) throws Exception {
          NAME.set("five");
          if ((pauses & 16) != 0) await(pause.get());
          fail();
          return Future.of(0);
        }

        static void fail() throws Exception {
          throw new java.io.IOException("deep");
        }
      }
      """;

  private final Interpretations forms = Interpretations.of(compiled());

  private static ClassFiles compiled() {
    return new JavaCompilation(ToolProvider.getSystemJavaCompiler(), 17)
        .texts(Map.of("Levels", PROGRAM));
  }

  @TestFactory
  Stream<DynamicTest> trace_equals_that_of_the_blocking_program() {
    return IntStream.rangeClosed(1, DEEPEST)
        .boxed()
        // If none was suspended, nothing is changed: those that are split (four and five) show the
        // method
        // that has the body.
        .flatMap(depth -> IntStream.range(depth < 4 ? 0 : 1, 1 << depth)
            .mapToObj(pauses -> dynamicTest(
                "depth " + depth + ", pauses " + Integer.toBinaryString(pauses),
                () -> compare(depth, pauses))));
  }

  private void compare(int depth, int pauses) throws Exception {
    List<String> expected =
        lines(failure(forms.blocking(), depth, pauses, () -> Future.of(null), future -> future));

    assertEquals(expected, lines(withoutLoop(depth, pauses)), "without a loop");
    assertEquals(expected, lines(onLoop(depth, pauses)), "on a loop");
    assertFalse(Arrays.stream(onLoop(depth, pauses).getStackTrace())
        .anyMatch(line -> line.getMethodName().contains("$sirocco$")
            || line.getMethodName().equals("resume") && line.getClassName().contains("$sirocco$")));
  }

  private Throwable withoutLoop(int depth, int pauses) throws Exception {
    List<Promise<Void>> pending = new ArrayList<>();
    Supplier<Future<Void>> pause = () -> {
      Promise<Void> promise = new Promise<>();
      pending.add(promise);
      return promise;
    };
    return failure(forms.woven(), depth, pauses, pause, future -> {
      for (int i = 0; i < pending.size(); i++) {
        pending.get(i).complete(null);
      }
      return future;
    });
  }

  private Throwable onLoop(int depth, int pauses) throws Exception {
    try (IOLoop loop = new IOLoop()) {
      Method one = start(forms.woven(), io.sirocco.Coroutines::moment);
      try {
        loop.runSync(() -> (Future<?>) one.invoke(null, depth, pauses));
      } catch (Exception e) { // an IOException, which nobody has declared
        return e;
      }
    }
    throw new AssertionError("it did not fail");
  }

  private interface Run {
    Future<?> run(Future<?> future);
  }

  private static Throwable failure(
      ClassFiles classes, int depth, int pauses, Supplier<Future<Void>> pause, Run run)
      throws Exception {
    return run.run((Future<?>) start(classes, pause).invoke(null, depth, pauses))
        .exception();
  }

  private static Method start(ClassFiles classes, Supplier<Future<Void>> pause) throws Exception {
    Class<?> levels = new TargetLoader(classes).loadClass("Levels");
    levels.getField("pause").set(null, pause);
    Method one = levels.getDeclaredMethod("one", int.class, int.class);
    one.setAccessible(true);
    return one;
  }

  /** The lines of the program, by method and line; those of wrappers have no number. */
  private static List<String> lines(Throwable failure) {
    return Arrays.stream(failure.getStackTrace())
        .filter(line -> line.getClassName().equals("Levels") && line.getLineNumber() > 0)
        .map(
            line -> line.getMethodName().replaceAll("\\$body\\d+", "") + ":" + line.getLineNumber())
        .toList();
  }
}
