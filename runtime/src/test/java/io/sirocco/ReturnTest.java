package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sirocco.legacy.Legacy;
import io.sirocco.legacy.ReturnValueIgnoredException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Issue 14: a Return ends a lambda body that awaits nothing, and so was not woven, as it ends a coroutine. */
class ReturnTest {
  @RegisterExtension
  final LogCapture log = new LogCapture(); // expects nothing

  private final IOLoop loop = new IOLoop(new ManualTimeSource());

  private static AsyncCallable<Integer> returning(int value) {
    return () -> {
      throw new Return(value);
    };
  }

  @Test
  void it_is_the_result_of_the_main_function() {
    Callable<?> callable = returning(1);

    assertEquals(1, loop.<Object>runSync(callable));
    assertEquals(Integer.valueOf(2), loop.runSync(returning(2)));
    assertNull(loop.<Object>runSync(returningNothing()));
  }

  @Test
  void it_is_the_result_of_a_scope_and_of_what_is_forked() {
    Object result = loop.runSync(() -> Scope.run(scope -> {
      Future<Integer> child = scope.fork(returning(3));
      throw new Return(child.result());
    }));

    assertEquals(3, result);
  }

  @Test
  void it_ends_callbacks_and_timers_without_a_failure() {
    loop.addCallback(returning(1));
    loop.spawnCallback(returning(1));
    loop.addCallback((Callable<?>) returning(1));
    loop.callLater(Duration.ofMillis(1), returning(1));
    loop.callAt(Deadline.after(Duration.ofMillis(1)), (Callable<?>) returning(1));

    assertEquals(null, loop.runSync(() -> Coroutines.sleep(Duration.ofMillis(2))));
  }

  @Test
  void it_ends_one_call_of_a_series() {
    AtomicInteger calls = new AtomicInteger();

    loop.runSync(() -> {
      AsyncCallable<Object> call = () -> {
        throw new Return(calls.incrementAndGet());
      };
      new PeriodicCallback(call, Duration.ofSeconds(1)).start();
      return Coroutines.sleep(Duration.ofMillis(3500));
    });

    assertEquals(3, calls.get());
  }

  @Test
  void it_is_the_value_that_an_engine_must_not_have() {
    Legacy.engine(returningNothing());

    assertEquals(
        "an engine cannot return a value: 4",
        assertThrows(ReturnValueIgnoredException.class, () -> Legacy.engine(returning(4)))
            .getMessage());
  }

  private static AsyncCallable<Object> returningNothing() {
    return () -> {
      throw new Return();
    };
  }
}
