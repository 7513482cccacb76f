package io.sirocco.it.context;

import static io.sirocco.Coroutines.await;
import static io.sirocco.Coroutines.multi;
import static io.sirocco.Coroutines.sleep;

import io.sirocco.Coroutine;
import io.sirocco.Future;
import io.sirocco.IOLoop;
import io.sirocco.ManualTimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.slf4j.MDC;

/** What {@link MdcBridgeTest} runs where the bridge of the documentation is a service. */
public final class MdcProgram implements Callable<List<String>> {
  private final List<String> log = new ArrayList<>();

  private void log(String message) {
    log.add("[" + MDC.get("request") + "] " + message);
  }

  @Coroutine
  private Future<Void> serve(String request) {
    MDC.put("request", request);
    log("begins");
    await(sleep(Duration.ofMillis(1)));
    log("goes on");
    return Future.of(null);
  }

  @Override
  public List<String> call() {
    new IOLoop(new ManualTimeSource()).runSync(() -> multi(List.of(serve("a"), serve("b"))));
    log("after");
    return log;
  }
}
