package io.sirocco.legacy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.sirocco.Boom;
import io.sirocco.Future;
import io.sirocco.HandCoroutine;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import io.sirocco.Promise;
import io.sirocco.Trace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Rules Y1, Y8 and Y11. */
class LegacyTest {
  private final IOLoop loop = new IOLoop(new ManualTimeSource());
  private final List<Throwable> reported = new ArrayList<>();
  private final Trace trace = new Trace();
  private final Boom boom = new Boom("boom");

  @BeforeEach
  void makeCurrent() {
    loop.makeCurrent();
    loop.setExceptionHandler(reported::add);
  }

  @AfterEach
  void close() {
    loop.close();
  }

  private void runOneIteration() {
    loop.stop();
    loop.start();
  }

  // ---- engine (Y1) ----------------------------------------------------------------------------

  @Test
  void engine_runs_to_its_first_suspension_at_once() {
    Promise<Object> gate = new Promise<>();
    Legacy.engine(() -> HandCoroutine.call((self, step, value) -> {
      trace.add("step " + step);
      return step == 0 ? gate : self.end(null);
    }));
    trace.add("returned");

    gate.complete(null);
    runOneIteration();

    trace.assertEvents("step 0", "returned", "step 1");
  }

  @Test
  void exception_before_the_first_suspension_is_thrown_to_the_caller_as_it_is() {
    assertSame(boom, assertThrows(Boom.class, () -> Legacy.engine(() -> Future.failed(boom))));
    assertSame(
        boom,
        assertThrows(
            Boom.class,
            () -> Legacy.engine(() -> {
              throw boom;
            })));
  }

  @Test
  void later_exception_is_reported_by_the_loop() {
    Promise<Object> promise = new Promise<>();
    Legacy.engine(() -> promise);

    promise.fail(boom);
    runOneIteration();

    assertEquals(List.of(boom), reported);
  }

  @Test
  void value_of_an_engine_is_a_mistake() {
    ReturnValueIgnoredException early = assertThrows(
        ReturnValueIgnoredException.class, () -> Legacy.engine(() -> Future.of("early")));
    assertEquals("an engine cannot return a value: early", early.getMessage());

    Promise<Object> promise = new Promise<>();
    Legacy.engine(() -> promise);
    promise.complete("late");
    runOneIteration();

    assertEquals("an engine cannot return a value: late", reported.get(0).getMessage());
  }

  @Test
  void engine_may_return_no_future_at_all() {
    Legacy.engine(() -> {
      trace.add("ran");
      return null;
    });

    trace.assertEvents("ran");
  }

  // ---- onResult (Y8) --------------------------------------------------------------------------

  @Test
  void callback_gets_the_value_on_the_loop() {
    Future<String> future = Future.of("value");
    assertSame(future, Legacy.onResult(future, trace::add));
    trace.add("called");

    runOneIteration();

    trace.assertEvents("called", "value");
  }

  @Test
  void callback_is_not_called_for_a_failure_which_is_reported() {
    Legacy.onResult(Future.failed(boom), trace::add);

    runOneIteration();

    trace.assertEvents();
    assertEquals(List.of(boom), reported);
  }

  // ---- returnFuture (Y11) ---------------------------------------------------------------------

  @Test
  void function_that_calls_back_becomes_a_future() {
    Future<String> future = Legacy.returnFuture(callback -> callback.accept("value"));

    assertEquals("value", future.result());
  }

  @Test
  void exception_of_the_function_is_thrown_to_the_caller_as_it_is() {
    Boom thrown = assertThrows(
        Boom.class,
        () -> Legacy.returnFuture(callback -> {
          throw boom;
        }));

    assertSame(boom, thrown);
  }
}
