package io.sirocco.benchmarks;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.sirocco.Future;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openjdk.jmh.annotations.Benchmark;

/** Contenders that are compared do the same work. */
class RowsTest {
  @ParameterizedTest
  @ValueSource(
      classes = {
        Ready.class,
        Call.class,
        CallNotInlined.class,
        Suspend.class,
        Spawn.class,
        Fib.class,
        Deep.class,
        PingPong.class,
        Multi.class,
        Skynet.class,
        SkynetSuspended.class,
        TryFinally.class,
        Foreign.class,
        LoopBefore.class,
        LoopAfter.class,
        LoopAround.class,
        LoopBlocks.class
      })
  void all_contenders_of_a_row_have_the_same_result(Class<?> row) throws Exception {
    Map<String, Object> expected = new HashMap<>();
    for (Method contender : contenders(row)) {
      Object fresh = row.getDeclaredConstructor().newInstance();

      Object result = run(contender, fresh);

      expected.putIfAbsent(kind(contender), result);
      assertEquals(
          expected.get(kind(contender)), result, row.getSimpleName() + "." + contender.getName());
    }
  }

  /** The result, and of loops also what is in the array then. */
  private static Object run(Method contender, Object row) throws Exception {
    Object result = contender.getName().equals("virtualThread")
        ? VirtualThreads.call(() -> contender.invoke(row))
        : contender.invoke(row);
    return row instanceof Loops loops
        ? List.of(value(result), Arrays.hashCode(loops.a))
        : value(result);
  }

  private static Method[] contenders(Class<?> row) {
    return Arrays.stream(row.getMethods())
        .filter(method -> method.isAnnotationPresent(Benchmark.class))
        .filter(method -> VirtualThreads.AVAILABLE || !method.getName().equals("virtualThread"))
        .toArray(Method[]::new);
  }

  /** Loops of different kinds have different results. */
  private static String kind(Method contender) {
    return contender.getName().replaceAll(".*(Scalar|Vector)$", "$1").replaceAll("^[a-z].*", "");
  }

  private static Object value(Object result) {
    if (result instanceof Future<?> future) {
      return future.result();
    }
    if (result instanceof BareFuture future) {
      return future.poll();
    }
    if (result instanceof RawFuture future) {
      return future.poll();
    }
    if (result instanceof CompletionStage<?> stage) {
      return stage.toCompletableFuture().join();
    }
    return result;
  }
}
