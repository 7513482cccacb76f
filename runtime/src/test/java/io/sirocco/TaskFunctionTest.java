package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Functions of other styles: those that call back, and methods that say they are coroutines. */
class TaskFunctionTest {
  /** Y2, Y3; the scenario legacy_task. */
  @Test
  void argument_of_the_callback_is_the_result() {
    List<Consumer<String>> callbacks = new ArrayList<>();

    Future<String> task = Coroutines.task(callbacks::add);
    assertFalse(task.isDone());
    callbacks.get(0).accept("result");

    assertEquals("result", task.result());
    assertNull(Coroutines.task(callback -> callback.accept(null)).result());
  }

  /** Y2. */
  @Test
  void exception_of_the_function_fails_the_future() {
    Boom boom = new Boom("fails");

    Future<String> task = Coroutines.task(callback -> {
      throw boom;
    });

    assertSame(boom, task.exception());
  }

  /** Y2. */
  @Test
  void first_call_counts_and_later_ones_and_exceptions_are_ignored() {
    Future<Integer> task = Coroutines.task(callback -> {
      callback.accept(1);
      callback.accept(2);
      throw new Boom("late");
    });

    assertEquals(1, task.result());
  }

  /** Y3. */
  @Test
  void several_arguments_are_arguments() {
    Arguments arguments = Coroutines.<Arguments>task(callback ->
            callback.accept(Arguments.of(1, null).with("error", "bad").with("b", null)))
        .result();

    assertEquals(Arrays.asList(1, null), arguments.args());
    assertEquals("{error=bad, b=null}", arguments.named().toString());
    assertEquals(new Arguments(List.of(1), Map.of()), Arguments.of(1));
    assertThrows(UnsupportedOperationException.class, () -> arguments.args().add(2));
    assertThrows(UnsupportedOperationException.class, () -> arguments.named().put("c", 2));
  }

  private interface Service {
    @Coroutine
    Future<String> declared();
  }

  private static final class Implementation implements Service {
    @Override
    public Future<String> declared() {
      return Future.of("plain");
    }
  }

  /** V4; the scenario is_coroutine_function. */
  @Test
  void coroutine_function_is_a_method_that_says_so_itself() throws Exception {
    Method declared = Service.class.getDeclaredMethod("declared");
    Method plain = Implementation.class.getDeclaredMethod("declared");

    assertTrue(Coroutines.isCoroutineFunction(declared));
    assertFalse(Coroutines.isCoroutineFunction(plain));
    assertFalse(Coroutines.isCoroutineFunction(null));
  }
}
