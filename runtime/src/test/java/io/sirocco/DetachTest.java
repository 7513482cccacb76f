package io.sirocco;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class DetachTest {
  @RegisterExtension
  final LogCapture log = new LogCapture();

  @Test
  void failure_of_a_detached_future_goes_to_the_handler_of_the_current_loop() {
    List<Throwable> reported = new ArrayList<>();
    Boom boom = new Boom("detached");
    try (IOLoop loop = new IOLoop(new ManualTimeSource())) {
      loop.setExceptionHandler(reported::add);
      Promise<String> promise = new Promise<>();

      loop.addCallback(() -> promise.detach());
      loop.addCallback(() -> promise.fail(boom));
      loop.runSync(() -> Coroutines.sleep(Duration.ofMillis(1)));
    }

    assertEquals(List.of(boom), reported);
  }

  @Test
  void without_a_loop_it_is_logged() {
    Promise<String> promise = new Promise<>();
    promise.detach();

    promise.fail(new Boom("detached"));

    log.assertLogged("Exception in callback [" + new Boom("detached") + "]");
  }

  @Test
  void value_and_cancellation_are_reported_to_nobody() {
    Promise<String> promise = new Promise<>();
    promise.detach();
    Future.of("value").detach();

    promise.cancel(false);

    log.assertLogged();
  }

  @Test
  void lazy_coroutine_is_started() {
    List<String> trace = new ArrayList<>();
    Awaitable<String> lazy = CoroutineFrame.lazy(() -> {
      trace.add("started");
      return Future.of("");
    });

    lazy.detach();

    assertEquals(List.of("started"), trace);
    assertThrows(IllegalStateException.class, lazy::detach);
  }
}
